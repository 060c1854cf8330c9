/**
 * A plan: at most five steps, each ranked by what it does for its price and confirmed by simulation on the same luck
 * (docs/plans.md). Steps build on each other, so their effects sum to that of the plan.
 */
import { DEFAULTS, type ModelConstants } from "../constants.ts";
import { type Action, planScenario, type Scenario } from "../dynamics/actions.ts";
import {
  type Band,
  type ProjectForecast,
  simulate,
  type SimulationProgress,
  type SimulationResult,
} from "../dynamics/scenarios.ts";
import { computeForces } from "../forces/compute.ts";
import type { ForcesInput } from "../forces/forces-input.ts";
import { whyUndefined } from "../forces/read.ts";
import type { NeutralReason } from "../forces/reading.ts";
import { type Candidate, candidatesFor, PLAN_WEEKS, rankCandidates, roomOf } from "./candidates.ts";

export const MAX_STEPS = 5;
/** Weeks within which η shall have reached 1. */
export const HIT_WEEKS = 13;
const DAYS_PER_WEEK = 7;
const Z_95 = 1.959963984540054;

export interface PlanRequest {
  input: ForcesInput;
  /** h/wk that the plan may ask at most, beside what the person has. */
  mostHours: number;
  /** Unsigned 32-bit. */
  seed: number;
  /** Futures for each step of the plan, and for each candidate that is tried. */
  paths: number;
  trialPaths: number;
}

export interface Effect {
  /** Of η after PLAN_WEEKS. */
  mean: number;
  standardError: number;
  /** 95 % of the mean. */
  low: number;
  high: number;
}

export interface PlannedStep extends Candidate {
  /** On top of the steps before it. */
  deltaEta: Effect;
  /** P(η reaches 1 within HIT_WEEKS). */
  pHit: { before: number; after: number };
}

/** Why there are not more steps. */
export type PlanEnd = NeutralReason | "full" | "nothing_helps";

export interface MadePlan {
  weeks: number;
  hitWeeks: number;
  paths: number;
  seed: number;
  steps: PlannedStep[];
  end: PlanEnd;
  /** h/wk: how many were free, and how many the plan asks. */
  hours: { free: number; asked: number };
  /** Of all steps together. */
  deltaEta: Effect;
  pHit: { before: number; after: number };
  /** η week by week, as things are and with the plan. */
  without: Band[];
  with: Band[];
  projects: { id: string; before: ProjectForecast; after: ProjectForecast }[];
}

/** Candidates tried by simulation in each round. */
const TRIED = 5;
/** Of the work of a plan, as progress: the rounds, and the confirmation. */
const SHARE_OF_ROUNDS = 0.6;
const NO_EFFECT: Effect = { mean: 0, standardError: 0, low: 0, high: 0 };

/** Yields the share done. Throws ModelError when the request is out of bounds. */
export function* makePlan(
  request: PlanRequest,
  k: Readonly<ModelConstants> = DEFAULTS,
): Generator<number, MadePlan, void> {
  const undefinedBecause = whyUndefined(computeForces(request.input, k));
  const found = undefinedBecause === null ? yield* chooseSteps(request, k) : [];
  const { steps, result } = yield* confirm(request, found, k);
  return describe(request, steps, result, undefinedBecause, k);
}

/** Greedy: each round takes the candidate that does most for its price in a short simulation. */
function* chooseSteps(
  { input, mostHours, seed, trialPaths }: PlanRequest,
  k: Readonly<ModelConstants>,
): Generator<number, Candidate[], void> {
  const chosen: Candidate[] = [];
  const actions: Action[] = [];
  let asked = 0;
  while (chosen.length < MAX_STEPS) {
    const open = candidatesFor(input, actions, mostHours - asked, k).filter((one) => !clashes(one, chosen));
    const tried = rankCandidates(input, actions, open, k).slice(0, TRIED);
    if (tried.length === 0) break;
    const scenarios = [
      { name: "so far", actions: [...actions] },
      ...tried.map(({ id, actions: more }) => ({ name: id, actions: [...actions, ...more] })),
    ];
    const days = PLAN_WEEKS * DAYS_PER_WEEK;
    const done = chosen.length / MAX_STEPS;
    const result = yield* watched(
      simulate({ input, scenarios, paths: trialPaths, days, seed }, k),
      (share) => SHARE_OF_ROUNDS * (done + share / MAX_STEPS),
    );
    const best = tried
      .map((candidate, i) => ({ candidate, effect: effectIn(result, i) }))
      .filter(({ effect }) => effect.low > 0)
      .sort((a, b) => b.effect.mean / b.candidate.price - a.effect.mean / a.candidate.price)[0];
    if (best === undefined) break;
    chosen.push(best.candidate);
    actions.push(...best.candidate.actions);
    asked += best.candidate.hours;
  }
  return chosen;
}

