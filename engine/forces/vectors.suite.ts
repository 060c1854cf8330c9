/** What the engine makes of the projects of the worked example, in the shape of testdata/vectors.json. */
import type { SkillBelief } from "../belief/skill-belief.ts";
import { DEFAULTS } from "../constants.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { attributeRatio, type RatioParts } from "./attribution.ts";
import { conflictBetween, type Job, overloadAlone, overloadTogether } from "./conflict.ts";
import type { ForcesInput, PaceState } from "./forces-input.ts";
import { stepTrigger, type Trigger } from "./hysteresis.ts";
import { observeOptimism, priorOptimism } from "./optimism.ts";
import { observedPace, observePace, PACE_SIZE, predictPace, readPace, writePace } from "./pace.ts";
import { readForces } from "./read.ts";
import type { ForcesReading, Part, Sensitivity } from "./reading.ts";
import { recomputeAll } from "./recompute.ts";
import { changedProjects, exampleInput } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";

const { input } = vectors;
const weekAgo = input.paceWeekAgo as unknown as PaceState[];
const ETA_STEPS: readonly (readonly [t: number, eta: number])[] = [
  [0, 1.05],
  [30_000, 1.12],
  [60_000, 1.16],
  [90_000, 1.2],
  [130_000, 1.2],
  [200_000, 0.9],
  [260_000, 0.84],
  [330_000, 0.8],
];

/** The example's forces from the engine's own posterior. */
export function exampleForces(belief: SkillBelief) {
  const skills = exampleInput().skills.map((skill) => {
    return { ...skill, theta: belief.theta(skill.id), variance: belief.variance(skill.id) };
  });
  const before = { ...exampleInput(), skills };
  const predicted = paceAfterAWeek(computed(before));
  const observed = observeProgress(computed(before), predicted[0]!);
  const { w, beta, P } = observed;
  const paceNow = [{ w, beta, P }, ...predicted.slice(1)];
  const now: ForcesInput = { ...before, pace: byProject(paceNow) };
  return { before: { ...before, pace: byProject(predicted) }, predicted, observed, now, ws: computed(now) };
}

export function forcesVectors(belief: SkillBelief) {
  const { before, predicted, observed, now, ws } = exampleForces(belief);
  const relieved: ForcesInput = {
    ...now,
    constraints: now.constraints.map((c) => (c.id === "c1" ? { ...c, severity: 0.2 } : c)),
    projects: changedProjects(now, { progress: 0.42 }, "P1"),
  };
  const optimism = observeOptimism(priorOptimism(DEFAULTS), 1.8, DEFAULTS);
  return {
    paceStep: predicted,
    paceObserve: observed,
    paceComposition: paceComposition(computed(before)),
    physics: physics(ws, belief),
    attribution: attribution(before, now),
    attribution2: attribution(now, relieved),
    conflicts: { "P1-P2": conflict(ws, 0, 1), "P1-P3": conflict(ws, 0, 2), "P2-P3": conflict(ws, 1, 2) },
    optimism: { mu: optimism.mu, s: optimism.sd },
    hysteresis: hysteresis(),
  };
}

function computed(forcesInput: ForcesInput): ForcesWorkspace {
  const ws = new ForcesWorkspace(forcesInput);
  recomputeAll(ws);
  return ws;
}

function byProject(paces: readonly PaceState[]): Record<string, PaceState> {
  return Object.fromEntries(paces.map((pace, p) => [input.projects[p]!.id, pace]));
}

/** The pace of project p after parts of a week, one step each. */
function stepped(ws: ForcesWorkspace, p: number, parts: readonly number[]): PaceState {
  const pace = new Float64Array(PACE_SIZE);
  writePace(pace, 0, weekAgo[p]!);
  for (const weeks of parts) {
    predictPace(pace, 0, ws.attainable[p]!, Math.exp(-weeks / ws.timeConstant), DEFAULTS);
  }
  return readPace(pace, 0);
}

function paceAfterAWeek(ws: ForcesWorkspace): PaceState[] {
  return weekAgo.map((_, p) => stepped(ws, p, [1]));
}

function paceComposition(ws: ForcesWorkspace): number {
  const two = stepped(ws, 0, [0.3, 0.7]);
  const one = stepped(ws, 0, [1]);
  return Math.max(Math.abs(two.w - one.w), ...two.P.map((value, i) => Math.abs(value - one.P[i]!)));
}

function observeProgress(ws: ForcesWorkspace, predicted: PaceState) {
  const { deltaProgress, weeks } = input.progressObs;
  const pace = new Float64Array(PACE_SIZE);
  writePace(pace, 0, predicted);
  const { y, R } = observedPace(
    {
      deltaProgress,
      weeks,
      work: ws.phi * ws.size[0]!,
      gravityShare: (ws.gravity * ws.hours[0]!) / ws.totalHours,
      attainable: ws.attainable[0]!,
    },
    DEFAULTS,
  );
  const gain = observePace(pace, 0, y, R);
  return { y, R, gain, ...readPace(pace, 0) };
}

