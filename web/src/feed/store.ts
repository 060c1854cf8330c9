/**
 * What the feed has told so far. Messages change it at once; React sees a new `FeedView` at most four times a second.
 * Bounded: the newest events, the newest sessions, the newest samples of each stream.
 */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { NEWS_EVENTS } from "@trajectory/protocols/notifications/kinds.ts";
import type { FeedStatus } from "./connection.ts";
import { applySessionEvent, mergeSessions, type SessionInfo, type SessionInfos } from "./session-info.ts";
import { SessionSignals } from "./session-signals.ts";

const MAX_EVENTS = 300;
/** Kept longer than the others, which body windows soon push out. */
const NEWS: ReadonlySet<string> = new Set(NEWS_EVENTS);
const MAX_NEWS = 50;
const MAX_SESSIONS = 3;
/** How long it is said that the connection had been lost, ms. */
const TOLD_MS = 60_000;
const MAX_JOBS = 50;
/** Between two views, ms. */
export const VIEW_INTERVAL_MS = 250;

export interface FeedView {
  status: FeedStatus;
  userId: string | undefined;
  /** What the server's clock is ahead of this machine's, ms. */
  clockAhead: number;
  /** True once the first back-fill is over: only then does "nothing there" mean nothing. */
  filled: boolean;
  seq: number;
  state: PhysicsSnapshot | undefined;
  stateSeq: number;
  /** Newest first. */
  events: readonly EventRecord[];
  /** Those that notifications tell of, newest first. */
  news: readonly EventRecord[];
  dropped: { blocks: number; windows: number };
  sessions: SessionInfos;
  /** Where jobs stand of which the feed has told, by id; the one that moved last is the last. */
  jobs: ReadonlyMap<string, Job>;
  /** The session whose block came last. */
  signals: SessionSignals | undefined;
  /** The connection had been lost: for how long, ms, and how many events came meanwhile. Gone after a minute. */
  back: { awayMs: number; events: number } | undefined;
  /** Rises when events were missed: what was built from them has to be loaded again. */
  resyncs: number;
}

export interface StoreDependencies {
  /** ms, monotonic */
  now(): number;
  /** ms since the Unix epoch by this machine's clock, which may be wrong. */
  epoch(): number;
  setTimer(ms: number, callback: () => void): () => void;
}

