/** Makes the readable ForcesReading from a computed workspace: called only when somebody asks, so it may allocate. */
import { hysteresisWidth } from "./hysteresis.ts";
import { findConflicts, findCriticalSet, cosine } from "./conflict.ts";
import { escapeTime } from "./escape-time.ts";
import { MS_PER_WEEK } from "./forces-input.ts";
import { PACE_SIZE } from "./pace.ts";
import type {
  EscapeIndex,
  ForcesReading,
  NeutralReason,
  OptionalQuantity,
  Part,
  ProjectReading,
  Quantity,
  RequiredPace,
  Sensitivity,
  Thrust,
  Unit,
  VelocityLimit,
} from "./reading.ts";
import type { ForcesWorkspace } from "./workspace.ts";

/** Variance of a quantity with this gradient ∂quantity/∂θ under the posterior of the skills. */
export type VarianceAlong = (gradient: Iterable<readonly [skillId: string, slope: number]>) => number;

export function readForces(ws: ForcesWorkspace, varianceAlong: VarianceAlong): ForcesReading {
  const undefinedBecause = whyUndefined(ws);
  const optional = (value: number, unit: Unit, sd?: number): OptionalQuantity =>
    undefinedBecause === null ? quantity(value, unit, sd) : { value: null, unit, reason: undefinedBecause };
  const limitSd = Math.sqrt(ws.varVInf + ws.etaInf * ws.etaInf * ws.varD) / ws.escapeVelocity;
  return {
    eta: readEta(ws, undefinedBecause),
    etaInf: optional(ws.etaInf, "1", limitSd),
    pEscape: optional(ws.pEscape, "1"),
    pEscapeInf: optional(ws.pEscapeInf, "1"),
    escapeTime: {
      value: undefinedBecause === null ? escapeTime(ws.eta, ws.etaInf, ws.timeConstant) : null,
      unit: "wk",
    },
    velocity: {
      ...quantity(ws.v, "eh/wk", Math.sqrt(ws.varV)),
      parts: perProject(ws, (p) => ws.relevance[p]! * ws.pace[p * PACE_SIZE]!),
    },
    velocityInf: readVelocityLimit(ws, varianceAlong),
    escapeVelocity: {
      ...quantity(ws.escapeVelocity, "eh/wk", Math.sqrt(ws.varD)),
      floored: ws.required + ws.gravity < ws.k.minEscapeVelocity,
    },
    gap: quantity(ws.escapeVelocity - ws.v, "eh/wk", Math.sqrt(ws.varV + ws.varD)),
    required: readRequired(ws),
    gravity: readGravity(ws),
    thrust: readThrust(ws),
    energyFactor: quantity(ws.energyFactor, "1"),
    alignment: readAlignment(ws),
    balance: readBalance(ws),
    conflicts: findConflicts(ws),
    criticalSet: findCriticalSet(ws),
    mass: {
      ...quantity(ws.mass, "1"),
      parts: [part("base", 1), part("wip", ws.massWip), part("gap", ws.massGap)],
    },
    drag: {
      ...quantity(ws.drag, "1"),
      parts: [part("switch", ws.dragSwitch), part("overload", ws.dragOverload), part("body", ws.dragBody)],
    },
    timeConstant: quantity(ws.timeConstant, "wk"),
    effectiveProjects: quantity(ws.effectiveProjects, "1"),
    kinetic: quantity(0.5 * ws.mass * ws.v ** 2, "eh²/wk²"),
    kineticEscape: quantity(0.5 * ws.mass * ws.escapeVelocity ** 2, "eh²/wk²"),
    projects: ws.entities.projects.map((_, p) => readProject(ws, p)),
    sensitivities: readSensitivities(ws),
    hysteresis: quantity(hysteresisWidth(ws.sdEta, ws.k), "1"),
  };
}

/** η means nothing without a goal that matters or without a project. */
export function whyUndefined(ws: ForcesWorkspace): NeutralReason | null {
  if (ws.goalImportance.every((omega) => omega === 0)) return "no_goals";
  return ws.projectCount === 0 ? "no_projects" : null;
}

function quantity(value: number, unit: Unit, sd?: number): Quantity {
  return sd === undefined ? { value, unit } : { value, unit, sd };
}

function part(id: string, value: number): Part {
  return { id, value };
}

function perProject(ws: ForcesWorkspace, value: (p: number) => number): Part[] {
  return ws.entities.projects.map((project, p) => part(project.id, value(p)));
}

function readEta(ws: ForcesWorkspace, undefinedBecause: NeutralReason | null): EscapeIndex {
  if (undefinedBecause !== null) return { value: null, unit: "1", reason: undefinedBecause, parts: [] };
  return {
    ...quantity(ws.eta, "1", ws.sdEta),
    likely: [ws.eta - ws.sdEta, ws.eta + ws.sdEta],
    parts: perProject(ws, (p) => (ws.relevance[p]! * ws.pace[p * PACE_SIZE]!) / ws.escapeVelocity),
  };
}

function readVelocityLimit(ws: ForcesWorkspace, varianceAlong: VarianceAlong): VelocityLimit {
  const gradient = ws.entities.skillIds.map((id, s) => [id, ws.dEtaInfDTheta[s]!] as const);
  const skillVariance = varianceAlong(gradient);
  return {
    ...quantity(ws.vInf, "eh/wk", Math.sqrt(ws.varVInf)),
    skillSd: Math.sqrt(Math.max(0, skillVariance)) * ws.escapeVelocity,
    parts: perProject(ws, (p) => ws.relevance[p]! * ws.attainable[p]! * (1 + ws.pace[p * PACE_SIZE + 1]!)),
  };
}

