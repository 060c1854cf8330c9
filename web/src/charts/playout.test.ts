import { describe, expect, it } from "vitest";
import { Playout } from "./playout.ts";

/** Blocks of `block` sensor seconds at `speed`, frames at 60 Hz: the steps of the edge after the first `settle` seconds. */
function steps(speed: number, block: number, seconds: number, settle: number): number[] {
  const playout = new Playout();
  const found: number[] = [];
  let next = 0;
  let sent = 0;
  let before: number | undefined;
  for (let frame = 0; frame < seconds * 60; frame++) {
    const wall = frame / 60;
    while (next <= wall) {
      sent += block;
      playout.observe(sent, next);
      next += block / speed;
    }
    const edge = playout.edge(wall);
    if (edge !== undefined && before !== undefined && wall > settle) found.push(edge - before);
    before = edge;
    expect(edge).toBeLessThanOrEqual(sent);
  }
  return found;
}

describe("Playout", () => {
  it.each([1, 2, 5])("glides at speed %d", (speed) => {
    const moved = steps(speed, 0.5, 20, 8);
    const even = speed / 60;
    expect(Math.min(...moved)).toBeGreaterThan(even * 0.2);
    expect(Math.max(...moved)).toBeLessThan(even * 2);
    expect(moved.reduce((sum, step) => sum + step, 0) / moved.length).toBeCloseTo(even, 3);
  });

  it("stops at the newest sample when nothing comes any more", () => {
    const playout = new Playout();
    playout.observe(10, 0);
    playout.observe(10.5, 0.5);
    let edge: number | undefined;
    for (let wall = 0.5; wall < 10; wall += 1 / 60) edge = playout.edge(wall);
    expect(edge).toBeLessThanOrEqual(10.5);
    expect(playout.edge(11)).toBe(edge);
  });

  it("follows in steps where motion is not wanted", () => {
    const playout = new Playout();
    playout.observe(10, 0);
    playout.observe(10.5, 0.5);
    expect(playout.edge(0.5, false)).toBe(10.5);
  });

  it("jumps over a long outage instead of racing through it", () => {
    const playout = new Playout();
    playout.observe(10, 0);
    playout.edge(0);
    playout.observe(70, 60);
    expect(playout.edge(60)).toBe(70);
  });
});
