/**
 * Finds movements that may be gestures in the rotation of a device as it comes: between two rests, and neither a jerk
 * nor a walk.
 */

export interface Movement {
  fromUs: number;
  toUs: number;
}

/** The device turns faster than this in a movement, rad/s, and slower at rest. */
const MOVES = 1;
const RESTS = 0.5;
/** A movement is over behind a rest of this length, µs. */
const REST_US = 300_000;
const LEAST_US = 250_000;
/** What goes on for longer is no gesture, µs. */
export const MOST_MOVEMENT_US = 4_000_000;

export class MovementFinder {
  private fromUs: number | undefined;
  /** Newest sample that was no rest. */
  private movingUs = 0;
  private restingUs = Number.NaN;
  /** False behind a gap and behind a long movement, until the device has rested. */
  private isArmed = false;

  /**
   * @param speed of rotation, rad/s
   * @returns a movement that is over with this sample
   */
  add(us: number, speed: number): Movement | undefined {
    const { fromUs } = this;
    if (speed > RESTS) {
      this.restingUs = Number.NaN;
      this.movingUs = us;
      if (fromUs === undefined) {
        if (this.isArmed && speed > MOVES) this.fromUs = us;
        return undefined;
      }
      if (us - fromUs > MOST_MOVEMENT_US) this.reset();
      return undefined;
    }
    if (Number.isNaN(this.restingUs)) this.restingUs = us;
    if (us - this.restingUs < REST_US) return undefined;
    this.isArmed = true;
    if (fromUs === undefined) return undefined;
    this.fromUs = undefined;
    return this.movingUs - fromUs >= LEAST_US ? { fromUs, toUs: this.movingUs } : undefined;
  }

  /** Samples are missing: what began before is not looked at. */
  reset(): void {
    this.fromUs = undefined;
    this.restingUs = Number.NaN;
    this.isArmed = false;
  }
}
