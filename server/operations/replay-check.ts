/**
 * Once a day a sample of users is replayed from the log and held against live and stored states. Another day takes
 * other users. Whatever differs is a fault of the code or of the database: it is logged, and shown until a later
 * check of the same user finds nothing.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import type { OperationsStore } from "./ports.ts";
import type { Comparison, ReplayUser } from "./replay-user.ts";

export interface CheckedUser {
  userId: string;
  result: "equal" | "differs" | "failed";
  /** Events replayed, and states compared. */
  events: number;
  compared: number;
  differences: Comparison[];
  /** Why it failed. */
  error?: string;
}

export interface CheckReport {
  /** ms since the Unix epoch */
  startedAt: number;
  endedAt: number;
  cause: "daily" | "asked";
  users: CheckedUser[];
  equal: number;
  differs: number;
  failed: number;
}

export interface ReplayCheckOptions {
  store: Pick<OperationsStore, "sample">;
  replay: ReplayUser;
  clock: Clock;
  /** Users a day. Default 20. */
  sample?: number;
  /** Told of each user whose replay differs or fails. */
  onDifference: (user: CheckedUser) => void;
}

/** The first check comes soon after the start, so that a process that never gets old is checked too. */
export const FIRST_AFTER_MS = 10 * 60_000;
export const EVERY_MS = 24 * 3_600_000;
/** Events of one user that a check replays at most. */
const MOST_EVENTS = 100_000;
const REPORTS_KEPT = 30;
const DAILY_SAMPLE = 20;

export class ReplayCheck {
  readonly #options: ReplayCheckOptions;
  readonly #reports: CheckReport[] = [];
  /** Users whose last check found something. */
  readonly #faulty = new Map<string, CheckedUser>();
  readonly #stopping = new AbortController();
  #running: Promise<CheckReport> | undefined;
  #cancelTimer = (): void => {};

  constructor(options: ReplayCheckOptions) {
    this.#options = options;
  }

  start(): void {
    this.#setTimer(FIRST_AFTER_MS);
  }

  async stop(): Promise<void> {
    this.#cancelTimer();
    this.#stopping.abort();
    await this.#running?.catch(() => {});
  }

  /** Newest first. */
  get reports(): readonly CheckReport[] {
    return this.#reports;
  }

  /** Users whose last check found something. */
  get faulty(): readonly CheckedUser[] {
    return [...this.#faulty.values()];
  }

  /** Checks now; joins a check that is under way. @throws ProtocolError `store_unavailable` */
  run(sample: number, cause: CheckReport["cause"] = "asked"): Promise<CheckReport> {
    this.#running ??= this.#check(sample, cause).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  #setTimer(ms: number): void {
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      this.#setTimer(EVERY_MS);
      // What went wrong with the whole check will be tried again tomorrow; the health of the store shows it.
      this.run(this.#options.sample ?? DAILY_SAMPLE, "daily").catch(() => {});
    });
  }

  async #check(sample: number, cause: CheckReport["cause"]): Promise<CheckReport> {
    const { store, clock } = this.#options;
    const startedAt = clock.now();
    const users: CheckedUser[] = [];
    for (const userId of await store.sample(String(startedAt), sample)) {
      if (this.#stopping.signal.aborted) break;
      users.push(await this.#checkUser(userId));
    }
    const count = (result: CheckedUser["result"]): number =>
      users.filter((user) => user.result === result).length;
    const counts = { equal: count("equal"), differs: count("differs"), failed: count("failed") };
    const report = { startedAt, endedAt: clock.now(), cause, users, ...counts };
    this.#reports.unshift(report);
    this.#reports.length = Math.min(this.#reports.length, REPORTS_KEPT);
    return report;
  }

  async #checkUser(userId: string): Promise<CheckedUser> {
    const checked = await this.#replay(userId);
    if (checked.result === "equal") {
      this.#faulty.delete(userId);
    } else if (!this.#stopping.signal.aborted) {
      this.#faulty.set(userId, checked);
      this.#options.onDifference(checked);
    }
    return checked;
  }

  async #replay(userId: string): Promise<CheckedUser> {
    try {
      const { signal } = this.#stopping;
      const { fromSeq, seq, comparisons } = await this.#options.replay(userId, { most: MOST_EVENTS, signal });
      const differences = comparisons.filter(({ equal }) => !equal);
      const result = differences.length === 0 ? "equal" : "differs";
      return { userId, result, events: seq - fromSeq, compared: comparisons.length, differences };
    } catch (error) {
      const { code, message } = toProtocolError(error);
      return {
        userId,
        result: "failed",
        events: 0,
        compared: 0,
        differences: [],
        error: `${code}: ${message}`,
      };
    }
  }
}
