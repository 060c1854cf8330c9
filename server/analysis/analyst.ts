/**
 * Analyses of one person, asked for or due each morning: jobs of the queue, whose results are kept. A run that breaks
 * off is run again and finds the same, except that time has passed.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { ReaderError } from "../interview/port.ts";
import type { JobKind, RunningJob, Schedule } from "../jobs/job.ts";
import type { Log } from "../log.ts";
import { findIn, namesFor, type Sources } from "./gather.ts";
import { localTime } from "./local-time.ts";
import type {
  AnalysisJobs,
  AnalysisResult,
  AnalysisStore,
  InsightMemory,
  KeptAnalysis,
  WordedInsight,
} from "./ports.ts";
import type { Rewriter } from "./rewrite.ts";
import { namesIn, writeInsight } from "./words/write.ts";

export interface AnalystOptions extends Sources {
  store: AnalysisStore;
  jobs: AnalysisJobs;
  /** Words beside the templates. */
  rewriter: Rewriter | undefined;
  memory: InsightMemory | undefined;
  /** What else is looked at when a person is. */
  keepOutcomes: (userId: string) => Promise<void>;
  now: () => number;
  log: Log;
}

export const ANALYSIS_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;

export interface AnalysisView {
  id: string;
  state: (typeof ANALYSIS_STATES)[number];
  /** 0 to 1 */
  progress: number;
  step: string;
  requestedAt: number;
  endedAt: number | null;
  error: Job["error"];
  result: AnalysisResult | null;
}

export interface Latest {
  /** The newest that is done. */
  analysis: AnalysisView | null;
  /** The newest of all where it is not done. */
  job: AnalysisView | null;
  timeZone: string;
  /** Local hour from which on the day's analysis is made. */
  hour: number;
}

const KIND = "analysis";
const SUBJECT = "life";
const MORNING = 5;
const USUAL_ZONE = "UTC";
/** People of one time zone whose day begins in one look. */
const MOST_DUE = 500;
/** Of an item of the memory. */
const LONGEST_TITLE = 300;

