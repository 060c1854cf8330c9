import { expect, test } from "vitest";
import { minimise } from "./lbfgs.ts";

test("finds the minimum of a badly scaled convex function", () => {
  const target = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i));
  const x = new Float64Array(20);
  const value = (at: Float64Array, gradient: Float64Array): number => {
    let sum = 0;
    for (const [i, t] of target.entries()) {
      const gap = at[i]! - t;
      const stiffness = 1 + i * i;
      gradient[i] = stiffness * gap + gap ** 3;
      sum += 0.5 * stiffness * gap ** 2 + gap ** 4 / 4;
    }
    return sum;
  };
  minimise(value, x, 200, 1e-10);
  for (const [i, t] of target.entries()) expect(x[i]).toBeCloseTo(t, 8);
});

test("stays at a minimum, and never steps more often than allowed", () => {
  let calls = 0;
  const bowl = (at: Float64Array, gradient: Float64Array): number => {
    calls++;
    gradient[0] = 2 * at[0]!;
    return at[0]! ** 2;
  };
  minimise(bowl, Float64Array.of(0), 50, 1e-9);
  expect(calls).toBe(1);
  minimise(bowl, Float64Array.of(3), 1, 0);
  expect(calls).toBe(3);
});
