import { describe, expect, it } from "vitest";
import type { PastSession } from "../../api/signals.ts";
import { fastestBy, likelyGesture, rotationOf, turnPath, turnsFromAfar, turnsIn } from "./movement.ts";

const CHANNELS = ["acceleration.x", "rotationRate.x", "rotationRate.y", "rotationRate.z"];
const ROTATION = { id: 7, axes: [1, 2, 3], channels: 4 };

function still(seconds: number, moves: readonly [at: number, length: number, speed: number][]) {
  return Array.from({ length: seconds * 100 }, (_, i) => {
    const t = i * 10;
    const move = moves.find(([at, length]) => t >= at && t < at + length);
    return { t, speed: move?.[2] ?? 0.05 };
  });
}

describe("how a device turned", () => {
  it("is in the first stream that says so", () => {
    const stream = {
      kind: 1,
      nominalHz: 100,
      ledger: { captured: 0, stored: 0, dropped: 0, outstanding: 0 },
    };
    const session = {
      streams: [
        { ...stream, id: 9, channels: ["hr"] },
        { ...stream, id: 7, channels: CHANNELS },
      ],
    };
    expect(rotationOf(session as unknown as PastSession)).toEqual(ROTATION);
    expect(rotationOf({ streams: session.streams.slice(0, 1) } as unknown as PastSession)).toBeUndefined();
  });

  it("is the length of the rotation, of samples and from afar", () => {
    const block = {
      stream: 7,
      firstSeq: 0,
      t0Us: 1_000_000,
      dtUs: [0, 10_000, 10_000],
      samples: [9, 0, 3, 4, 9, 1, 2, 2, 9, 0, 0, 6],
    };
    expect(turnsIn([block, { ...block, stream: 8 }], ROTATION, { from: 1_000, to: 1_010 })).toEqual([
      { t: 1_000, speed: 5 },
      { t: 1_010, speed: 3 },
    ]);
    const overview = { first: 0, last: 0, from: 1_000, step: 100, count: 3, features: [] };
    const seen = {
      stream: 7,
      bins: [0, 2],
      missing: [],
      min: [
        [0, 0],
        [-3, 0],
        [0, 0],
        [0, 0],
      ],
      max: [
        [0, 0],
        [1, 0],
        [4, 0],
        [0, 6],
      ],
    };
    expect(turnsFromAfar({ ...overview, streams: [seen] }, ROTATION)).toEqual([
      { t: 1_050, speed: 5 },
      { t: 1_250, speed: 6 },
    ]);
  });

  it("has a likely gesture around its fastest turn, with a rest in it and a little around it", () => {
    const turns = still(10, [
      [1_000, 300, 1],
      [4_000, 500, 4],
      [4_600, 400, 3],
    ]);
    expect(likelyGesture(turns, 5_000)).toEqual({ from: 3_700, to: 5_290 });
    expect(likelyGesture(turns, 1_000)).toEqual({ from: 700, to: 1_590 });
    expect(likelyGesture(turns, 8_000)).toBeUndefined();
    expect(likelyGesture(still(3, []), 1_000)).toBeUndefined();
    expect(likelyGesture([], 0)).toBeUndefined();
    const shaken = likelyGesture(still(20, [[1_000, 15_000, 5]]), 1_500);
    expect((shaken?.to ?? 0) - (shaken?.from ?? 0)).toBe(6_000);
  });

  it("breaks where samples are missing, and is told step by step", () => {
    const turns = [
      { t: 0, speed: 1 },
      { t: 10, speed: 2 },
      { t: 500, speed: 4 },
    ];
    expect(turnPath(turns, { from: 0, to: 1_000 }, 4, 100)).toBe(
      "M0.00000 0.7500L0.01000 0.5000M0.50000 0.0000",
    );
    expect(fastestBy(turns, 250)).toEqual([
      { t: 0, speed: 2 },
      { t: 500, speed: 4 },
    ]);
  });
});
