/** What the clock exchanges of a session say about its device's clock (NTP, RFC 5905, section 8). */
import { type ClockEpoch, type ClockReading, fitClock } from "@trajectory/engine/signals/clock-fit.ts";
import type { ClockExchange } from "@trajectory/protocols/messages.ts";

/** The newest exchanges that count: at one every 5 s, the last 5 minutes. */
const KEPT = 60;

/** The offset is the time to add to the device's clock to get the server's. */
function readingOf({ t0Us, t1Us, t2Us, t3Us }: ClockExchange): ClockReading {
  return {
    deviceUs: (t0Us + t3Us) / 2,
    offsetUs: (t1Us - t0Us + (t2Us - t3Us)) / 2,
    roundTripUs: t3Us - t0Us - (t2Us - t1Us),
  };
}

export class ClockRecord {
  private readonly readings: ClockReading[] = [];
  private fitted: ClockEpoch | undefined;
  private isFitted = true;

  add(exchange: ClockExchange): void {
    this.readings.push(readingOf(exchange));
    if (this.readings.length > KEPT) this.readings.shift();
    this.isFitted = false;
  }

  /** Since its clock was last set; of the newest exchanges. */
  get epoch(): ClockEpoch | undefined {
    if (!this.isFitted) this.fitted = fitClock(this.readings).at(-1);
    this.isFitted = true;
    return this.fitted;
  }

  /** How far off the device's clock may be read, ms: half of the least round trip since it was last set. −1: unknown. */
  get errorMs(): number {
    return this.epoch === undefined ? -1 : this.epoch.errorUs / 1000;
  }
}
