/** Lets go of old blocks once a day, or when an operator asks; says how far it is, and stops when told. */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";

interface Released {
  blocks: number;
  samples: number;
  bytes: number;
}

/** What it needs of the store. */
export interface RetainedBlocks {
  count(before: number, signal: AbortSignal): Promise<Released>;
  release(options: {
    before: number;
    signal: AbortSignal;
    onReleased: (released: Released) => void;
  }): Promise<Released>;
}

export interface RetentionRun extends Released {
  state: "running" | "done" | "cancelled" | "failed";
  /** Nothing was let go of: this is what would be. */
  dryRun: boolean;
  /** Samples from before this time, ms. */
  before: number;
  startedAt: number;
  endedAt: number | null;
  error: string | null;
}

export interface RetentionOptions {
  blocks: RetainedBlocks;
  clock: Clock;
  log: Log;
  /** Samples are kept for so many days; 0: for ever. */
  keepDays: number;
}

const DAY_MS = 86_400_000;
/** After the start others come first. */
const FIRST_MS = 600_000;

export class Retention {
  readonly keepDays: number;
  readonly #options: RetentionOptions;
  #run: RetentionRun | undefined;
  #work: Promise<void> = Promise.resolve();
  #abort = new AbortController();
  #cancelTimer: (() => void) | undefined;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.keepDays = options.keepDays;
  }

  /** Every day from now on, where something is to be let go of at all. */
  start(): void {
    if (this.keepDays > 0) this.#schedule(FIRST_MS);
  }

  /** The one that runs, or the last one. */
  get last(): RetentionRun | undefined {
    return this.#run;
  }

  /**
   * Begins; `last` says how far it is.
   * @throws ProtocolError `command_refused` while one runs, or when everything is kept
   */
  begin(dryRun: boolean): RetentionRun {
    if (this.keepDays === 0) {
      throw new ProtocolError(
        "command_refused",
        "All samples are kept: start the server with --keep-raw-days.",
      );
    }
    if (this.#run?.state === "running") throw new ProtocolError("command_refused", "It runs already.");
    const now = this.#options.clock.now();
    const run: RetentionRun = {
      state: "running",
      dryRun,
      before: now - this.keepDays * DAY_MS,
      startedAt: now,
      endedAt: null,
      error: null,
      blocks: 0,
      samples: 0,
      bytes: 0,
    };
    this.#run = run;
    this.#abort = new AbortController();
    this.#work = this.#carryOut(run, this.#abort.signal);
    return run;
  }

  /** Stops behind the batch that is under way; resolves when it has. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.#work;
  }

  /** Resolves when nothing runs. */
  idle(): Promise<void> {
    return this.#work;
  }

  async stop(): Promise<void> {
    this.#cancelTimer?.();
    await this.cancel();
  }

  #schedule(ms: number): void {
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      if (this.#run?.state !== "running") this.begin(false);
      this.#schedule(DAY_MS);
    });
  }

  async #carryOut(run: RetentionRun, signal: AbortSignal): Promise<void> {
    const { blocks, clock, log } = this.#options;
    const { before } = run;
    try {
      if (run.dryRun) Object.assign(run, await blocks.count(before, signal));
      else {
        await blocks.release({
          before,
          signal,
          onReleased(released) {
            run.blocks += released.blocks;
            run.samples += released.samples;
            run.bytes += released.bytes;
          },
        });
      }
      run.state = "done";
    } catch (thrown) {
      run.state = signal.aborted ? "cancelled" : "failed";
      if (!signal.aborted) run.error = toProtocolError(thrown).message;
    }
    run.endedAt = clock.now();
    if (run.state === "failed") log.warn({ ...run }, "Old blocks could not be let go of");
    else if (run.blocks > 0) log.info({ ...run }, "Old blocks");
  }
}
