import { describe, expect, it } from "vitest";
import { magnitudeOf, rotationOf } from "./motion-channels.ts";

const xyz = (group: string) => ["x", "y", "z"].map((axis) => `${group}.${axis}`);

type Reading = ReturnType<typeof magnitudeOf>;

function read(reading: Reading, samples: number[], width: number, first: number): number | undefined {
  const to = new Float64Array(1);
  reading?.({ samples, width, first, step: 1, count: 1 }, to);
  return to[0];
}

describe("rotation among the channels of a motion stream", () => {
  const rate = xyz("rotationRate");

  it("is read beside gravity, whatever its length", () => {
    const rotation = rotationOf([...xyz("gravity"), ...rate]);
    const samples = [9, 9, 9, 9, 9, 9, 0, 0, -2, 1, 2, 3];
    expect(read(rotation?.speed, samples, 6, 1)).toBeCloseTo(Math.sqrt(14), 12);
    expect(read(rotation?.turn, samples, 6, 1)).toBe(-3);
  });

  it("is read beside the attitude: turned by 90° about x, down is along −y", () => {
    const half = Math.SQRT1_2;
    const rotation = rotationOf([...rate, "attitude.w", ...xyz("attitude")]);
    expect(read(rotation?.turn, [1, 2, 3, half, half, 0, 0], 7, 0)).toBeCloseTo(-2, 12);
  });

  it("needs both the rotation and where down is", () => {
    expect(rotationOf(rate)).toBeUndefined();
    expect(rotationOf(xyz("gravity"))).toBeUndefined();
    expect(rotationOf([...rate, ...xyz("attitude")])).toBeUndefined();
  });
});

describe("acceleration among the channels of a motion stream", () => {
  it("is the sum of the user's and gravity's, from gravity or from the attitude", () => {
    const beside = magnitudeOf([...xyz("userAcceleration"), ...xyz("gravity")]);
    expect(read(beside, [0, 3, 1, 0, 1, -1], 6, 0)).toBe(4);
    const turned = magnitudeOf([...xyz("userAcceleration"), ...xyz("attitude"), "attitude.w"]);
    expect(read(turned, [0, 0, -1, 0, 0, 0, 1], 7, 0)).toBe(2);
    expect(magnitudeOf(xyz("userAcceleration"))).toBeUndefined();
  });
});
