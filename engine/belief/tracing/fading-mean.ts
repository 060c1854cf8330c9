/**
 * Means that fade with every answer, at several time scales at once.
 *
 * Each is the mean of a Gaussian state: prior N(0, 1/c), every answer a reading of unit precision whose weight is
 * discounted by δ at each later answer. With age a_j of answer j: m = Σ δ^a_j·r_j / (c + Σ δ^a_j), and the variance
 * is 1/(c + Σ δ^a_j) > 0. A state that forgets within three answers beside one that remembers hundreds is what lets
 * recent answers tell more than old ones.
 */

/** Discount δ per answer; half a weight is gone after 0.6, 1.4, 3.1, 9.6 and 69 answers. */
export const DISCOUNTS = [0.3, 0.6, 0.8, 0.93, 0.99] as const;

export class FadingMeans {
  private readonly weight = new Float64Array(DISCOUNTS.length);
  private readonly sum = new Float64Array(DISCOUNTS.length);

  /** Adds the reading of the next answer. */
  add(reading: number): void {
    for (let k = 0; k < DISCOUNTS.length; k++) {
      this.weight[k] = this.weight[k]! * DISCOUNTS[k]! + 1;
      this.sum[k] = this.sum[k]! * DISCOUNTS[k]! + reading;
    }
  }

  /** Posterior mean at time scale k under a prior worth c answers. */
  mean(k: number, c: number): number {
    return this.sum[k]! / (this.weight[k]! + c);
  }

  /** Posterior variance, in units of the variance of one reading. */
  variance(k: number, c: number): number {
    return 1 / (this.weight[k]! + c);
  }

  /** What a reading of this age adds to the mean per unit; age 0 is the latest. */
  share(k: number, c: number, age: number): number {
    return DISCOUNTS[k]! ** age / (this.weight[k]! + c);
  }
}
