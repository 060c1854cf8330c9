/** What the engine makes of the skills of the worked example, in the shape of testdata/vectors.json. */
import { DEFAULTS } from "../constants.ts";
import { choleskyFactor, choleskyInverse, choleskySolve } from "../numerics/cholesky.ts";
import type { Evidence } from "../types.ts";
import { DensePosterior, densePrior } from "./dense.ts";
import { observe } from "./evidence.ts";
import { SkillFilter } from "./filter.ts";
import { SkillGraph, type SparsePrecision } from "./graph.ts";
import { PushSolver } from "./push.ts";
import type { SkillBelief } from "./skill-belief.ts";
import {
  exampleBelief,
  exampleDay,
  exampleEdges,
  exampleEvidence,
  exampleSkills,
} from "./worked-example.suite.ts";

const ids = exampleSkills.map(({ id }) => id);
const n = ids.length;
const domain = Int32Array.from(exampleSkills, (skill) => (skill.domain === "software" ? 0 : 1));
/** Tolerance at which the number of pushes was counted. */
const PUSH_TOLERANCE = 1e-14;

/** `gradient` is ∂η∞/∂θ by skill; it comes from the forces. */
export function beliefVectors(belief: SkillBelief, gradient: readonly (readonly [string, number])[]) {
  const precision = exampleGraph().precision(DEFAULTS.edgeStrength);
  const J0 = fullMatrix(precision);
  const scale = exampleScale(precision);
  const prior = exampleDense(precision);
  const C0 = square((i, j) => prior.covariance(i, j));
  return {
    evidenceObs: byKey(exampleEvidence, (e) => [e.id, observe(e, DEFAULTS)]),
    filter: byKey(exampleSkills, ({ id }) => [id, filterOf(id)]),
    prior: { lambda: exampleEdges.map(({ from, to }) => -J0[at(from)]![at(to)]!), J0, s: scale, C0 },
    posterior: {
      theta: byKey(ids, (id) => [id, belief.theta(id)]),
      var: ids.map((id) => belief.variance(id)),
      cov: square((i, j) => belief.covariance(ids[i]!, ids[j]!)),
      checkDenseMaxDiff: differenceFromDense(belief, C0),
      checkLocalMaxDiff: differenceFromLocal(belief),
      pushes: countPushes(belief, precision, scale),
    },
    contributions: byKey(ids, (id) => [id, Object.fromEntries(belief.contributions(id))]),
    samples: exampleSamples(belief),
    voi: valueOfQuiz(belief, gradient),
  };
}

function at(id: string): number {
  return ids.indexOf(id);
}

function square(entry: (i: number, j: number) => number): number[][] {
  return ids.map((_, i) => ids.map((_, j) => entry(i, j)));
}

function byKey<T, V>(items: readonly T[], entry: (item: T) => [string, V]): Record<string, V> {
  return Object.fromEntries(items.map(entry));
}

function filterOf(id: string) {
  const skill = exampleSkills[at(id)]!;
  const filter = new SkillFilter(skill.mu0, skill.decay, exampleDay, DEFAULTS);
  for (const evidence of exampleEvidence) if (evidence.skillId === id) filter.add(evidence);
  const contributions: Record<string, number> = {};
  filter.contributions((evidence, logit) => (contributions[evidence.id] = logit));
  return { ...filter.state, contributions };
}

function exampleGraph(): SkillGraph {
  const graph = new SkillGraph();
  for (let i = 0; i < n; i++) graph.addNode();
  for (const { from, to, type, w } of exampleEdges) graph.setEdge(at(from), at(to), type, w);
  return graph;
}

function fullMatrix({ diagonal, rowStart, column, lambda }: SparsePrecision): number[][] {
  const full = square((i, j) => (i === j ? diagonal[i]! : 0));
  for (let i = 0; i < n; i++) {
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) full[i]![column[k]!] = -lambda[k]!;
  }
  return full;
}

