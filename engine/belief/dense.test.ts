import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "../numerics/cholesky.ts";
import { draw } from "../numerics/philox.ts";
import { expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { DensePosterior, densePrior } from "./dense.ts";
import { SkillGraph } from "./graph.ts";
import { exampleEdges, exampleSkills } from "./worked-example.suite.ts";

function chain(n: number): { graph: SkillGraph; domain: Int32Array } {
  const graph = new SkillGraph();
  for (let i = 0; i < n; i++) graph.addNode();
  for (let i = 1; i < n; i++) graph.setEdge(i - 1, i, "similarity", 0.3 + 0.6 * draw(1, i, 0, 0).u);
  for (let i = 5; i < n; i++) graph.setEdge(i - 5, i, "similarity", 0.5);
  return { graph, domain: Int32Array.from({ length: n }, (_, i) => i % 3) };
}

function priorOf(n: number): Float64Array {
  const { graph, domain } = chain(n);
  return densePrior(graph.precision(DEFAULTS.edgeStrength), domain, DEFAULTS);
}

/** Packed upper triangle → full matrix. */
function unpacked(packed: Float64Array, n: number): Float64Array {
  const full = new Float64Array(n * n);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = i; j < n; j++) full[i * n + j] = full[j * n + i] = packed[at++]!;
  return full;
}

test("the prior covariance of the worked example", () => {
  const graph = new SkillGraph();
  const index = new Map(exampleSkills.map(({ id }, i) => [id, i]));
  for (const _ of exampleSkills) graph.addNode();
  for (const { from, to, type, w } of exampleEdges) graph.setEdge(index.get(from)!, index.get(to)!, type, w);
  const domain = Int32Array.from(exampleSkills, (skill) => (skill.domain === "software" ? 0 : 1));
  const prior = unpacked(densePrior(graph.precision(1), domain, DEFAULTS), 5);
  vectors.expected.prior.C0.forEach((row, i) => {
    row.forEach((value, j) => expectClose(prior[i * 5 + j]!, value, `C0[${i}][${j}]`));
  });
});

test("rank-1 updates equal solving (C0⁻¹ + diag τ)⁻¹, also after potentials shrink again", () => {
  const n = 12;
  const prior = priorOf(n);
  const change = fc.tuple(
    fc.nat(n - 1),
    fc.oneof(fc.constant(0), fc.double({ min: 0, max: 200, noNaN: true })),
    fc.double({ min: -50, max: 50, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const posterior = new DensePosterior(prior, n);
      const tau = new Float64Array(n);
      const h = new Float64Array(n);
      posterior.rebuild({ tau, h });
      for (const [i, t, potential] of changes) {
        tau[i] = t;
        h[i] = potential;
        posterior.update(i, t, potential);
      }
      const precision = choleskyInverse(choleskyFactor(unpacked(prior, n), n), n);
      for (let i = 0; i < n; i++) precision[i * n + i] = precision[i * n + i]! + tau[i]!;
      const factor = choleskyFactor(precision, n);
      const covariance = choleskyInverse(factor, n);
      const mean = choleskySolve(factor, n, h);
      for (let i = 0; i < n; i++) {
        expect(Math.abs(posterior.mean(i) - mean[i]!)).toBeLessThan(1e-7);
        for (let j = 0; j < n; j++) {
          expect(Math.abs(posterior.covariance(i, j) - covariance[i * n + j]!)).toBeLessThan(1e-9);
        }
      }
    }),
  );
});

test("the covariance stays positive definite and accurate over 10,000 updates", () => {
  const n = 40;
  const prior = priorOf(n);
  const posterior = new DensePosterior(prior, n);
  const tau = new Float64Array(n);
  const h = new Float64Array(n);
  posterior.rebuild({ tau, h });
  for (let step = 0; step < 10_000; step++) {
    const { z, u } = draw(5, step, 0, 0);
    const i = step % n;
    const precision = u < 0.3 ? 0 : 3 * u;
    tau[i] = precision;
    h[i] = precision * z;
    posterior.update(i, precision, precision * z);
  }
  const full = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) full[i * n + j] = posterior.covariance(i, j);
  choleskyFactor(full, n);
  const fresh = new DensePosterior(prior, n);
  fresh.rebuild({ tau, h });
  for (let i = 0; i < n; i++) {
    expectClose(posterior.variance(i), fresh.variance(i), `variance ${i}`, 1e-9);
    expect(Math.abs(posterior.mean(i) - fresh.mean(i))).toBeLessThan(1e-9);
  }
});

test("taking back overwhelming evidence leaves the prior to the bit", () => {
  const n = 12;
  const prior = priorOf(n);
  const posterior = new DensePosterior(prior, n);
  posterior.rebuild({ tau: new Float64Array(n), h: new Float64Array(n) });
  posterior.update(3, 1e9, 2e9);
  expect(posterior.mean(3)).toBeCloseTo(2, 8);
  posterior.update(3, 0, 0);
  const full = unpacked(prior, n);
  for (let i = 0; i < n; i++) {
    expect(posterior.mean(i)).toBe(0);
    for (let j = 0; j < n; j++) expect(posterior.covariance(i, j)).toBe(full[i * n + j]);
  }
});
