import { describe, expect, it } from "vitest";
import { BeatTimes } from "./beats.ts";

describe("BeatTimes", () => {
  it("spreads a bunch of intervals by their own lengths, not by their arrival", () => {
    const beats = new BeatTimes();
    const times = [800, 810, 790, 805].map((rr, seq) => beats.next(seq, 100, rr).time);
    expect(times[0]).toBe(100);
    expect(times[1]).toBeCloseTo(100.81, 9);
    expect(times[3]).toBeCloseTo(102.405, 9);
  });

  it("starts anew after lost intervals", () => {
    const beats = new BeatTimes();
    beats.next(0, 100, 800);
    expect(beats.next(5, 104.2, 800).time).toBe(104.2);
  });

  it("starts anew where the chain has left the clock", () => {
    const beats = new BeatTimes();
    beats.next(0, 100, 800);
    expect(beats.next(1, 106.9, 800).time).toBe(106.9);
  });
});