function readRequired(ws: ForcesWorkspace): RequiredPace {
  const critical = ws.entities.projects[ws.criticalProject];
  return {
    ...quantity(ws.required, "eh/wk", ws.required * Math.sqrt(Math.expm1(ws.phiSd ** 2))),
    criticalTime: quantity(ws.criticalTime, "wk"),
    criticalProjectId: critical?.id ?? null,
    parts: perProject(ws, (p) => ws.requiredPart[p]!),
  };
}

function readGravity(ws: ForcesWorkspace): Quantity & { parts: Part[] } {
  const parts = ws.entities.constraints.map((constraint, c) => {
    const value = ws.gravityPart[c]!;
    return { id: constraint.id, value, sd: value * ws.loadCv[c]! };
  });
  return { ...quantity(ws.gravity, "h/wk", Math.hypot(...parts.map((p) => p.sd))), parts };
}

function readThrust(ws: ForcesWorkspace): Thrust {
  return {
    ...quantity(sum(ws.thrust), "eh/wk"),
    parts: perProject(ws, (p) => ws.thrust[p]!),
    vector: ws.entities.goals.map((goal, g) => part(goal.id, thrustToward(ws, g))),
    aligned: dot(ws.relevance, ws.thrust),
  };
}

/** T_k = Σ_p T_p·a_pk */
function thrustToward(ws: ForcesWorkspace, g: number): number {
  let toward = 0;
  for (let p = 0; p < ws.projectCount; p++) toward += ws.thrust[p]! * ws.goalWeight[p * ws.goalCount + g]!;
  return toward;
}

function readAlignment(ws: ForcesWorkspace): OptionalQuantity & { parts: Part[] } {
  const total = sum(ws.thrust);
  const reason = ws.goalImportance.every((omega) => omega === 0) ? "no_goals" : "no_effort";
  if (total === 0 || reason === "no_goals") return { value: null, unit: "1", reason, parts: [] };
  return {
    ...quantity(dot(ws.relevance, ws.thrust) / total, "1"),
    parts: perProject(ws, (p) => (ws.relevance[p]! * ws.thrust[p]!) / total),
  };
}

function readBalance(ws: ForcesWorkspace): OptionalQuantity {
  const toward = ws.entities.goals.map((_, g) => thrustToward(ws, g));
  if (ws.goalImportance.every((omega) => omega === 0)) return { value: null, unit: "1", reason: "no_goals" };
  if (toward.every((t) => t === 0)) return { value: null, unit: "1", reason: "no_effort" };
  return quantity(cosine(toward, ws.goalImportance), "1");
}

function readProject(ws: ForcesWorkspace, p: number): ProjectReading {
  const project = ws.entities.projects[p]!;
  const at = p * PACE_SIZE;
  const weeksLeft = project.deadline === undefined ? null : (project.deadline - ws.t) / MS_PER_WEEK;
  return {
    id: project.id,
    hours: ws.hours[p]!,
    readiness: ws.readiness[p]!,
    requirements: project.requires.map((r, i) => ({
      skillId: r.skillId,
      success: ws.success[ws.firstRequirement[p]! + i]!,
    })),
    efficiency: ws.efficiency[p]!,
    relevance: ws.relevance[p]!,
    felt: ws.felt[p]!,
    thrust: ws.thrust[p]!,
    attainable: ws.attainable[p]!,
    pace: quantity(ws.pace[at]!, "eh/wk", Math.sqrt(ws.pace[at + 2]!)),
    bias: quantity(ws.pace[at + 1]!, "1", Math.sqrt(ws.pace[at + 4]!)),
    remaining: quantity(ws.remaining[p]!, "sh", ws.remaining[p]! * Math.sqrt(Math.expm1(ws.phiSd ** 2))),
    weeksLeft,
    overdue: weeksLeft !== null && weeksLeft < 0 && ws.remaining[p]! > 0,
  };
}

function readSensitivities(ws: ForcesWorkspace): Sensitivity[] {
  const { projects, constraints, skillIds } = ws.entities;
  const list: Sensitivity[] = [];
  projects.forEach(({ id }, p) => {
    list.push({ of: "etaInf", by: "hours", id, value: ws.dEtaInfDHours[p]!, per: "h/wk" });
    list.push({ of: "eta", by: "pace", id, value: ws.dEtaDPace[p]!, per: "eh/wk" });
    list.push({ of: "eta", by: "remaining", id, value: ws.dEtaDRemaining[p]!, per: "sh" });
  });
  for (const { id } of constraints) {
    list.push({ of: "eta", by: "gravity", id, value: ws.dEtaDGravity, per: "h/wk" });
  }
  skillIds.forEach((id, s) => {
    list.push({ of: "etaInf", by: "skill", id, value: ws.dEtaInfDTheta[s]!, per: "logit" });
  });
  list.push({ of: "etaInf", by: "energy", value: ws.dEtaInfDEnergy, per: "sd" });
  list.push({ of: "eta", by: "criticalTime", value: ws.dEtaDCriticalTime, per: "wk" });
  return list;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
