import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelError } from "../errors.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "./cholesky.ts";

/** G·Gᵀ + I, positive definite whatever G. */
function positiveDefinite(g: readonly number[], n: number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let s = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) s += g[i * n + k]! * g[j * n + k]!;
      a[i * n + j] = s;
    }
  }
  return a;
}

const matrices = fc
  .integer({ min: 1, max: 8 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((g) => ({ n, a: positiveDefinite(g, n) })),
  );

test("factor times its transpose is the matrix, and the solution solves", () => {
  fc.assert(
    fc.property(matrices, ({ n, a }) => {
      const l = choleskyFactor(a, n);
      const x = choleskySolve(
        l,
        n,
        Float64Array.from({ length: n }, (_, i) => i - 1),
      );
      for (let i = 0; i < n; i++) {
        let product = 0;
        for (let j = 0; j < n; j++) {
          let entry = 0;
          for (let k = 0; k < n; k++) entry += l[i * n + k]! * l[j * n + k]!;
          expect(entry).toBeCloseTo(a[i * n + j]!, 10);
          product += a[i * n + j]! * x[j]!;
        }
        expect(product).toBeCloseTo(i - 1, 8);
      }
    }),
  );
});

test("the inverse is symmetric to the bit and inverts", () => {
  fc.assert(
    fc.property(matrices, ({ n, a }) => {
      const inverse = choleskyInverse(choleskyFactor(a, n), n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let entry = 0;
          for (let k = 0; k < n; k++) entry += a[i * n + k]! * inverse[k * n + j]!;
          expect(entry).toBeCloseTo(i === j ? 1 : 0, 8);
          expect(inverse[i * n + j]).toBe(inverse[j * n + i]);
        }
      }
    }),
  );
});

test("factor and solution may overwrite their input", () => {
  const a = Float64Array.from([4, 2, 2, 3]);
  const b = Float64Array.from([8, 7]);
  const expected = [...choleskySolve(choleskyFactor(a, 2), 2, b)];
  expect([...choleskySolve(choleskyFactor(a, 2, a), 2, b, b)]).toEqual(expected);
});

test("an indefinite matrix is refused", () => {
  const indefinite = Float64Array.from([1, 2, 2, 1]);
  expect(() => choleskyFactor(indefinite, 2)).toThrow(ModelError);
  expect(() => choleskyFactor(Float64Array.from([NaN]), 1)).toThrow("not_positive_definite");
});
