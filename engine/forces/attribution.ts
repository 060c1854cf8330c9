/** Exact additive explanations of a change (docs/model.md 3.8): Shapley values, sums to rounding. */
import { ownValue } from "./checks.ts";

/** What η is made of: numerator parts c_p·w_p and demand parts, which sum to v_esc. */
export interface RatioParts {
  numerator: Readonly<Record<string, number>>;
  demand: Readonly<Record<string, number>>;
  /** Σ numerator */
  v: number;
  /** Σ demand */
  vEsc: number;
}

/** Two-factor Shapley/Sun decomposition of η1 − η0. A part absent on one side counts as 0 there. */
export function attributeRatio(
  before: RatioParts,
  after: RatioParts,
): Pick<RatioParts, "numerator" | "demand"> {
  const perNumerator = 0.5 * (1 / before.vEsc + 1 / after.vEsc);
  const perDemand = (-0.5 * (before.v + after.v)) / (before.vEsc * after.vEsc);
  return {
    numerator: scaledDifference(before.numerator, after.numerator, perNumerator),
    demand: scaledDifference(before.demand, after.demand, perDemand),
  };
}

function scaledDifference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  scale: number,
): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    parts[key] = scale * ((ownValue(after, key) ?? 0) - (ownValue(before, key) ?? 0));
  }
  return parts;
}

/** Splits x1·y1 − x0·y0 into what x and what y caused. */
export function attributeProduct2(x0: number, y0: number, x1: number, y1: number): [number, number] {
  return [((x1 - x0) * (y0 + y1)) / 2, ((y1 - y0) * (x0 + x1)) / 2];
}

type Triple = readonly [number, number, number];

/** Splits x1·y1·z1 − x0·y0·z0 into what x, y and z caused: the three-factor version, for thrust. */
export function attributeProduct3(from: Triple, to: Triple): [number, number, number] {
  return [factorEffect(from, to, 0, 1, 2), factorEffect(from, to, 1, 0, 2), factorEffect(from, to, 2, 0, 1)];
}

function factorEffect(from: Triple, to: Triple, i: 0 | 1 | 2, j: 0 | 1 | 2, l: 0 | 1 | 2): number {
  const unchanged = from[j] * from[l] + to[j] * to[l];
  const mixed = from[j] * to[l] + to[j] * from[l];
  return (to[i] - from[i]) * (unchanged / 3 + mixed / 6);
}
