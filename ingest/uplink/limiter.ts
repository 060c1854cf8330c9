/**
 * Lets so many actions run at once, and so many begin a second; the others wait in order. What comes in herds is spread
 * by it, so that other work has its turn in between.
 */
import type { SchedulerLike } from "rxjs";

/** A pause shorter than this between two actions is saved up, ms. */
const BURST_MS = 8;
const PAUSE_MS = 4;

export interface LimiterOptions {
  atOnce: number;
  perSecond: number;
  scheduler: SchedulerLike;
}

export class Limiter {
  private readonly options: LimiterOptions;
  private running = 0;
  /** When the next one may begin, ms of the scheduler. */
  private nextAt = Number.NEGATIVE_INFINITY;
  private isPausing = false;
  private readonly waiting: (() => void)[] = [];

  constructor(options: LimiterOptions) {
    this.options = options;
  }

  async run<T>(action: () => Promise<T>): Promise<T> {
    if (this.waiting.length > 0 || !this.mayBegin()) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        this.goOn();
      });
    }
    try {
      return await action();
    } finally {
      this.running--;
      this.goOn();
    }
  }

  /** Takes the place of one that begins, if there is one. */
  private mayBegin(): boolean {
    const { atOnce, perSecond, scheduler } = this.options;
    const now = scheduler.now();
    if (this.running >= atOnce || this.nextAt > now + BURST_MS) return false;
    this.running++;
    this.nextAt = Math.max(this.nextAt, now) + 1_000 / perSecond;
    return true;
  }

  private goOn(): void {
    while (this.waiting.length > 0 && this.mayBegin()) this.waiting.shift()?.();
    const { atOnce, scheduler } = this.options;
    if (this.waiting.length === 0 || this.running >= atOnce || this.isPausing) return;
    this.isPausing = true;
    scheduler.schedule(() => {
      this.isPausing = false;
      this.goOn();
    }, PAUSE_MS);
  }
}
