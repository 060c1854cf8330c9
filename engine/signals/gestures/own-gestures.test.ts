import { describe, expect, it } from "vitest";
import { MovementFinder } from "./movement-finder.ts";
import { OwnGestures, movementShape, shapeDistance } from "./own-gestures.ts";

/** A hand that turns about an axis there and back, or there alone, in so many seconds. */
function turn(axis: number, isBack: boolean, seconds: number) {
  const count = Math.round(100 * (seconds + 0.4));
  const t = Float64Array.from({ length: count }, (_, i) => i / 100);
  const zero = () => new Float64Array(count);
  const rotation: [Float64Array, Float64Array, Float64Array] = [zero(), zero(), zero()];
  const acceleration: [Float64Array, Float64Array, Float64Array] = [zero(), zero(), zero().fill(1)];
  for (const [i, s] of t.entries()) {
    const p = (s - 0.2) / seconds;
    if (p < 0 || p > 1) continue;
    const along = rotation[axis];
    if (along !== undefined) along[i] = 4 * Math.sin((isBack ? 2 : 1) * Math.PI * p);
    acceleration[0][i] = 0.3 * Math.cos(Math.PI * p);
  }
  return movementShape({ t, acceleration, rotation });
}

const example = (gesture: string, ...of: Parameters<typeof turn>) => ({ gesture, shape: turn(...of) });

describe("a person's own gestures", () => {
  it("are nothing before one has two examples", () => {
    expect(new OwnGestures([]).isReady).toBe(false);
    const single = new OwnGestures([example("nod", 0, true, 1), example("wave", 2, false, 1)]);
    expect(single.isReady).toBe(false);
    expect(single.recognise(turn(0, true, 1))).toBeUndefined();
  });

  it("are recognised at another speed; what was never shown is none of them", () => {
    const own = new OwnGestures([
      example("nod", 0, true, 1),
      example("nod", 0, true, 1.3),
      example("wave", 2, false, 0.8),
      example("wave", 2, false, 1.1),
    ]);
    expect(own.recognise(turn(0, true, 1.6))).toMatchObject({ gesture: "nod", isSure: true });
    expect(own.recognise(turn(2, false, 0.6))).toMatchObject({ gesture: "wave", isSure: true });
    for (const unknown of [turn(1, true, 1), turn(2, true, 1), turn(0, false, 1)]) {
      const said = own.recognise(unknown);
      expect(said?.isSure).toBe(false);
      expect(said?.confidence).toBeLessThan(0.6);
    }
  });

  it("can be one alone: then only what is much like it is it", () => {
    const own = new OwnGestures([example("nod", 0, true, 1), example("nod", 0, true, 1.3)]);
    expect(own.recognise(turn(0, true, 1.1))).toMatchObject({ gesture: "nod", isSure: true });
    expect(own.recognise(turn(1, true, 1.1))).toMatchObject({ isSure: false });
  });

  it("have a distance that is 0 to itself, symmetric, and small for another speed", () => {
    const [one, slow, other] = [turn(0, true, 1), turn(0, true, 2), turn(1, false, 1)];
    expect(shapeDistance(one, one)).toBe(0);
    expect(shapeDistance(one, other)).toBeCloseTo(shapeDistance(other, one), 12);
    expect(shapeDistance(one, slow)).toBeLessThan(0.3 * shapeDistance(one, other));
  });
});

describe("movements", () => {
  /** Spans of movement, s, in 20 s of rest. */
  function found(spans: readonly (readonly [number, number])[], gapAt = -1): number[][] {
    const finder = new MovementFinder();
    const movements: number[][] = [];
    for (let i = 0; i < 2000; i++) {
      if (i === gapAt) finder.reset();
      const s = i / 100;
      const moves = spans.some(([from, to]) => s >= from && s < to);
      const movement = finder.add(i * 10_000, moves ? 2 : 0.1);
      if (movement !== undefined) movements.push([movement.fromUs / 1e6, movement.toUs / 1e6]);
    }
    return movements;
  }

  it("lie between two rests, and are neither jerks nor walks", () => {
    expect(
      found([
        [1, 2],
        [5, 5.1],
        [8, 13],
        [15, 15.5],
      ]),
    ).toEqual([
      [1, 1.99],
      [15, 15.49],
    ]);
  });

  it("begin behind a rest, also after a gap", () => {
    expect(
      found([
        [0, 1],
        [3, 4],
      ]),
    ).toEqual([[3, 3.99]]);
    expect(
      found(
        [
          [3, 4],
          [6, 7],
        ],
        350,
      ),
    ).toEqual([[6, 6.99]]);
  });
});
