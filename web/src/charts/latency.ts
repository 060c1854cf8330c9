/** How old the newest drawn sample is when it is drawn: from the sensor to the screen. The newest frames count. */

const FRAMES = 600;
/** Ages outside of this say something about clocks or a replay, not about latency, ms. */
const PLAUSIBLE_MS = 60_000;

export interface Latency {
  /** ms */
  p50: number;
  p99: number;
}

export class LatencyMeter {
  readonly #ages = new Float64Array(FRAMES);
  #count = 0;

  /** @param age Clock of the server minus stamp of the newest drawn sample, ms */
  add(age: number): void {
    if (!(age >= 0 && age <= PLAUSIBLE_MS)) return;
    this.#ages[this.#count % FRAMES] = age;
    this.#count += 1;
  }

  /** Undefined until a second of frames has been seen. */
  read(): Latency | undefined {
    if (this.#count < 60) return undefined;
    const sorted = this.#ages.slice(0, Math.min(this.#count, FRAMES)).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { p50: at(0.5), p99: at(0.99) };
  }
}
