/** Comparison of scenarios by simulation with common random numbers (docs/model.md 4.3). */
import { DEFAULTS, type ModelConstants } from "../constants.ts";
import { ModelError, requireBetween } from "../errors.ts";
import { takeList } from "../forces/checks.ts";
import { type ForcesInput, MS_PER_WEEK } from "../forces/forces-input.ts";
import { planScenario, type Scenario } from "./actions.ts";
import { MAX_PATHS } from "./first-passage.ts";
import { Rollout } from "./rollout.ts";
import { pairedDifference, type PairedDifference, quantileOf } from "./statistics.ts";

export const MAX_DAYS = 1_095;
export const MAX_SCENARIOS = 8;
/** Weeks at which scenarios are compared, as far as the horizon reaches. */
const COMPARED_WEEKS = [2, 4, 8, 13] as const;
const DAYS_PER_WEEK = 7;
/** Path-days between two reports of progress: some 5 ms of work. */
const CHUNK = 4_000;

export interface SimulationRequest {
  input: ForcesInput;
  /** The first is what the others are compared with. */
  scenarios: readonly Scenario[];
  paths: number;
  days: number;
  /** Unsigned 32-bit: the same seed is the same luck. */
  seed: number;
  /** Whether each is compared with the first scenario, as usual, or with the one before it. */
  against?: "first" | "previous";
}

export interface SimulationProgress {
  done: number;
  /** Paths of all scenarios. */
  total: number;
}

/** 10 %, 50 % and 90 % of the paths. */
export interface Band {
  weeks: number;
  low: number;
  median: number;
  high: number;
}

export interface ProjectForecast {
  id: string;
  /** Null without deadline. */
  deadlineWeeks: number | null;
  pOnTime: number | null;
  /** Mean weeks past the deadline; a lower bound when some paths do not finish within the horizon. */
  expectedSlipWeeks: number | null;
  pUnfinished: number;
  /** Of the paths that finish; null when none does. */
  medianFinishWeek: number | null;
}

export interface ScenarioForecast {
  name: string;
  /** η week by week. */
  eta: Band[];
  /** P(η reached 1 by then), week by week. */
  pHit: { weeks: number; probability: number }[];
  projects: ProjectForecast[];
}

export interface ScenarioDifference {
  name: string;
  /** η minus that of the scenario it is compared with, on the same luck. */
  eta: ({ weeks: number } & PairedDifference)[];
}

export interface SimulationResult {
  paths: number;
  days: number;
  seed: number;
  scenarios: ScenarioForecast[];
  differences: ScenarioDifference[];
}

/** Paths of one scenario as they come in. */
interface Sample {
  rollout: Rollout;
  name: string;
  input: ForcesInput;
  dropped: ReadonlySet<string>;
  /** Week-major: η of all paths at the end of week 1, then of week 2 … */
  eta: Float64Array;
  hitWeek: Float64Array;
  /** Project-major: finish weeks of all paths. */
  finishWeek: Float64Array;
}

/**
 * Runs the request in short steps: iterate, look at the progress between steps, stop iterating to cancel. The
 * generator returns the result. Throws ModelError at the first step when the request is out of bounds.
 */
export function* simulate(
  request: SimulationRequest,
  k: Readonly<ModelConstants> = DEFAULTS,
): Generator<SimulationProgress, SimulationResult, void> {
  const { paths, days, seed } = checkRequest(request);
  const samples = request.scenarios.map((scenario, i) => newSample(request, scenario, i, k));
  const total = paths * samples.length;
  let sinceReport = 0;
  for (let path = 0; path < paths; path++) {
    for (const [i, sample] of samples.entries()) {
      runPath(sample, seed, path, paths);
      sinceReport += days;
      if (sinceReport < CHUNK) continue;
      sinceReport = 0;
      yield { done: path * samples.length + i + 1, total };
    }
  }
  return {
    paths,
    days,
    seed,
    scenarios: samples.map((sample) => forecast(sample, paths)),
    differences: samples.slice(1).map((sample, i) => {
      return difference(samples[request.against === "previous" ? i : 0]!, sample, paths);
    }),
  };
}

