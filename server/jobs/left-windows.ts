/**
 * Windows of sessions that nobody holds: their node crashed, or stopped before their device came back, and the device
 * may never come. Every node that takes blocks looks for sessions with blocks newer than their last window: seconds
 * after its start, when the devices that are there have come back, and then every half minute, for other nodes.
 *
 * What is over by the sensor's time is said at once; what is open when the session has been silent for as long as one
 * lingers without a socket. Both come out as the session itself would have said them, bit by bit.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import { resumeFrom, rebuildWindows } from "@trajectory/ingest/windows/rebuild.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { type WindowKeeping, tellWindows } from "./rebuilt-windows.ts";

export interface LeftSession {
  sessionId: string;
  newest: readonly { stream: number; lastUs: number }[];
  /** End of the last stored window; undefined where there is none. */
  windowsUntilUs: number | undefined;
  /** Since the newest block was received. */
  silentMs: number;
}

export interface LeftWindowsOptions extends WindowKeeping {
  /** Sessions that have not ended, have been silent for a time, and have samples newer than their windows. */
  findLeft: (silentMs: number) => Promise<LeftSession[]>;
  /** Whether this node has the session in memory: then its windows are its own. */
  holds: (sessionId: string) => boolean;
  clock: Clock;
  log: Log;
  /** Default: 30 s. */
  everyMs?: number;
  /** Default: 90 s; above the time that a session lingers on the node that had it. */
  lingerMs?: number;
}

/** What a node takes now has come within this time; ms. */
const LIVE_MS = 5_000;
/** Windows behind the last stored one may be missing; no longer than this is looked for them, µs. */
const MOST_US = 600_000_000;
const MOST_REMEMBERED = 10_000;

export class LeftWindows {
  readonly #options: Required<LeftWindowsOptions>;
  #cancelTimer: (() => void) | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;
  /** Sessions whose samples give no more windows for now, and by which sample that was known. */
  readonly #done = new Map<string, { lastUs: number; isOver: boolean }>();

  constructor(options: LeftWindowsOptions) {
    this.#options = { everyMs: 30_000, lingerMs: 90_000, ...options };
  }

  start(): void {
    this.#wait(LIVE_MS);
  }

  /** Resolves when the turn that is under way is over. */
  idle(): Promise<void> {
    return this.#turn;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer?.();
    await this.#turn;
  }

  async #run(): Promise<void> {
    try {
      await this.#look();
    } catch (err) {
      this.#options.log.warn({ err }, "Sessions that were left could not be looked for");
    }
    if (!this.#isStopped) this.#wait(this.#options.everyMs);
  }

  #wait(ms: number): void {
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      this.#turn = this.#run();
    });
  }

  async #look(): Promise<void> {
    const { findLeft, lingerMs, holds, log } = this.#options;
    for (const session of await findLeft(LIVE_MS)) {
      if (this.#isStopped) return;
      const { sessionId } = session;
      const isOver = session.silentMs >= lingerMs;
      const done = this.#done.get(sessionId);
      const isDone = done?.lastUs === newestUs(session) && done.isOver === isOver;
      if (holds(sessionId) || isDone) continue;
      try {
        const said = await this.#finish(session, isOver);
        if (said > 0) log.info({ sessionId, windows: said }, "Windows that a node had left behind are made");
      } catch (err) {
        // It is found again in the next turn.
        log.warn({ sessionId, err }, "Windows that a node had left behind are not made yet");
      }
    }
  }

  /** @returns how many windows were new or others */
  async #finish(left: LeftSession, isOver: boolean): Promise<number> {
    const { signals, tellSession, holds } = this.#options;
    const { sessionId, newest, windowsUntilUs } = left;
    const session = await signals.session(sessionId);
    if (session === undefined || session.endedUs !== undefined) return 0;
    const { userId, streams } = session;
    const resumedUs = resumeFrom(streams, newest);
    if (resumedUs === undefined) return 0;
    const fromUs = Math.max(Math.min(resumedUs, windowsUntilUs ?? resumedUs), newestUs(left) - MOST_US);
    const known = await signals.readWindows(sessionId, fromUs);
    const clockErrorMs = known.at(-1)?.clockErrorMs ?? -1;
    const changed: Window[] = [];
    const same: Window[] = [];
    const windows = await rebuildWindows({
      store: { readBlocks: (...of) => signals.readBlocks(...of), readWindows: async () => known },
      sessionId,
      streams,
      fromUs,
      onWindow: (window) => changed.push({ ...window, clockErrorMs }),
      onSame: (window) => same.push({ ...window, clockErrorMs }),
      forScreen: () => false,
    });
    if (isOver) windows.flush();
    // Its device came back meanwhile: the windows are its own again.
    if (holds(sessionId)) return 0;
    // Told before they are stored: what breaks off here is found and told again, under the same ids.
    await tellWindows(tellSession, userId, [...same, ...changed].sort(byEnd));
    await signals.appendWindows(userId, changed);
    if (this.#done.size >= MOST_REMEMBERED) this.#done.clear();
    this.#done.set(sessionId, { lastUs: newestUs(left), isOver });
    return changed.length;
  }
}

function newestUs({ newest }: LeftSession): number {
  return Math.max(...newest.map(({ lastUs }) => lastUs));
}

function byEnd(a: Window, b: Window): number {
  return a.t1Us - b.t1Us || a.kind - b.kind;
}
