/**
 * The queue of jobs: pg-boss on the same PostgreSQL, in a schema of its own.
 *
 * A job is given out at least once: after a crash it runs again, at once when its node comes back and else when its
 * heartbeat is missed. Tries back off; what fails for good goes to the dead letters and its person is told. Bounds:
 * `atOnce` of each kind per process, `MOST_UNDER_WAY` of each person.
 */
import { randomUUID } from "node:crypto";
import { type JobResult, type JobWithMetadata, PgBoss } from "pg-boss";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { jobSubject } from "@trajectory/protocols/subjects.ts";
import type { Log } from "../log.ts";
import { toPublicError } from "../public-error.ts";
import type { JobKind, JobRow, JobStore, RunningJob, Schedule } from "./job.ts";

export interface JobQueueOptions {
  store: JobStore;
  bus: Pick<Bus, "publish">;
  nodeId: string;
  log: Log;
  /** Only nodes with the role run jobs; the others add them. */
  work: boolean;
  /** Least time between two looks at the queue, s. */
  pollS?: number;
}

interface Payload {
  userId: string;
  subject: string;
}

const SCHEMA = "jobs";
const DEAD_LETTERS = "dead_letters";
/** Waiting and running jobs of one person. */
const MOST_UNDER_WAY = 200;
const MOST_LISTED = 100;
const POLL_S = 2;
const DEAD_POLL_S = 30;
const RETRIES = 3;
const FIRST_RETRY_S = 1;
const LONGEST_RETRY_S = 60;
const LONGEST_S = 900;
const HEARTBEAT_S = 60;
/** Handlers that do not stop when told are left behind after this time, ms. */
const STOP_MS = 5_000;

