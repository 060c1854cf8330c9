import { expect } from "vitest";

/** Agreement to `relative` of the wanted number; a wanted 0 is met within 1e-12. */
export function expectClose(actual: number, wanted: number, what = "", relative = 1e-10): void {
  const tolerance = wanted === 0 ? 1e-12 : Math.abs(wanted) * relative;
  const close = Math.abs(actual - wanted) <= tolerance;
  expect(close, `${what}: got ${actual}, wanted ${wanted}`).toBe(true);
}

export function expectAllClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, what = ""): void {
  expect(actual.length, what).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) expectClose(actual[i]!, wanted[i]!, `${what}[${i}]`);
}
