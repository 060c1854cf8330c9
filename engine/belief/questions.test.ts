import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { draw } from "../numerics/philox.ts";
import { DensePosterior } from "./dense.ts";
import { SkillGraph } from "./graph.ts";
import { LocalPosterior } from "./local.ts";
import { rankQuestions } from "./questions.ts";
import { Standardisation } from "./standardisation.ts";

test("the best question is not always the one with the highest bound", () => {
  // Skill 0 goes along with the quantity a little more, but is so uncertain that one answer settles less of it.
  const prior = Float64Array.from([100, 0, 11, 1, 10, 100]);
  const posterior = new DensePosterior(prior, 3);
  posterior.rebuild({ tau: new Float64Array(3), h: new Float64Array(3) });
  const ask = () => ({ precision: 0.5, minutes: 1 });
  const [best, ...others] = rankQuestions(posterior, new Map([[2, 1]]), 2, ask, 1);
  expect(others).toEqual([]);
  expect(best!.index).toBe(1);
  expect(best!.varianceRemoved).toBeCloseTo((100 * 0.5) / 1.5, 12);
});

test("the local path never bounds a covariance too low", () => {
  const n = 60;
  const graph = new SkillGraph();
  for (let i = 0; i < n; i++) graph.addNode();
  for (let i = 1; i < n; i++) graph.setEdge(i, Math.floor(i * draw(2, i, 0, 0).u), "similarity", 0.9);
  const precision = graph.precision(1);
  const domain = Int32Array.from({ length: n }, (_, i) => i % 3);
  const posterior = new LocalPosterior(
    precision,
    domain,
    3,
    new Standardisation(precision, 1e-8, null),
    1e-8,
    DEFAULTS,
  );
  posterior.rebuild({ tau: new Float64Array(n), h: new Float64Array(n) });
  for (let i = 0; i < n; i += 4) posterior.update(i, 0.5 * draw(2, i, 1, 0).u, 0.3);
  const product = posterior.product(
    new Map([
      [3, 0.4],
      [7, -0.2],
    ]),
  );
  for (let i = 0; i < n; i++) {
    expect(Math.abs(product.at(i))).toBeLessThanOrEqual(product.boundAt(i) + 1e-9);
  }
});
