/**
 * The right edge of the live charts, in sensor time. Blocks come in steps of up to a second; the edge moves evenly a
 * little behind the newest sample, so that lines glide instead of jumping, at any replay speed.
 */

/** How far the edge stays behind the newest sample, in block intervals. */
const TARGET_INTERVALS = 1;
/** Share of the distance error that is taken away per second of wall time. */
const PULL = 1.5;
/** Sensor time that lags or leads by more than this is caught up with at once, in s per unit of rate. */
const MAX_LAG = 3;
/** s. Shorter steps are one burst: they say nothing about the rate. */
const MIN_STEP = 0.05;
/** Weight of the newest observation of rate and interval. */
const LEARN = 0.25;

export class Playout {
  #newest: number | undefined;
  #edge: number | undefined;
  /** Sensor seconds per wall second. */
  #rate = 1;
  /** Wall seconds between arrivals. */
  #interval = 0.5;
  #arrival: { wall: number; sensor: number } | undefined;
  #frame: number | undefined;

  /** A sample stamped `sensor` (s) arrived at `wall` (s, monotonic). */
  observe(sensor: number, wall: number): void {
    if (this.#newest !== undefined && sensor <= this.#newest) return;
    const previous = this.#arrival;
    this.#newest = sensor;
    if (previous === undefined) {
      this.#arrival = { wall, sensor };
      return;
    }
    const elapsed = wall - previous.wall;
    if (elapsed < MIN_STEP) return;
    this.#arrival = { wall, sensor };
    if (elapsed > MAX_LAG) return;
    this.#rate += LEARN * ((sensor - previous.sensor) / elapsed - this.#rate);
    this.#interval += LEARN * (elapsed - this.#interval);
  }

  /** The newest stamp observed, s. */
  get newest(): number | undefined {
    return this.#newest;
  }

  /** The edge at `wall` (s); undefined before the first sample. Never runs backwards nor past the newest sample. */
  edge(wall: number, smooth = true): number | undefined {
    const newest = this.#newest;
    if (newest === undefined) return undefined;
    const elapsed = this.#frame === undefined ? 0 : Math.max(0, wall - this.#frame);
    this.#frame = wall;
    if (this.#edge === undefined || !smooth || newest - this.#edge > MAX_LAG * Math.max(1, this.#rate)) {
      this.#edge = newest;
      return newest;
    }
    const target = newest - TARGET_INTERVALS * this.#interval * this.#rate;
    const step = this.#rate * elapsed + (target - this.#edge) * Math.min(1, PULL * elapsed);
    this.#edge = Math.min(newest, this.#edge + Math.max(0, step));
    return this.#edge;
  }
}
