/** What the clock exchanges of a session say about its device's clock (NTP, RFC 5905, section 8). */
import type { ClockExchange } from "@trajectory/protocols/messages.ts";

/** The newest exchanges that count: at one every 5 s, the last 5 minutes. */
const KEPT = 60;

/** Time on the way, there and back, µs. */
export function roundTripUs({ t0Us, t1Us, t2Us, t3Us }: ClockExchange): number {
  return t3Us - t0Us - (t2Us - t1Us);
}

export class ClockRecord {
  private readonly exchanges: ClockExchange[] = [];

  add(exchange: ClockExchange): void {
    this.exchanges.push(exchange);
    if (this.exchanges.length > KEPT) this.exchanges.shift();
  }

  /** The offset of the exchange with the least round trip is wrong by at most half of it, ms. −1 without exchanges. */
  get errorMs(): number {
    if (this.exchanges.length === 0) return -1;
    return Math.min(...this.exchanges.map(roundTripUs)) / 2000;
  }
}