function physics(ws: ForcesWorkspace, belief: SkillBelief) {
  const reading = readForces(ws, (gradient) => belief.varianceAlong(gradient));
  const [base, wip, gap] = valuesOf(reading.mass.parts);
  const [switching, overload, body] = valuesOf(reading.drag.parts);
  return {
    nEff: ws.effectiveProjects,
    e: ws.energyFactor,
    readiness: [...ws.readiness],
    skillP: reading.projects.map(({ requirements }) => requirements.map(({ success }) => success)),
    efficiency: [...ws.efficiency],
    relevance: [...ws.relevance],
    thrust: [...ws.thrust],
    thrustVector: Object.fromEntries(reading.thrust.vector.map(({ id, value }) => [id, value])),
    thrustAligned: reading.thrust.aligned,
    alignment: reading.alignment.value,
    balance: reading.balance.value,
    delta: { switch: switching, overload, body, total: ws.drag },
    mass: { base, wip, gap, total: ws.mass },
    tauWk: ws.timeConstant,
    gravity: { parts: [...ws.gravityPart], total: ws.gravity },
    remaining: [...ws.remaining],
    required: { total: ws.required, tStarWk: ws.criticalTime, parts: [...ws.requiredPart] },
    vEsc: ws.escapeVelocity,
    u: [...ws.attainable],
    v: ws.v,
    vInf: ws.vInf,
    eta: ws.eta,
    etaInf: ws.etaInf,
    sdEta: reading.eta.sd,
    pEscape: ws.pEscape,
    varV: ws.varV,
    varD: ws.varD,
    sdVInf: reading.velocityInf.sd,
    sdVInfSkillPart: reading.velocityInf.skillSd,
    pEscapeInf: ws.pEscapeInf,
    kinetic: reading.kinetic.value,
    kineticEscape: reading.kineticEscape.value,
    etaParts: valuesOf(reading.eta.parts),
    gap: reading.gap.value,
    hysteresis: reading.hysteresis.value,
    sensitivities: { ...sensitivitiesToUnusedSkills(), ...sensitivities(reading) },
  };
}

function valuesOf(parts: readonly Part[]): number[] {
  return parts.map(({ value }) => value);
}

const SENSITIVITY_NAMES: Readonly<Record<Sensitivity["by"], string>> = {
  hours: "h",
  pace: "w",
  remaining: "X",
  gravity: "g",
  skill: "theta",
  energy: "E",
  criticalTime: "tStar",
};

function sensitivities(reading: ForcesReading): Record<string, number> {
  const entries = reading.sensitivities.map(({ of, by, id, value }): [string, number] => {
    return [[of, SENSITIVITY_NAMES[by], ...(id === undefined ? [] : [id])].join("."), value];
  });
  return Object.fromEntries(entries);
}

/** The forces know only skills that a project requires; η∞ does not depend on the others. */
function sensitivitiesToUnusedSkills(): Record<string, number> {
  return Object.fromEntries(input.skills.map(({ id }) => [`etaInf.theta.${id}`, 0]));
}

function attribution(from: ForcesInput, to: ForcesInput) {
  const [before, after] = [ratioParts(from), ratioParts(to)];
  const { numerator, demand } = attributeRatio(before, after);
  return {
    from: before.v / before.vEsc,
    to: after.v / after.vEsc,
    parts: { ...prefixed("+", numerator), ...prefixed("-", demand) },
  };
}

function ratioParts(forcesInput: ForcesInput): RatioParts {
  const ws = computed(forcesInput);
  const numerator: Record<string, number> = {};
  const demand: Record<string, number> = {};
  forcesInput.constraints.forEach(({ id }, c) => (demand[id] = ws.gravityPart[c]!));
  forcesInput.projects.forEach(({ id }, p) => {
    numerator[id] = ws.relevance[p]! * ws.pace[p * PACE_SIZE]!;
    demand[`r.${id}`] = ws.requiredPart[p]!;
  });
  return { numerator, demand, v: ws.v, vEsc: ws.escapeVelocity };
}

function prefixed(sign: string, parts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).map(([key, value]) => [sign + key, value]));
}

function conflict(ws: ForcesWorkspace, p: number, q: number) {
  const { cosine, direction, time, score } = conflictBetween(ws, p, q);
  const capacity = ws.capacity - ws.gravity;
  const [first, second] = [jobOf(ws, p), jobOf(ws, q)];
  return {
    cos: cosine,
    kDirection: direction,
    kTime: time,
    score,
    overloadAlone: [overloadAlone(first, capacity), overloadAlone(second, capacity)],
    overloadTogether: overloadTogether(first, second, capacity),
  };
}

function jobOf(ws: ForcesWorkspace, p: number): Job {
  return { hours: ws.remaining[p]! / ws.efficiency[p]!, weeks: ws.weeksLeft[p]! };
}

function hysteresis() {
  const trigger: Trigger = { escaped: false, candidateSince: null };
  return ETA_STEPS.map(([t, eta]) => {
    const changed = stepTrigger(trigger, t, eta, 0.144, DEFAULTS);
    return { t, eta, changed, state: trigger.escaped ? "escaped" : "bound" };
  });
}
