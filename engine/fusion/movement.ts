/** Recent movement and the person's 60th percentile of it: what decides rest or active (docs/model.md 5.1). */
import { QUANTILE_SIZE, quantileCount, readQuantile, updateQuantile } from "./quantile.ts";

const ACTIVE_QUANTILE = 0.6;
/** Until the person has this many windows, active means above 30 mg [A]. */
const OWN_QUANTILE_FROM = 30;
const POPULATION_THRESHOLD = Math.log(31);
/** Motion windows kept: more than fit in one 64 s heart window at a hop of 5 s. */
const KEPT = 16;
const NEXT = QUANTILE_SIZE;
const RING = QUANTILE_SIZE + 1;

export class MovementMemory {
  /** The quantile, the next position of the ring, then (middle of the window, move) pairs. */
  private readonly state = new Float64Array(RING + 2 * KEPT);

  add(t0: number, t1: number, move: number): void {
    updateQuantile(this.state, 0, move, ACTIVE_QUANTILE);
    const next = this.state[NEXT]!;
    this.state[RING + 2 * next] = (t0 + t1) / 2;
    this.state[RING + 2 * next + 1] = move;
    this.state[NEXT] = (next + 1) % KEPT;
  }

  /** Mean movement of the remembered windows whose middle lies in [t0, t1]; NaN when there is none. */
  meanDuring(t0: number, t1: number): number {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < KEPT; i++) {
      const middle = this.state[RING + 2 * i]!;
      // An empty place holds time 0.
      if (middle === 0 || middle < t0 || middle > t1) continue;
      sum += this.state[RING + 2 * i + 1]!;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  }

  /** Whether this movement is above the person's 60th percentile; unknown movement counts as rest. */
  isActive(move: number): boolean {
    const own = quantileCount(this.state, 0) >= OWN_QUANTILE_FROM;
    return move > (own ? readQuantile(this.state, 0) : POPULATION_THRESHOLD);
  }

  toJSON(): number[] {
    return Array.from(this.state);
  }

  restore(json: readonly number[]): void {
    this.state.set(json);
  }
}
