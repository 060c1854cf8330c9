/**
 * The rate at which a sensor really samples, from its stamps as they come: "100 Hz" is 99.3 to 100.7 Hz by model of
 * phone. Recursive least squares of the stamp over the sample's number with forgetting: the online dejitter of Lab
 * Streaming Layer (liblsl, postproc_dejitterer), written about the newest sample so that hours lose no digits.
 *
 * Numbers that are missing are stepped over, and samples may come late. Where time passed that no numbers account for
 * (the sensor paused, its clock was set), the line begins anew and keeps its slope.
 */

export interface SampleRate {
  hz: number;
  /** One standard deviation of `hz`, as far as stamps jitter independently of each other. */
  errorHz: number;
  /** Standard deviation of the stamps from the line, ms. */
  jitterMs: number;
}

/** A sample counts half after this long, s: that of liblsl. */
const HALF_TIME_S = 90;
/** Nothing is known yet, s²: that of liblsl. */
const UNKNOWN = 1e10;
/** A line begins anew where a stamp is off by as much, s, and by as many periods. */
const BREAK_S = 0.1;
const BREAK_PERIODS = 5;
/** Fewer samples say nothing about the error of the rate. */
const LEAST_SAMPLES = 16;
const ONE = [0];

export class SampleRateEstimate {
  readonly #forget: number;
  readonly #breakS: number;
  #originUs = 0;
  #seq = 0;
  /** The line at `#seq`: time since the origin, s, and time a sample, s. */
  #timeS = 0;
  #periodS: number;
  /** Covariance of both, for stamps of variance 1. */
  #p00 = 0;
  #p01 = 0;
  #p11 = UNKNOWN;
  /** Squares of what the line leaves, s², and samples, both with forgetting. */
  #rest = 0;
  #weight = 0;
  /** Numbers that the lines were fitted with. */
  #lines = 0;

  /** @param nominalHz above 0 */
  constructor(nominalHz: number, halfTimeS = HALF_TIME_S) {
    if (!(nominalHz > 0)) throw new RangeError(`a sensor cannot sample at ${nominalHz} Hz`);
    this.#periodS = 1 / nominalHz;
    this.#forget = 2 ** (-1 / (nominalHz * halfTimeS));
    this.#breakS = Math.max(BREAK_S, BREAK_PERIODS / nominalHz);
  }

  /** @returns where the line puts the stamp of the sample, µs; the stamp itself stays as it is */
  add(seq: number, us: number): number {
    this.addAll(seq, us, ONE);
    return this.#originUs + this.#timeS * 1e6;
  }

  /** The same for samples that follow each other: a call and its numbers for each of them would be garbage. */
  addAll(firstSeq: number, t0Us: number, dtUs: ArrayLike<number>): void {
    let us = t0Us;
    for (let i = 0; i < dtUs.length; i++) {
      us += dtUs[i] ?? 0;
      if (this.#lines === 0) this.#originUs = us;
      const stampS = (us - this.#originUs) / 1e6;
      const step = firstSeq + i - this.#seq;
      this.#seq = firstSeq + i;
      this.#timeS += step * this.#periodS;
      this.#p00 += step * (2 * this.#p01 + step * this.#p11);
      this.#p01 += step * this.#p11;
      let off = stampS - this.#timeS;
      // Before the second sample nothing is expected.
      if (this.#lines === 0 || (this.#weight > 1.5 && Math.abs(off) > this.#breakS)) {
        this.#lines++;
        this.#timeS = stampS;
        this.#p00 = UNKNOWN;
        this.#p01 = 0;
        off = 0;
      }
      const gain = 1 / (this.#forget + this.#p00);
      const p00 = this.#p00;
      const p01 = this.#p01;
      this.#p00 = p00 * gain;
      this.#p11 = (this.#p11 - p01 * p01 * gain) / this.#forget;
      this.#p01 = p01 * gain;
      this.#timeS += off * this.#p00;
      this.#periodS += off * this.#p01;
      this.#weight = this.#forget * this.#weight + 1;
      this.#rest = this.#forget * this.#rest + off * (stampS - this.#timeS);
    }
  }

  /** Undefined before there are some samples, and for stamps that do not go on. */
  get rate(): SampleRate | undefined {
    const free = this.#weight - this.#lines - 1;
    if (this.#weight < LEAST_SAMPLES || free <= 0 || !(this.#periodS > 0)) return undefined;
    const variance = Math.max(0, this.#rest / free);
    const hz = 1 / this.#periodS;
    const errorHz = hz * hz * Math.sqrt(variance * Math.max(0, this.#p11));
    return { hz, errorHz, jitterMs: Math.sqrt(variance) * 1000 };
  }
}
