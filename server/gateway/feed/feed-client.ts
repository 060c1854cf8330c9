/**
 * One client of the live feed: back-fill → cut-over → live.
 *
 * Events: in order of seq, each once; a hole in what the bus brings is filled from the log. State: the newest
 * only. Blocks and windows: in order of arrival, each once per client; a client that does not keep up loses them,
 * counted and reported, and keeps its events. Jobs: as they come, to clients that are live and keep up. Bounds: `maxHeld` messages while back-filling, `highWater` bytes in
 * the socket afterwards.
 */
import { feedDownCodec } from "@trajectory/protocols/codec.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { eventFrame } from "./frames.ts";

export interface FeedSocket {
  send(frame: Uint8Array): void;
  /** Bytes that wait in this process for the client. */
  readonly bufferedAmount: number;
}

/** What the client needs besides the bus. */
export interface FeedSource {
  /** Events with seq > afterSeq, oldest first, at most `limit`. */
  events(afterSeq: number, limit: number): Promise<EventRecord[]>;
  /** The newest events, oldest first. */
  newestEvents(limit: number): Promise<EventRecord[]>;
  state(): Promise<{ seq: number; json: string }>;
  /** Frames of the running session's last seconds, with the key that names each. */
  recentSignals(): Promise<KeyedFrame[]>;
}

export interface KeyedFrame {
  kind: "block" | "window";
  /** Names the block or the window's revision, so that the seam of back-fill and live holds it once. */
  key: string;
  frame: Uint8Array;
}

export interface FeedLimits {
  /** Events shown to a client that has none. */
  newest: number;
  /** Events read from the log at once. */
  page: number;
  /** Blocks and windows held while the back-fill runs. */
  maxHeld: number;
  /** Bytes in the socket above which blocks and windows are left out. */
  highWater: number;
}

export const FEED_LIMITS: FeedLimits = { newest: 50, page: 500, maxHeld: 1_000, highWater: 1 << 20 };

export class FeedClient {
  readonly #socket: FeedSocket;
  readonly #source: FeedSource;
  readonly #limits: FeedLimits;
  #live = false;
  #closed = false;
  #lastSeq: number;
  #stateSeq = -1;
  #held: KeyedFrame[] = [];
  #newestState: { seq: number; json: string } | undefined;
  #dropped = { blocks: 0, windows: 0 };
  /** Highest seq the bus has told of; the log is read up to it. */
  #knownSeq = 0;
  #pumping: Promise<void> | undefined;

  constructor(socket: FeedSocket, source: FeedSource, afterSeq: number, limits: FeedLimits = FEED_LIMITS) {
    this.#socket = socket;
    this.#source = source;
    this.#lastSeq = afterSeq;
    this.#limits = limits;
  }

  /** Sends what was before; the bus must already be bringing what is new. */
  async backfill(): Promise<void> {
    const state = await this.#source.state();
    // A client that knows more than the log has seen another database: it starts afresh.
    if (this.#lastSeq > state.seq) this.#lastSeq = 0;
    if (this.#lastSeq === 0) this.#sendEvents(await this.#source.newestEvents(this.#limits.newest));
    else await this.#readLog();
    this.#offerState(state);
    const recent = await this.#source.recentSignals();
    const seen = new Set(recent.map(({ key }) => key));
    for (const { frame } of recent) this.#send(frame);
    for (const held of this.#held) if (!seen.has(held.key)) this.#send(held.frame);
    this.#held = [];
    this.#live = true;
    this.#send(feedDownCodec.encode({ live: { seq: this.#lastSeq } }));
    this.drained();
  }

  onEvent(event: EventRecord): void {
    this.#knownSeq = Math.max(this.#knownSeq, event.seq);
    if (!this.#live || event.seq <= this.#lastSeq) return;
    if (event.seq === this.#lastSeq + 1 && this.#pumping === undefined && !this.#full())
      this.#sendEvents([event]);
    else this.#pump();
  }

  onState(state: { seq: number; json: string }): void {
    this.#offerState(state);
  }

  onSignal(signal: KeyedFrame): void {
    if (!this.#live) {
      if (this.#held.length < this.#limits.maxHeld) this.#held.push(signal);
      else this.#countDropped(signal.kind);
      return;
    }
    if (this.#full()) this.#countDropped(signal.kind);
    else this.#send(signal.frame);
  }

  /** Where a job stands is not history: who is not live, or slow, asks for it. */
  onJob(frame: Uint8Array): void {
    if (this.#live && !this.#full()) this.#send(frame);
  }

  /** To be called when the socket may have room again. */
  drained(): void {
    if (!this.#live || this.#full()) return;
    if (this.#dropped.blocks > 0 || this.#dropped.windows > 0) {
      this.#send(feedDownCodec.encode({ dropped: this.#dropped }));
      this.#dropped = { blocks: 0, windows: 0 };
    }
    const state = this.#newestState;
    this.#newestState = undefined;
    if (state !== undefined) this.#offerState(state);
    if (this.#knownSeq > this.#lastSeq) this.#pump();
  }

  close(): void {
    this.#closed = true;
    this.#held = [];
  }

  #offerState(state: { seq: number; json: string }): void {
    if (state.seq < this.#stateSeq) return;
    if (this.#full()) {
      this.#newestState = state;
      return;
    }
    this.#stateSeq = state.seq;
    this.#send(feedDownCodec.encode({ state }));
  }

  /** Reads the log until the client has all it is known to hold; a failure is met again at the next event. */
  #pump(): void {
    this.#pumping ??= this.#readLog()
      .catch(() => undefined)
      .finally(() => {
        this.#pumping = undefined;
      });
  }

  async #readLog(): Promise<void> {
    while (!this.#closed && !this.#full()) {
      const page = await this.#source.events(this.#lastSeq, this.#limits.page);
      if (page.length === 0) return;
      this.#sendEvents(page);
    }
  }

  #sendEvents(events: readonly EventRecord[]): void {
    for (const event of events) {
      this.#send(eventFrame(event));
      this.#lastSeq = event.seq;
    }
  }

  #send(frame: Uint8Array): void {
    if (!this.#closed) this.#socket.send(frame);
  }

  #full(): boolean {
    return this.#socket.bufferedAmount > this.#limits.highWater;
  }

  #countDropped(kind: "block" | "window"): void {
    if (kind === "block") this.#dropped.blocks += 1;
    else this.#dropped.windows += 1;
  }
}