function exampleScale(precision: SparsePrecision): number[] {
  const J0 = Float64Array.from(fullMatrix(precision).flat());
  const inverse = choleskyInverse(choleskyFactor(J0, n), n);
  return ids.map((_, i) => 1 / Math.sqrt(inverse[i * n + i]!));
}

/** The dense path before any evidence. */
function exampleDense(precision: SparsePrecision): DensePosterior {
  const dense = new DensePosterior(densePrior(precision, domain, DEFAULTS), n);
  dense.rebuild({ tau: new Float64Array(n), h: new Float64Array(n) });
  return dense;
}

/** Rank-1 updates against (C0⁻¹ + diag τ)⁻¹ by Cholesky: rounding only. */
function differenceFromDense(belief: SkillBelief, C0: number[][]): number {
  const information = choleskyInverse(choleskyFactor(Float64Array.from(C0.flat()), n), n);
  const h = new Float64Array(n);
  for (const [i, id] of ids.entries()) {
    const filter = belief.filter(id);
    information[i * n + i] = information[i * n + i]! + filter.tau;
    h[i] = filter.h;
  }
  const factor = choleskyFactor(information, n);
  const mean = choleskySolve(factor, n, h);
  const covariance = choleskyInverse(factor, n);
  const errors = ids.flatMap((id, i) => [
    belief.theta(id) - belief.priorMean(id) - mean[i]!,
    ...ids.map((other, j) => belief.covariance(id, other) - covariance[i * n + j]!),
  ]);
  return Math.max(...errors.map(Math.abs));
}

function differenceFromLocal(belief: SkillBelief): number {
  const local = exampleBelief({ denseLimit: 0, tolerance: PUSH_TOLERANCE });
  return Math.max(...ids.map((id) => Math.abs(local.theta(id) - belief.theta(id))));
}

/** Pushes for the skills' own potentials and for each domain's column, from nothing. */
function countPushes(belief: SkillBelief, precision: SparsePrecision, scale: readonly number[]): number {
  const { sigmaRef, domainShare } = DEFAULTS;
  const a = scale.map((s) => sigmaRef * Math.sqrt(1 - domainShare) * s);
  const b = sigmaRef * Math.sqrt(domainShare);
  const solver = new PushSolver(precision, domain, 2);
  const filters = ids.map((id) => belief.filter(id));
  filters.forEach(({ tau }, i) => {
    solver.diagonal[i] = solver.diagonal[i]! + a[i]! * a[i]! * tau;
  });
  const sides = [
    filters.map(({ h }, i) => a[i]! * h),
    ...[0, 1].map((d) => filters.map(({ tau }, i) => (domain[i] === d ? a[i]! * b * tau : 0))),
  ];
  let pushes = 0;
  for (const side of sides) {
    const v = solver.vector();
    v.r.set(side);
    for (let i = 0; i < n; i++) if (Math.abs(side[i]!) > PUSH_TOLERANCE) solver.enqueue(i);
    pushes += solver.relax(v, PUSH_TOLERANCE);
  }
  return pushes;
}

function exampleSamples(belief: SkillBelief) {
  const seed = 7;
  const { values } = belief.sample(seed, 2);
  return { seed, draws: [[...values.subarray(0, n)], [...values.subarray(n)]] };
}

/** A test of 20 items at difficulty 0 with half of them right. */
function valueOfQuiz(belief: SkillBelief, gradient: readonly (readonly [string, number])[]) {
  const quiz: Evidence = { ...exampleEvidence[1]!, value: { k: 10, n: 20, b: 0 } };
  const { tau: precision } = observe(quiz, DEFAULTS);
  const questions = belief.nextQuestions(gradient, () => ({ precision, minutes: 1 }));
  return {
    prior: belief.varianceAlong(gradient),
    reduction: byKey(questions, ({ skillId, varianceRemoved }) => [skillId, varianceRemoved]),
  };
}