/** The whole simulation at once. */
export function simulateAll(
  request: SimulationRequest,
  k: Readonly<ModelConstants> = DEFAULTS,
): SimulationResult {
  const steps = simulate(request, k);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function checkRequest(request: SimulationRequest): { paths: number; days: number; seed: number } {
  const { paths, days, seed, scenarios } = request;
  requireWhole(paths, 1, MAX_PATHS, "paths");
  requireWhole(days, DAYS_PER_WEEK, MAX_DAYS, "days");
  requireWhole(seed, 0, 0xffffffff, "seed");
  requireBetween(takeList(scenarios, MAX_SCENARIOS, "scenarios").length, 1, MAX_SCENARIOS, "scenarios");
  return { paths, days, seed };
}

function requireWhole(value: number, min: number, max: number, field: string): void {
  requireBetween(value, min, max, field);
  if (!Number.isInteger(value)) throw new ModelError("invalid_value", field, "give a whole number");
}

function newSample(
  { input, paths, days }: SimulationRequest,
  scenario: Scenario,
  i: number,
  k: Readonly<ModelConstants>,
): Sample {
  const plan = planScenario(input, scenario, `scenarios[${i}]`);
  const rollout = new Rollout(plan, days, k);
  return {
    rollout,
    name: plan.name,
    input: plan.input,
    dropped: plan.dropped,
    eta: new Float64Array(Math.floor(days / DAYS_PER_WEEK) * paths),
    hitWeek: new Float64Array(paths),
    finishWeek: new Float64Array(rollout.projectCount * paths),
  };
}

function runPath(
  { rollout, eta, hitWeek, finishWeek }: Sample,
  seed: number,
  path: number,
  paths: number,
): void {
  rollout.run(seed, path, true);
  for (let week = 0; week * paths < eta.length; week++) {
    eta[week * paths + path] = rollout.eta[(week + 1) * DAYS_PER_WEEK - 1]!;
  }
  hitWeek[path] = rollout.hitWeek;
  for (let p = 0; p < rollout.projectCount; p++) finishWeek[p * paths + path] = rollout.finishWeek[p]!;
}

function etaAt({ eta }: Sample, week: number, paths: number): Float64Array {
  return eta.subarray((week - 1) * paths, week * paths);
}

function forecast(sample: Sample, paths: number): ScenarioForecast {
  const weeks = Array.from({ length: sample.eta.length / paths }, (_, i) => i + 1);
  return {
    name: sample.name,
    eta: weeks.map((week) => {
      const sorted = etaAt(sample, week, paths).slice().sort();
      const [low, median, high] = [0.1, 0.5, 0.9].map((q) => quantileOf(sorted, q));
      return { weeks: week, low: low!, median: median!, high: high! };
    }),
    pHit: weeks.map((week) => ({ weeks: week, probability: shareUpTo(sample.hitWeek, week) })),
    projects: sample.input.projects
      .map((project, p) => {
        const finish = sample.finishWeek.subarray(p * paths, (p + 1) * paths);
        return forecastProject(project.id, project.deadline, sample, finish);
      })
      .filter(({ id }) => !sample.dropped.has(id)),
  };
}

function forecastProject(
  id: string,
  deadline: number | undefined,
  { rollout, input }: Sample,
  finish: Float64Array,
): ProjectForecast {
  const horizon = rollout.days / DAYS_PER_WEEK;
  const finished = finish.filter((week) => !Number.isNaN(week)).sort();
  const deadlineWeeks = deadline === undefined ? null : (deadline - input.t) / MS_PER_WEEK;
  let slip = 0;
  if (deadlineWeeks !== null) {
    for (const week of finish) slip += Math.max(0, (Number.isNaN(week) ? horizon : week) - deadlineWeeks);
  }
  return {
    id,
    deadlineWeeks,
    pOnTime: deadlineWeeks === null ? null : shareUpTo(finish, deadlineWeeks),
    expectedSlipWeeks: deadlineWeeks === null ? null : slip / finish.length,
    pUnfinished: 1 - finished.length / finish.length,
    medianFinishWeek: finished.length === 0 ? null : quantileOf(finished, 0.5),
  };
}

/** Tolerance for weeks summed from days. */
const WEEK_ROUNDING = 1e-9;

/** Share of the paths whose week is known and not after `week`. */
function shareUpTo(weeks: Float64Array, week: number): number {
  let count = 0;
  for (const w of weeks) if (w <= week + WEEK_ROUNDING) count++;
  return count / weeks.length;
}

function difference(base: Sample, other: Sample, paths: number): ScenarioDifference {
  const horizon = base.eta.length / paths;
  return {
    name: other.name,
    eta: COMPARED_WEEKS.filter((week) => week <= horizon).map((week) => ({
      weeks: week,
      ...pairedDifference(etaAt(base, week, paths), etaAt(other, week, paths)),
    })),
  };
}
