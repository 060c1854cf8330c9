/** The worked example of docs/model.md section 8 as input of the forces, and its expected numbers. For tests only. */
import { expect } from "vitest";
import { priorOptimism } from "./optimism.ts";
import { DEFAULTS } from "../constants.ts";
import type { Constraint, Decay, Project } from "../types.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { MS_PER_DAY, MS_PER_WEEK, type ForcesInput, type PaceState } from "./forces-input.ts";
import type { VarianceAlong } from "./read.ts";

export { vectors };
export const expected = vectors.expected;
export const NOW = vectors.input.nowDay * MS_PER_DAY;

type Theta = keyof typeof expected.posterior.theta;

/** Agreement to 1e-10 relative; an expected 0 is met within 1e-12. */
export function expectClose(actual: number | null | undefined, wanted: number, what = ""): void {
  const tolerance = wanted === 0 ? 1e-12 : Math.abs(wanted) * 1e-10;
  const difference = Math.abs((actual ?? Number.NaN) - wanted);
  expect(difference <= tolerance, `${what}: got ${actual}, wanted ${wanted}`).toBe(true);
}

export function expectAllClose(actual: ArrayLike<number>, wanted: readonly number[], what = ""): void {
  expect(actual.length, what).toBe(wanted.length);
  wanted.forEach((w, i) => expectClose(actual[i], w, `${what}[${i}]`));
}

/** A skill that the example does not have is independent of all others, with variance 1. */
export const varianceAlong: VarianceAlong = (gradient) => {
  const ids = vectors.input.skills.map((s) => s.id);
  const entries = [...gradient];
  let sum = 0;
  for (const [a, slopeA] of entries) {
    for (const [b, slopeB] of entries) {
      const covariance = expected.posterior.cov[ids.indexOf(a)]?.[ids.indexOf(b)] ?? (a === b ? 1 : 0);
      sum += slopeA * slopeB * covariance;
    }
  }
  return sum;
};

/** Paces by position of project; absent: every project starts at its attainable pace. */
export function exampleInput(pace: readonly { w: number; beta: number; P: number[] }[] = []): ForcesInput {
  const { input } = vectors;
  const projects = input.projects.map((p) => ({
    id: p.id,
    goals: p.goals as Record<string, number>,
    requires: p.requires.map((r) => ({ skillId: r.skill, b: r.b, importance: r.iota })),
    size: p.size,
    progress: p.progress,
    hours: p.h,
    effortBasis: "planned" as const,
    deadline: NOW + p.tLeft * MS_PER_WEEK,
  }));
  return {
    t: NOW,
    capacity: input.capacity,
    energy: input.E,
    arousal: input.Abar,
    optimism: priorOptimism(DEFAULTS),
    goals: Object.entries(input.goals).map(([id, importance]) => ({ id, importance })),
    projects,
    constraints: input.constraints as Constraint[],
    skills: input.skills.map((s, i) => ({
      id: s.id,
      theta: expected.posterior.theta[s.id as Theta],
      variance: expected.posterior.var[i]!,
      mu0: s.mu0,
      decay: "mixed" as Decay,
    })),
    felt: {},
    pace: Object.fromEntries(pace.map((state, i) => [projects[i]!.id, state as unknown as PaceState])),
  };
}

/** The projects of an input, each with a change; `only` names the one to change. */
export function changedProjects(input: ForcesInput, change: Partial<Project>, only?: string): Project[] {
  const projects: Project[] = [];
  for (const p of input.projects)
    projects.push(only === undefined || only === p.id ? { ...p, ...change } : p);
  return projects;
}

/** The paces of the example after the week's prediction and the progress report. */
export function paceNow(): { w: number; beta: number; P: number[] }[] {
  const { w, beta, P } = expected.paceObserve;
  return [{ w, beta, P }, ...expected.paceStep.slice(1)];
}
