/**
 * All expected numbers of the worked example (docs/model.md 8) against the engine, from the inputs on: nothing
 * expected is fed back in. Runs in Node and, bundled, in a browser.
 *
 * Of the 540 numbers 35 repeat inputs (seeds, times, sizes) and 3 measure rounding; the rest are results.
 */
import { beliefVectors } from "./belief/vectors.suite.ts";
import { exampleBelief } from "./belief/worked-example.suite.ts";
import { dynamicsVectors } from "./dynamics/vectors.suite.ts";
import { exampleForces, forcesVectors } from "./forces/vectors.suite.ts";
import { fusionVectors } from "./fusion/vectors.suite.ts";
import { draw, philox } from "./numerics/philox.ts";
import vectors from "./testdata/vectors.json" with { type: "json" };

export interface VectorCheck {
  /** Where the number stands in vectors.json, below `expected`. */
  path: string;
  expected: number;
  /** NaN where the engine gives none. */
  actual: number;
  /** Relative; absolute where the expected number is 0 or rounding. */
  error: number;
}

/** Below this an expected number is the rounding of a 0. */
const ROUNDING = 1e-13;

/** Every number under `expected` of vectors.json, in its order. */
export function checkVectors(): VectorCheck[] {
  const checks: VectorCheck[] = [];
  collect(vectors.expected, engineVectors(), "", checks);
  return checks;
}

function engineVectors(): unknown {
  const belief = exampleBelief();
  const { now, ws } = exampleForces(belief);
  const gradient = ws.entities.skillIds.map((id, s) => [id, ws.dEtaInfDTheta[s]!] as const);
  const words = new Uint32Array(4);
  philox(words, 0, 0, 0, 0, 0, 0);
  return {
    ...beliefVectors(belief, gradient),
    ...forcesVectors(belief),
    ...dynamicsVectors(now, ws),
    ...fusionVectors(),
    rng: { philox000: [...words], draw: draw(20_261_123, 3, 5, 1) },
  };
}

function collect(expected: unknown, actual: unknown, path: string, checks: VectorCheck[]): void {
  if (typeof expected === "number") checks.push(check(path, expected, actual));
  if (typeof expected !== "object" || expected === null) return;
  const found: Record<string, unknown> = { ...(actual as Record<string, unknown> | undefined) };
  for (const [key, value] of Object.entries(expected)) {
    collect(value, found[key], path === "" ? key : `${path}.${key}`, checks);
  }
}

function check(path: string, expected: number, actual: unknown): VectorCheck {
  const value = typeof actual === "number" ? actual : Number.NaN;
  const difference = Math.abs(value - expected);
  const error = Math.abs(expected) < ROUNDING ? difference : difference / Math.abs(expected);
  return { path, expected, actual: value, error };
}