export class FeedStore {
  readonly #deps: StoreDependencies;
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: EventRecord) => void>();
  readonly #signals = new Map<string, SessionSignals>();
  #view: FeedView;
  #next: FeedView;
  #pending = false;
  /** Nothing of this socket's back-fill has come yet: what it begins with may be older than what we hold. */
  #fresh = { event: true, state: true };
  #lost: { at: number; seq: number } | undefined;
  #viewedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: StoreDependencies) {
    this.#deps = deps;
    this.#next = emptyView();
    this.#view = this.#next;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): FeedView => this.#view;

  /** Every event once, in order, as it comes. */
  onEvent(listener: (event: EventRecord) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  lastSeq(): number {
    return this.#next.seq;
  }

  /** The signals of the session whose block came last; for the charts, which do not wait for a view. */
  current(): SessionSignals | undefined {
    return this.#next.signals;
  }

  /** What an earlier visit kept; the feed goes on behind it. */
  restore(kept: Pick<FeedView, "userId" | "seq" | "state" | "stateSeq" | "events">): void {
    this.#update({ ...kept, news: newsIn(kept.events) });
  }

  /** Sessions known from elsewhere; what events said of them stays. */
  addSessions(sessions: readonly SessionInfo[]): void {
    this.#update({ sessions: mergeSessions(this.#next.sessions, sessions) });
  }

  /** News that an earlier visit kept: the back-fill reaches less far back. */
  addNews(events: readonly EventRecord[]): void {
    this.#update({ news: newsIn([...this.#next.news, ...events]) });
  }

  /** Jobs known from elsewhere, newest first; what the feed told stays, unless they are over since. */
  addJobs(listed: readonly Job[]): void {
    const jobs = new Map<string, Job>();
    for (const job of listed.slice(0, MAX_JOBS).toReversed()) jobs.set(job.id, job);
    for (const [id, told] of this.#next.jobs) {
      const job = jobs.get(id);
      if (job !== undefined && job.endedAt !== null && told.endedAt === null) continue;
      jobs.delete(id);
      jobs.set(id, told);
    }
    this.#update({ jobs: new Map([...jobs].slice(-MAX_JOBS)) });
  }

  setStatus(status: FeedStatus): void {
    const lost = status.kind === "waiting" || status.kind === "offline";
    if (lost && this.#next.filled) this.#lost ??= { at: this.#deps.epoch(), seq: this.#next.seq };
    this.#update({ status });
    if (status.kind === "live" && this.#lost !== undefined) this.#tellBack(this.#lost);
  }

  #tellBack({ at, seq }: { at: number; seq: number }): void {
    this.#lost = undefined;
    const back = {
      awayMs: Math.max(0, this.#deps.epoch() - at),
      events: Math.max(0, this.#next.seq - seq),
    };
    this.#update({ back });
    this.#deps.setTimer(TOLD_MS, () => {
      if (this.#next.back === back) this.#update({ back: undefined });
    });
  }

  apply(message: FeedDown): void {
    if ("block" in message)
      this.#applySignals(message.block.sessionId, (signals) =>
        signals.addBlock(message.block, this.#deps.now()),
      );
    else if ("window" in message) this.#applyWindow(message.window.sessionId, message);
    else if ("event" in message) this.#applyEvent(JSON.parse(message.event.json) as EventRecord);
    else if ("state" in message) this.#applyState(message.state.seq, message.state.json);
    else if ("dropped" in message) this.#applyDropped(message.dropped);
    else if ("job" in message) this.#applyJob(JSON.parse(message.job.json) as Job);
    else if ("live" in message) this.#applyLive(message.live.seq);
    else this.#applyWelcome(message.welcome);
  }

  #applyWelcome({ userId, serverTimeUs }: { userId: string; serverTimeUs: number }): void {
    const held = this.#next.userId;
    if (held !== undefined && held !== userId) this.#forget();
    this.#fresh = { event: true, state: true };
    this.#update({ userId, clockAhead: serverTimeUs / 1_000 - this.#deps.epoch() });
  }

  #applyLive(seq: number): void {
    if (seq < this.#next.seq) this.#startOver(seq);
    this.#update({ filled: true, news: this.#next.news.filter((event) => event.seq <= seq) });
  }

  /** The server's log is shorter than what we hold: it was restored from an older copy, and it is the judge. */
  #startOver(seq: number): void {
    this.#update({ seq, events: [], news: [], resyncs: this.#next.resyncs + 1 });
  }

  #applyEvent(event: EventRecord): void {
    if (this.#fresh.event && event.seq <= this.#next.seq) this.#startOver(0);
    this.#fresh.event = false;
    const { seq, events, news, sessions, resyncs } = this.#next;
    if (event.seq <= seq) return;
    const missed = seq > 0 && event.seq > seq + 1;
    this.#update({
      seq: event.seq,
      events: [event, ...events].slice(0, MAX_EVENTS),
      news: NEWS.has(event.type) ? newsIn([event, ...news]) : news,
      sessions: applySessionEvent(sessions, event),
      resyncs: missed ? resyncs + 1 : resyncs,
    });
    for (const listener of this.#eventListeners) listener(event);
  }

  #applyState(stateSeq: number, json: string): void {
    if (!this.#fresh.state && stateSeq < this.#next.stateSeq) return;
    this.#fresh.state = false;
    this.#update({ state: JSON.parse(json) as PhysicsSnapshot, stateSeq });
  }

  #applyDropped({ blocks, windows }: { blocks: number; windows: number }): void {
    const { dropped } = this.#next;
    this.#update({ dropped: { blocks: dropped.blocks + blocks, windows: dropped.windows + windows } });
  }

  #applyJob(job: Job): void {
    const jobs = new Map(this.#next.jobs);
    jobs.delete(job.id);
    jobs.set(job.id, job);
    if (jobs.size > MAX_JOBS) jobs.delete(jobs.keys().next().value ?? "");
    this.#update({ jobs });
  }

  #applySignals(sessionId: string, change: (signals: SessionSignals) => void): void {
    let signals = this.#signals.get(sessionId);
    if (signals === undefined) {
      signals = new SessionSignals(sessionId);
      this.#signals.set(sessionId, signals);
      if (this.#signals.size > MAX_SESSIONS) this.#dropOldest(sessionId);
    }
    change(signals);
    this.#update({ signals });
  }

  /** A window alone does not bring its session to the front: those of an ended one may still come. */
  #applyWindow(sessionId: string, message: Extract<FeedDown, { window: unknown }>): void {
    const front = this.#next.signals;
    this.#applySignals(sessionId, (signals) => signals.addWindow(message.window));
    if (front !== undefined) this.#update({ signals: front });
  }

  #dropOldest(newest: string): void {
    for (const id of this.#signals.keys()) {
      if (id === newest || id === this.#next.signals?.id) continue;
      this.#signals.delete(id);
      return;
    }
  }

  #forget(): void {
    this.#signals.clear();
    this.#next = {
      ...emptyView(),
      status: this.#next.status,
      resyncs: this.#next.resyncs + 1,
    };
  }

  #update(change: Partial<FeedView>): void {
    this.#next = { ...this.#next, ...change };
    if (this.#pending) return;
    this.#pending = true;
    const wait = Math.max(0, this.#viewedAt + VIEW_INTERVAL_MS - this.#deps.now());
    this.#deps.setTimer(wait, () => this.#publish());
  }

  #publish(): void {
    this.#pending = false;
    this.#viewedAt = this.#deps.now();
    this.#view = this.#next;
    for (const listener of this.#listeners) listener();
  }
}

/** Of two with the same number the first counts. */
function newsIn(events: readonly EventRecord[]): readonly EventRecord[] {
  const bySeq = new Map<number, EventRecord>();
  for (const event of events) if (NEWS.has(event.type) && !bySeq.has(event.seq)) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, MAX_NEWS);
}

function emptyView(): FeedView {
  return {
    status: { kind: "stopped" },
    userId: undefined,
    clockAhead: 0,
    filled: false,
    seq: 0,
    state: undefined,
    stateSeq: 0,
    events: [],
    news: [],
    dropped: { blocks: 0, windows: 0 },
    sessions: {},
    jobs: new Map(),
    signals: undefined,
    back: undefined,
    resyncs: 0,
  };
}