export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #boss: PgBoss;
  readonly #kinds = new Map<string, JobKind>();
  readonly #workers = new Map<string, string>();
  /** Jobs that run here. */
  readonly #running = new Map<string, AbortController>();
  readonly #ended = { done: 0, tried: 0, failed: 0 };
  readonly #stopping = new AbortController();

  constructor(options: JobQueueOptions) {
    const { store, work, log } = options;
    this.#options = options;
    this.#boss = new PgBoss({
      schema: SCHEMA,
      db: store.executor,
      supervise: work,
      schedule: work,
      registerInstance: false,
    });
    this.#boss.on("error", (error) => log.warn({ error: error.message }, "The queue of jobs had trouble."));
  }

  /** Once, when everything stands that the jobs use. @throws ProtocolError `store_unavailable` */
  async start(kinds: readonly JobKind[], schedules: readonly Schedule[] = []): Promise<void> {
    const { work, pollS = POLL_S } = this.#options;
    for (const kind of kinds) this.#kinds.set(kind.name, kind);
    await this.#boss.start();
    await this.#boss.createQueue(DEAD_LETTERS, { retryLimit: RETRIES, retryBackoff: true });
    for (const kind of kinds) await this.#createQueue(kind);
    if (!work) return;
    await this.#takeUp();
    for (const { name, atOnce = 1 } of kinds) {
      const options = {
        pollingIntervalSeconds: pollS,
        localConcurrency: atOnce,
        includeMetadata: true,
        perJobResults: true,
      } as const;
      const worker = await this.#boss.work<Payload, unknown, typeof options>(name, options, (jobs) =>
        Promise.all(jobs.map((job) => this.#carryOut(name, job))),
      );
      this.#workers.set(name, worker);
    }
    for (const schedule of schedules) await this.#follow(schedule);
    await this.#boss.work<Payload>(
      DEAD_LETTERS,
      { pollingIntervalSeconds: DEAD_POLL_S, includeMetadata: true, batchSize: 20 },
      async (jobs) => {
        for (const { sourceId } of jobs as JobWithMetadata<Payload>[]) await this.#bury(sourceId ?? "");
      },
    );
  }

  /** @throws ProtocolError `too_many_requests` */
  async add(kind: string, userId: string, subject: string): Promise<Job> {
    const { store } = this.#options;
    const waiting = await store.underWay(userId);
    if (waiting >= MOST_UNDER_WAY)
      throw new ProtocolError("too_many_requests", `${waiting} jobs of yours wait already.`);
    const id = randomUUID();
    const payload: Payload = { userId, subject };
    const row = await store.add({ id, userId, kind, subject }, async (db) => {
      await this.#boss.send(kind, payload, { id, db });
    });
    this.#publish(row);
    const worker = this.#workers.get(kind);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
    return jobOf(row);
  }

  /** @throws ProtocolError `not_found`, `command_refused` when it is over */
  async cancel(userId: string, id: string): Promise<Job> {
    const { store } = this.#options;
    const found = await this.find(userId, id);
    const row = await store.cancel(userId, id);
    if (row === undefined) throw new ProtocolError("command_refused", `The job is over: ${found.state}.`);
    this.#running.get(id)?.abort(new ProtocolError("cancelled", "The job was cancelled."));
    await this.#boss.cancel(row.kind, id);
    this.#publish(row);
    return jobOf(row);
  }

  /** @throws ProtocolError `not_found` */
  async find(userId: string, id: string): Promise<Job> {
    const row = await this.#options.store.find(userId, id);
    if (row === undefined) throw new ProtocolError("not_found", `There is no job "${id}".`, { field: "id" });
    return jobOf(row);
  }

  /** Newest first. */
  async list(userId: string): Promise<Job[]> {
    return (await this.#options.store.list(userId, MOST_LISTED)).map(jobOf);
  }

  /** The newest job of a kind on the subject. */
  async newest(userId: string, kind: string, subject: string): Promise<Job | undefined> {
    const row = await this.#options.store.newest(userId, kind, subject);
    return row === undefined ? undefined : jobOf(row);
  }

  /** What this process does and did. */
  stats(): { running: number; done: number; tried: number; failed: number } {
    return { running: this.#running.size, ...this.#ended };
  }

  /** What runs is told to stop and will be tried again by whoever works next. */
  async stop(): Promise<void> {
    this.#stopping.abort(new ProtocolError("busy", "The server stops."));
    await this.#boss.stop({ graceful: true, close: false, timeout: STOP_MS });
  }

  async #createQueue({ name, retries = RETRIES, longestS = LONGEST_S }: JobKind): Promise<void> {
    const settings = {
      retryLimit: retries,
      retryDelay: FIRST_RETRY_S,
      retryBackoff: true,
      retryDelayMax: LONGEST_RETRY_S,
      expireInSeconds: longestS,
      heartbeatSeconds: HEARTBEAT_S,
      deadLetter: DEAD_LETTERS,
    };
    await this.#boss.createQueue(name, settings);
    await this.#boss.updateQueue(name, settings);
  }

  /** Jobs that this node had begun when it was killed: only one process has its data directory, so they run nowhere. */
  async #takeUp(): Promise<void> {
    const { store, nodeId, log } = this.#options;
    for (const row of await store.running(nodeId)) {
      if (!this.#kinds.has(row.kind)) continue;
      log.info({ job: row.id, kind: row.kind }, "A job that was broken off is taken up again.");
      await this.#boss.fail(row.kind, row.id, { reason: "The process ended." });
      const [job] = await this.#boss.findJobs(row.kind, { id: row.id });
      if (job?.state === "retry") this.#publish(await store.end(row.id, row.attempt, { state: "waiting" }));
      else await this.#bury(row.id);
    }
  }

  async #carryOut(kind: string, job: JobWithMetadata<Payload>): Promise<JobResult> {
    const { store, nodeId, log } = this.#options;
    const { id, retryCount } = job;
    const attempt = retryCount + 1;
    const row = await store.begin(id, attempt, nodeId);
    if (row === undefined) return { id, status: "completed" };
    this.#publish(row);
    const own = new AbortController();
    this.#running.set(id, own);
    const signal = AbortSignal.any([own.signal, job.signal, this.#stopping.signal]);
    try {
      await this.#kinds.get(kind)?.run(this.#runningJob(row, attempt, own, signal));
      this.#publish(await store.end(id, attempt, { state: "done" }));
      this.#ended.done += 1;
      return { id, status: "completed" };
    } catch (thrown) {
      if (thrown === own.signal.reason) return { id, status: "completed" };
      const error = toProtocolError(thrown);
      if (error.code === "internal") log.error({ err: error.cause ?? error, job: id, kind }, "A job failed.");
      const isLast = isFinal(error) || retryCount >= job.retryLimit;
      this.#ended[isLast ? "failed" : "tried"] += 1;
      const body = toPublicError(error).toBody();
      this.#publish(await store.end(id, attempt, { state: isLast ? "failed" : "waiting", error: body }));
      return {
        id,
        status: isLast ? "deadletter" : "failed",
        output: { code: body.code, message: body.message },
      };
    } finally {
      this.#running.delete(id);
    }
  }

  #runningJob(row: JobRow, attempt: number, own: AbortController, signal: AbortSignal): RunningJob {
    const { id, userId, subject } = row;
    return {
      id,
      userId,
      subject,
      attempt,
      signal,
      report: async (share, step) => {
        signal.throwIfAborted();
        const now = await this.#options.store.report(id, attempt, Math.min(1, Math.max(0, share)), step);
        if (now === undefined) own.abort(new ProtocolError("cancelled", "The job is no longer wanted here."));
        signal.throwIfAborted();
        this.#publish(now);
      },
    };
  }

  /** Its process died in each of its tries, or nobody finished it in time. */
  async #bury(id: string): Promise<void> {
    const error = new ProtocolError("internal", "The job broke off in every try.").toBody();
    this.#publish(await this.#options.store.end(id, undefined, { state: "failed", error }));
  }

  async #follow(schedule: Schedule): Promise<void> {
    const { name, cron } = schedule;
    await this.#boss.createQueue(name, { policy: "exclusive", retryLimit: 1, heartbeatSeconds: HEARTBEAT_S });
    await this.#boss.schedule(name, cron, null, { missed: "once" });
    await this.#boss.work(name, { pollingIntervalSeconds: DEAD_POLL_S }, async ([job]) => {
      await schedule.run(
        AbortSignal.any([this.#stopping.signal, ...(job === undefined ? [] : [job.signal])]),
      );
    });
  }

  #publish(row: JobRow | undefined): void {
    if (row === undefined) return;
    const json = JSON.stringify(jobOf(row));
    try {
      this.#options.bus.publish(jobSubject(row.userId), new TextEncoder().encode(json));
    } catch (error) {
      // Where it stands is kept; who looks finds it.
      this.#options.log.warn({ err: error }, "The progress of a job could not be published.");
    }
  }
}

/** Trying again would end the same way. */
function isFinal(error: ProtocolError): boolean {
  return error.status < 500 && error.code !== "too_many_requests";
}

function jobOf(row: JobRow): Job {
  const { id, kind, subject, state, share, step, attempt, error, createdAt, endedAt } = row;
  return { id, kind, subject, state, share, step, attempt, error, createdAt, endedAt };
}
