/**
 * Cholesky factorisation of dense symmetric positive definite matrices. All matrices are n × n, row-major
 * Float64Array; only the lower triangle of the input is read.
 */
import { ModelError } from "../errors.ts";

/**
 * The lower factor L of A = L·Lᵀ, zeros above the diagonal; `out` may be `a` itself.
 * Throws `not_positive_definite`.
 */
export function choleskyFactor(
  a: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let s = a[rowI + j]!;
      for (let k = 0; k < j; k++) s -= out[rowI + k]! * out[rowJ + k]!;
      if (i !== j) {
        out[rowI + j] = s / out[rowJ + j]!;
      } else if (s > 0) {
        out[rowI + i] = Math.sqrt(s);
      } else {
        throw new ModelError(
          "not_positive_definite",
          `matrix[${i}][${i}]`,
          "give a positive definite matrix",
        );
      }
    }
    out.fill(0, rowI + i + 1, rowI + n);
  }
  return out;
}

/** Solves L·Lᵀ·x = b for the factor L; `out` may be `b` itself. */
export function choleskySolve(
  l: Float64Array,
  n: number,
  b: Float64Array,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  for (let i = 0; i < n; i++) {
    let s = b[i]!;
    for (let k = 0; k < i; k++) s -= l[i * n + k]! * out[k]!;
    out[i] = s / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let s = out[i]!;
    for (let k = i + 1; k < n; k++) s -= l[k * n + i]! * out[k]!;
    out[i] = s / l[i * n + i]!;
  }
  return out;
}

/** A⁻¹ from the factor L of A, exactly symmetric: L⁻ᵀ·L⁻¹, O(n³). */
export function choleskyInverse(
  l: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  const inverseFactor = invertLower(l, n);
  out.fill(0);
  for (let k = 0; k < n; k++) {
    const rowK = k * n;
    for (let i = 0; i <= k; i++) {
      const f = inverseFactor[rowK + i]!;
      if (f === 0) continue;
      const rowI = i * n;
      for (let j = 0; j <= i; j++) out[rowI + j] = out[rowI + j]! + f * inverseFactor[rowK + j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  return out;
}

/** L⁻¹, row by row: row i is (e_i − Σ_{k<i} L_ik·row k)/L_ii. */
function invertLower(l: Float64Array, n: number): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    m[rowI + i] = 1;
    for (let k = 0; k < i; k++) {
      const f = l[rowI + k]!;
      if (f === 0) continue;
      const rowK = k * n;
      for (let j = 0; j <= k; j++) m[rowI + j] = m[rowI + j]! - f * m[rowK + j]!;
    }
    const scale = 1 / l[rowI + i]!;
    for (let j = 0; j <= i; j++) m[rowI + j] = m[rowI + j]! * scale;
  }
  return m;
}
