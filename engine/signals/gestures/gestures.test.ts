import { describe, expect, it } from "vitest";
import { type GestureRecording, SHAPE_CURVES, SHAPE_LENGTH, gestureShape } from "./gesture-shape.ts";
import { RandomKernels } from "./random-kernels.ts";

/** A hand that draws one round, after and before a rest. */
function circle(seconds: number, strength: number, hz: number, sense = 1): GestureRecording {
  const rest = 0.5;
  const count = Math.round((seconds + 2 * rest) * hz);
  const t = Float64Array.from({ length: count }, (_, i) => i / hz);
  const curve = (of: (phase: number) => number) =>
    t.map((s) => (s < rest || s > rest + seconds ? 0 : strength * of((2 * Math.PI * (s - rest)) / seconds)));
  return {
    t,
    acceleration: [curve(Math.cos), curve((p) => sense * Math.sin(p)), t.map(() => 1)],
    rotation: [curve((p) => sense * Math.cos(p)), curve(Math.sin), curve((p) => 1 - Math.cos(p))],
    attitude: [curve(Math.sin), curve((p) => 1 - Math.cos(p)), t.map(() => 0.3)],
  };
}

function distance(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let sum = 0;
  for (const [c, curve] of a.entries()) {
    for (const [i, value] of curve.entries()) sum += (value - (b[c]?.[i] ?? 0)) ** 2;
  }
  return Math.sqrt(sum / SHAPE_CURVES / SHAPE_LENGTH);
}

describe("the shape of a gesture", () => {
  it("is about the same fast and slow, weak and strong, at any rate", () => {
    const shape = gestureShape(circle(1, 1, 100));
    expect(shape).toHaveLength(SHAPE_CURVES);
    const alike = distance(shape, gestureShape(circle(2, 3, 173)));
    const other = distance(shape, gestureShape(circle(1, 1, 100, -1)));
    expect(alike).toBeLessThan(0.35);
    expect(other).toBeGreaterThan(2 * alike);
  });

  it("is finite where nothing moves", () => {
    const shape = gestureShape(circle(1, 0, 100));
    for (const curve of shape) expect(curve.every(Number.isFinite)).toBe(true);
  });
});

describe("random kernels", () => {
  const shape = gestureShape(circle(1, 1, 100));

  it("are the same for the same seed", () => {
    expect(new RandomKernels(50, 1).read(shape)).toEqual(new RandomKernels(50, 1).read(shape));
    expect(new RandomKernels(50, 2).read(shape)).not.toEqual(new RandomKernels(50, 1).read(shape));
  });

  it("give shares, alike for like gestures", () => {
    const kernels = new RandomKernels(200, 1);
    const [one, like, other] = [circle(1, 1, 100), circle(2, 3, 173), circle(1, 1, 100, -1)].map(
      (recording) => kernels.read(gestureShape(recording)),
    );
    const apart = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0);
    if (!one || !like || !other) throw new Error("three shapes were read");
    expect(one.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(apart(one, like)).toBeLessThan(0.5 * apart(one, other));
  });
});