export class Analyst {
  readonly #options: AnalystOptions;
  readonly kind: JobKind = { name: KIND, run: (job) => this.#run(job) };
  /** In every quarter of an hour it is morning somewhere. */
  readonly schedule: Schedule = {
    name: "daily_analyses",
    cron: "*/15 * * * *",
    run: async (signal) => void (await this.scheduleDue(signal)),
  };

  constructor(options: AnalystOptions) {
    this.#options = options;
  }

  /** One that is under way is the answer. A time zone becomes the person's, who has none. @throws ProtocolError */
  async ask(userId: string, timeZone: string | undefined): Promise<AnalysisView> {
    const { store, jobs, now } = this.#options;
    if (timeZone !== undefined) {
      localTime(now(), timeZone);
      await store.suggestTimeZone(userId, timeZone);
    }
    const newest = await jobs.newest(userId, KIND, SUBJECT);
    return viewOf(isUnderWay(newest) ? newest : await jobs.add(KIND, userId, SUBJECT));
  }

  /** Begins the day's analyses where it is morning. @returns how many */
  async scheduleDue(signal?: AbortSignal): Promise<number> {
    const { store, jobs, now } = this.#options;
    let begun = 0;
    for (const timeZone of new Set([USUAL_ZONE, ...(await store.timeZones())])) {
      const { day, hour } = localTime(now(), timeZone);
      if (hour < MORNING) continue;
      for (const userId of await store.due(timeZone, day, MOST_DUE)) {
        signal?.throwIfAborted();
        // A crash in between begins it a second time, which is better than not at all.
        if (!isUnderWay(await jobs.newest(userId, KIND, SUBJECT))) await jobs.add(KIND, userId, SUBJECT);
        await store.markDay(userId, day);
        begun++;
      }
    }
    return begun;
  }

  /** Also long after its job has been forgotten. @throws ProtocolError `not_found` */
  async find(userId: string, id: string): Promise<AnalysisView> {
    const { store, jobs } = this.#options;
    const newest = await jobs.newest(userId, KIND, SUBJECT);
    // What it found is kept a moment before it ends: who hears that it is done may ask for the next one.
    if (newest?.id === id && isUnderWay(newest)) return viewOf(newest);
    const kept = await store.find(userId, id);
    if (kept !== undefined) return viewOfKept(kept);
    const job = await jobs.find(userId, id);
    if (job.kind !== KIND)
      throw new ProtocolError("not_found", `There is no analysis "${id}".`, { field: "id" });
    return viewOf(job);
  }

  async latest(userId: string): Promise<Latest> {
    const { store, jobs } = this.#options;
    const [kept, job, timeZone] = await Promise.all([
      store.newest(userId),
      jobs.newest(userId, KIND, SUBJECT),
      store.timeZone(userId),
    ]);
    return {
      analysis: kept === undefined ? null : viewOfKept(kept),
      job: job === undefined || job.state === "done" ? null : viewOf(job),
      timeZone: timeZone ?? USUAL_ZONE,
      hour: MORNING,
    };
  }

  /** @throws ProtocolError `not_found`, `command_refused` when it is over */
  async cancel(userId: string, id: string): Promise<AnalysisView> {
    await this.find(userId, id);
    return viewOf(await this.#options.jobs.cancel(userId, id));
  }

  async #run(job: RunningJob): Promise<void> {
    const { id, userId, signal } = job;
    const report: RunningJob["report"] = (share, step) => job.report(share, step);
    const { actors, store, keepOutcomes, now } = this.#options;
    const timeZone = (await store.timeZone(userId)) ?? USUAL_ZONE;
    const at = now();
    const { insights, ...found } = await findIn(this.#options, { userId, timeZone, at, signal, report });
    const names = await namesFor(actors, userId, insights);
    const drafts = insights.map((insight) => ({
      texts: writeInsight(insight, names),
      names: namesIn(insight, names),
    }));
    const { texts, notices } = await this.#reword(drafts, { userId, interviewId: id, signal });
    await report(0.95, "Plans");
    await keepOutcomes(userId);
    const worded = insights.map((insight, i): WordedInsight => {
      const others = texts[i];
      const wordedBy = others === undefined ? null : (this.#options.rewriter?.model ?? null);
      return { ...insight, texts: others ?? drafts[i]!.texts, wordedBy };
    });
    signal.throwIfAborted();
    const titles = drafts.map((draft) => draft.names.join(", ").slice(0, LONGEST_TITLE));
    await this.#remember(id, userId, at, worded, titles);
    await store.keep(userId, { id, madeAt: at, timeZone, result: { ...found, insights: worded, notices } });
  }

  async #reword(
    drafts: Parameters<Rewriter["rewrite"]>[0],
    caller: Parameters<Rewriter["rewrite"]>[1],
  ): Promise<{ texts: Awaited<ReturnType<Rewriter["rewrite"]>>; notices: string[] }> {
    const { rewriter } = this.#options;
    if (rewriter === undefined || drafts.length === 0) return { texts: [], notices: [] };
    try {
      return { texts: await rewriter.rewrite(drafts, caller), notices: [] };
    } catch (error) {
      if (!(error instanceof ReaderError)) throw error;
      caller.signal.throwIfAborted();
      return { texts: [], notices: [error.message] };
    }
  }

  /** An insight of the same kind on the same thing takes the place of the one before. */
  async #remember(
    id: string,
    userId: string,
    at: number,
    insights: readonly WordedInsight[],
    titles: readonly string[],
  ): Promise<void> {
    const { memory, log } = this.#options;
    if (memory === undefined || insights.length === 0) return;
    const items = insights.map(({ kind, mentions, texts }, i) => {
      const locator = `${kind}:${mentions[0]?.id ?? "all"}`;
      return {
        id: `insight:${locator}`,
        kind: "insight" as const,
        ...(titles[i] ? { title: titles[i] } : {}),
        // A line a language: the dashboard shows the one that it speaks.
        text: `${oneLine(texts.en)}\n${oneLine(texts.de)}`,
        at,
        source: { kind: "insight" as const, id, locator },
      };
    });
    try {
      await memory.store(userId, items);
    } catch (error) {
      log.warn({ err: error, analysis: id }, "insights could not be put into memory");
    }
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function isUnderWay(job: Job | undefined): job is Job {
  return job?.state === "waiting" || job?.state === "running";
}

function viewOf({ id, state, share, step, createdAt, endedAt, error }: Job): AnalysisView {
  return {
    id,
    state: state === "waiting" ? "queued" : state,
    progress: share,
    step,
    requestedAt: createdAt,
    endedAt,
    error,
    result: null,
  };
}

function viewOfKept({ id, madeAt, result }: KeptAnalysis): AnalysisView {
  return {
    id,
    state: "done",
    progress: 1,
    step: "",
    requestedAt: madeAt,
    endedAt: madeAt,
    error: null,
    result,
  };
}
