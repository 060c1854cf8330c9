/**
 * Beat times from RR intervals. Intervals arrive late and in bunches, so the stamp of arrival is only an anchor:
 * each beat lies one interval after the one before it.
 */

export interface Beat {
  /** s since the Unix epoch */
  time: number;
  /** ms */
  rr: number;
}

/** A Bluetooth strap may be 3–4 s late; further away from its stamp than this, the chain starts anew. s */
const MAX_DRIFT = 5;

export class BeatTimes {
  #last: number | undefined;
  #nextSeq: number | undefined;

  /** @param stamp Arrival at the device, s; @param rr ms */
  next(seq: number, stamp: number, rr: number): Beat {
    const chained = this.#last === undefined || this.#nextSeq !== seq ? stamp : this.#last + rr / 1000;
    const time = Math.abs(chained - stamp) > MAX_DRIFT ? stamp : chained;
    this.#last = time;
    this.#nextSeq = seq + 1;
    return { time, rr };
  }
}
