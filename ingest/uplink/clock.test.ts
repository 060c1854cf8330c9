import { describe, expect, it } from "vitest";
import { ClockRecord } from "./clock.ts";

/** An exchange at a device time in s, with a clock that is so far behind the server's. */
function exchange(s: number, behindUs: number, thereUs: number, backUs: number) {
  const t0Us = 1_790_000_000_000_000 + s * 1e6;
  const t1Us = t0Us + behindUs + thereUs;
  return { t0Us, t1Us, t2Us: t1Us + 50, t3Us: t0Us + thereUs + 50 + backUs };
}

describe("clock record of a session", () => {
  it("knows the clock to half of the least round trip", () => {
    const clock = new ClockRecord();
    expect(clock.errorMs).toBe(-1);
    clock.add(exchange(0, 1e6, 20_000, 30_000));
    expect(clock.errorMs).toBe(25);
    clock.add(exchange(1, 1e6, 4_000, 6_000));
    clock.add(exchange(2, 1e6, 90_000, 10_000));
    expect(clock.errorMs).toBe(5);
  });

  it("begins anew when the clock was set", () => {
    const clock = new ClockRecord();
    clock.add(exchange(0, 1e6, 4_000, 6_000));
    clock.add(exchange(5, 9e6, 15_000, 15_000));
    expect(clock.errorMs).toBe(15);
  });

  it("lets go of the oldest exchanges", () => {
    const clock = new ClockRecord();
    clock.add(exchange(0, 1e6, 1_000, 1_000));
    for (let i = 1; i <= 60; i++) clock.add(exchange(5 * i, 1e6, 8_000, 8_000));
    expect(clock.errorMs).toBe(8);
  });
});
