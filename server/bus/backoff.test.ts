import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff.ts";

describe("Backoff", () => {
  it("doubles up to its limit and starts again after a success", () => {
    const backoff = new Backoff({ first: 100, most: 1_000 }, () => 1);
    expect(Array.from({ length: 6 }, () => backoff.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it("leaves at least half of the delay", () => {
    const backoff = new Backoff({ first: 100, most: 1_000 }, () => 0);
    expect([backoff.next(), backoff.next()]).toEqual([50, 100]);
  });
});