/** One change for each thing, and no hours in and out of the same project. */
function clashes(one: Candidate, chosen: readonly Candidate[]): boolean {
  return chosen.some((other) => {
    if (other.kind === one.kind && other.target === one.target) return true;
    const givers = [one, other].map(({ kind, target, from }) => (kind === "ease_project" ? target : from));
    const takers = [one, other].map(({ kind, target }) =>
      kind === "advance_project" || kind === "shift_hours" ? target : undefined,
    );
    const crosses = (a: string | undefined, b: string | undefined) => a !== undefined && a === b;
    return crosses(givers[0], takers[1]) || crosses(givers[1], takers[0]) || crosses(givers[0], givers[1]);
  });
}

/**
 * The steps one after the other, on luck that did not choose them: the best of many trials looks better than it is.
 * A step whose effect is not clear of 0 goes, and the rest is simulated again.
 */
function* confirm(
  { input, seed, paths }: PlanRequest,
  found: readonly Candidate[],
  k: Readonly<ModelConstants>,
): Generator<number, { steps: Candidate[]; result: SimulationResult }, void> {
  let steps = [...found];
  for (;;) {
    const days = HIT_WEEKS * DAYS_PER_WEEK;
    const confirming = {
      input,
      scenarios: prefixes(steps),
      paths,
      days,
      seed: confirmationSeed(seed),
      against: "previous" as const,
    };
    const result = yield* watched(
      simulate(confirming, k),
      (share) => SHARE_OF_ROUNDS + (1 - SHARE_OF_ROUNDS) * share,
    );
    const weakest = steps.findIndex((_, i) => effectIn(result, i).low <= 0);
    if (weakest < 0) return { steps, result };
    // What came after it may have needed the hours that it freed.
    const kept = steps.filter((_, i) => i !== weakest);
    steps = kept.filter((_, i) => fits(input, kept.slice(0, i + 1), k));
  }
}

/** Whether the newest step asks no hours that are not there. */
function fits(input: ForcesInput, steps: readonly Candidate[], k: Readonly<ModelConstants>): boolean {
  if ((steps.at(-1)?.hours ?? 0) === 0) return true;
  const actions = steps.flatMap(({ actions }) => actions);
  return roomOf(planScenario(input, { name: "", actions }, "steps"), k) >= 0;
}

/** Another stream of luck than the trials had. */
export function confirmationSeed(seed: number): number {
  return (seed ^ 0x9e37_79b9) >>> 0;
}

/** As things are, with the first step, with the first two … */
export function prefixes(steps: readonly Pick<Candidate, "actions">[]): Scenario[] {
  const upTo = (count: number): Action[] => steps.slice(0, count).flatMap(({ actions }) => actions);
  return Array.from({ length: steps.length + 1 }, (_, count) => ({
    name: `${count} steps`,
    actions: upTo(count),
  }));
}

function* watched(
  steps: Generator<SimulationProgress, SimulationResult, void>,
  shareOf: (share: number) => number,
): Generator<number, SimulationResult, void> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield shareOf(step.value.done / step.value.total);
  }
}

function effectIn({ differences }: SimulationResult, i: number): Effect {
  const { mean, standardError } = differences[i]!.eta.find(({ weeks }) => weeks === PLAN_WEEKS)!;
  return effectOf(mean, standardError);
}

function effectOf(mean: number, standardError: number): Effect {
  const half = Z_95 * standardError;
  return { mean, standardError, low: mean - half, high: mean + half };
}

function describe(
  { input }: PlanRequest,
  steps: readonly Candidate[],
  { scenarios, differences, paths, seed }: SimulationResult,
  undefinedBecause: NeutralReason | null,
  k: Readonly<ModelConstants>,
): MadePlan {
  const [before, after] = [scenarios[0]!, scenarios.at(-1)!];
  const hits = scenarios.map(({ pHit }) => pHit.at(-1)!.probability);
  const planned = steps.map((step, i): PlannedStep => {
    const deltaEta = effectIn({ scenarios, differences, paths, seed, days: 0 }, i);
    return { ...step, deltaEta, pHit: { before: hits[i]!, after: hits[i + 1]! } };
  });
  return {
    weeks: PLAN_WEEKS,
    hitWeeks: HIT_WEEKS,
    paths,
    seed,
    steps: planned,
    end: undefinedBecause ?? (steps.length === MAX_STEPS ? "full" : "nothing_helps"),
    hours: {
      free: Math.max(0, roomOf(planScenario(input, { name: "", actions: [] }, "input"), k)),
      asked: steps.reduce((sum, { hours }) => sum + hours, 0),
    },
    deltaEta: planned.length === 0 ? NO_EFFECT : total(planned),
    pHit: { before: hits[0]!, after: hits.at(-1)! },
    without: before.eta,
    with: after.eta,
    projects: before.projects.map((project) => ({
      id: project.id,
      before: project,
      after: after.projects.find(({ id }) => id === project.id) ?? project,
    })),
  };
}

/** The means sum exactly; the errors are bounded by their sum, whatever they share. */
function total(steps: readonly PlannedStep[]): Effect {
  const sum = (value: (effect: Effect) => number) =>
    steps.reduce((all, { deltaEta }) => all + value(deltaEta), 0);
  return effectOf(
    sum(({ mean }) => mean),
    sum(({ standardError }) => standardError),
  );
}
