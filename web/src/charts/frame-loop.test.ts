import { describe, expect, it } from "vitest";
import { SessionSignals } from "../feed/session-signals.ts";
import { FrameLoop, type Frame } from "./frame-loop.ts";

function setUp() {
  let now = 0;
  let frame: ((ms: number) => void) | undefined;
  let arrived: () => void = () => {};
  const signals = new SessionSignals("s");
  const loop = new FrameLoop({
    signals: () => signals,
    onArrival(listener) {
      arrived = listener;
      return () => {
        arrived = () => {};
      };
    },
    requestFrame(callback) {
      frame = callback;
      return 1;
    },
    cancelFrame() {
      frame = undefined;
    },
    now: () => now,
    smooth: () => false,
  });
  const frames: Frame[] = [];
  /** Runs the frames of `ms` milliseconds; returns how many there were. */
  function run(ms: number): number {
    const before = frames.length;
    for (const end = now + ms; now < end; now += 16) {
      const due = frame;
      frame = undefined;
      due?.(now);
    }
    return frames.length - before;
  }
  const sample = (sensor: number): void => {
    signals.playout.observe(sensor, now / 1000);
    arrived();
  };
  return { loop, frames, run, sample, stop: loop.add((drawn) => frames.push(drawn)) };
}

describe("FrameLoop", () => {
  it("sleeps when nothing arrives and wakes with the next block", () => {
    const { run, sample, frames } = setUp();
    sample(100);
    expect(run(1_000)).toBeGreaterThan(50);
    expect(frames.at(-1)?.edge).toBe(100);
    run(10_000);
    expect(run(1_000)).toBe(0);
    sample(101);
    expect(run(1_000)).toBeGreaterThan(50);
    expect(frames.at(-1)?.edge).toBe(101);
  });

  it("stands still while paused and follows again afterwards", () => {
    const { loop, run, sample, frames } = setUp();
    sample(100);
    run(100);
    loop.pause();
    sample(105);
    run(100);
    expect(loop.pausedAt()).toBe(100);
    expect(frames.at(-1)?.edge).toBe(100);
    loop.scrub(97.5);
    run(100);
    expect(frames.at(-1)?.edge).toBe(97.5);
    loop.resume();
    run(100);
    expect(frames.at(-1)?.edge).toBe(105);
  });

  it("stops with its last chart", () => {
    const { run, sample, stop } = setUp();
    sample(100);
    run(100);
    stop();
    expect(run(1_000)).toBe(0);
  });
});
