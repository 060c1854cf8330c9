/**
 * What a person could do: one change each, with the hours it asks and what it costs (docs/plans.md). Hours that are
 * not there are never asked for.
 */
import { DEFAULTS, type ModelConstants } from "../constants.ts";
import { type Action, planScenario, type Plan } from "../dynamics/actions.ts";
import { computeForces } from "../forces/compute.ts";
import { type ForcesInput, MS_PER_WEEK } from "../forces/forces-input.ts";
import type { ForcesWorkspace } from "../forces/workspace.ts";
import { logistic } from "../numerics/logistic.ts";
import type { ConstraintKind } from "../types.ts";

export const STEP_KINDS = [
  "advance_project",
  "practise_skill",
  "shift_hours",
  "ease_project",
  "lighten_constraint",
  "move_deadline",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Candidate {
  /** Kind and target: it names the same change in any plan. */
  id: string;
  kind: StepKind;
  /** Project, skill or constraint. */
  target: string;
  /** The project that gives the hours of a shift. */
  from?: string;
  /** How much: h/wk, or weeks for a deadline. */
  amount: number;
  /** h/wk asked beyond what is planned already. */
  hours: number;
  /** What it is divided by when candidates are ranked: hours a week, or what is as hard as they are. */
  price: number;
  actions: Action[];
}

/** Weeks after which η is compared. */
export const PLAN_WEEKS = 8;

/** h/wk */
const MOST_ADVANCED = 4;
const MOST_PRACTISED = 2;
const LEAST_HOURS = 1;
/** People plan half hours. */
const HOUR_STEP = 0.5;
const LIGHTENED_BY = 0.5;
/** h/wk */
const LEAST_LIGHTENED = 0.25;
const DEADLINE_WEEKS = 2;
/** Projects that a shift may go to: the best by ∂η∞/∂h. */
const SHIFT_TARGETS = 2;

/** As hard as that many h/wk of work [A]. */
const PRICE = { shiftedHour: 0.25, easedHour: 0.25, lightenedHour: 1, rigidHour: 2, deadlineWeek: 1.5 };

/** h/wk that are neither planned, nor practised, nor taken by constraints; negative when more is planned than there is. */
export function roomOf({ input, practice }: Plan, k: Readonly<ModelConstants> = DEFAULTS): number {
  return roomBeside(computeForces(input, k), practice);
}

function roomBeside(ws: ForcesWorkspace, practice: Plan["practice"]): number {
  let practised = 0;
  for (const hours of practice.values()) practised += hours;
  return ws.capacity - ws.gravity - ws.totalHours - practised;
}

/** All that can be done beside the actions chosen so far; `most` bounds the hours further, h/wk. */
export function candidatesFor(
  input: ForcesInput,
  chosen: readonly Action[],
  most: number,
  k: Readonly<ModelConstants> = DEFAULTS,
): Candidate[] {
  const plan = planScenario(input, { name: "", actions: chosen }, "chosen");
  const ws = computeForces(plan.input, k);
  const room = Math.min(most, roomBeside(ws, plan.practice));
  return [
    ...advances(ws, room),
    ...practices(plan, ws, room),
    ...shifts(ws),
    ...easings(ws),
    ...lightenings(ws),
    ...deadlines(ws),
  ];
}

function halfHours(hours: number): number {
  return Math.floor(hours / HOUR_STEP) * HOUR_STEP;
}

function isOpen(ws: ForcesWorkspace, p: number): boolean {
  return ws.remaining[p]! > 0;
}

function advances(ws: ForcesWorkspace, room: number): Candidate[] {
  const hours = halfHours(Math.min(room, MOST_ADVANCED));
  if (hours < LEAST_HOURS) return [];
  return ws.entities.projects
    .filter((_, p) => isOpen(ws, p) && ws.relevance[p]! > 0)
    .map(({ id }) => ({
      id: `advance_project.${id}`,
      kind: "advance_project",
      target: id,
      amount: hours,
      hours,
      price: hours,
      actions: [{ type: "change_effort", projectId: id, hours }],
    }));
}

/** Of skills that a project requires which is being worked on. */
function practices({ practice }: Plan, ws: ForcesWorkspace, room: number): Candidate[] {
  const hours = halfHours(Math.min(room, MOST_PRACTISED));
  if (hours < LEAST_HOURS) return [];
  return ws.entities.skillIds
    .filter((id, s) => ws.dEtaInfDTheta[s]! > 0 && !practice.has(id))
    .map((id) => ({
      id: `practise_skill.${id}`,
      kind: "practise_skill",
      target: id,
      amount: hours,
      hours,
      price: hours,
      actions: [{ type: "practise", skillId: id, hours }],
    }));
}

/** From each project to those where an hour does more. */
function shifts(ws: ForcesWorkspace): Candidate[] {
  const { projects } = ws.entities;
  const worth = ws.dEtaInfDHours;
  const targets = projects
    .map((_, p) => p)
    .filter((p) => isOpen(ws, p) && ws.relevance[p]! > 0)
    .sort((a, b) => worth[b]! - worth[a]! || a - b)
    .slice(0, SHIFT_TARGETS);
  const candidates: Candidate[] = [];
  for (const [from, { id: giver }] of projects.entries()) {
    const hours = halfHours(Math.min(ws.hours[from]!, MOST_ADVANCED));
    if (hours < LEAST_HOURS) continue;
    for (const to of targets) {
      if (to === from || worth[to]! <= worth[from]!) continue;
      const { id: taker } = projects[to]!;
      candidates.push({
        id: `shift_hours.${giver}.${taker}`,
        kind: "shift_hours",
        target: taker,
        from: giver,
        amount: hours,
        hours: 0,
        price: PRICE.shiftedHour * hours,
        actions: [
          { type: "change_effort", projectId: giver, hours: -hours },
          { type: "change_effort", projectId: taker, hours },
        ],
      });
    }
  }
  return candidates;
}

/** Fewer hours where more are planned than there are: what is beyond capacity only drags. */
function easings(ws: ForcesWorkspace): Candidate[] {
  const over = ws.totalHours - ws.capacity;
  if (over < LEAST_HOURS) return [];
  return ws.entities.projects.flatMap(({ id }, p): Candidate[] => {
    const hours = halfHours(Math.min(over, ws.hours[p]!, MOST_ADVANCED));
    if (hours < LEAST_HOURS) return [];
    return [
      {
        id: `ease_project.${id}`,
        kind: "ease_project",
        target: id,
        amount: hours,
        hours: 0,
        price: PRICE.easedHour * hours,
        actions: [{ type: "change_effort", projectId: id, hours: -hours }],
      },
    ];
  });
}

/** Time for other people and for the own health is not for a plan to shorten. */
const KEPT: ReadonlySet<ConstraintKind> = new Set(["care", "health"]);

function lightenings(ws: ForcesWorkspace): Candidate[] {
  return ws.entities.constraints.flatMap(({ id, kind, flexibility }, c): Candidate[] => {
    const relief = ws.gravityPart[c]! * LIGHTENED_BY;
    if (relief < LEAST_LIGHTENED || KEPT.has(kind)) return [];
    return [
      {
        id: `lighten_constraint.${id}`,
        kind: "lighten_constraint",
        target: id,
        amount: relief,
        hours: 0,
        price: relief * (PRICE.lightenedHour + PRICE.rigidHour * (1 - flexibility)),
        actions: [{ type: "relax", constraintId: id, factor: 1 - LIGHTENED_BY }],
      },
    ];
  });
}

/** Of projects whose work sets the required pace. */
function deadlines(ws: ForcesWorkspace): Candidate[] {
  return ws.entities.projects.flatMap(({ id, deadline }, p): Candidate[] => {
    if (deadline === undefined || !(ws.requiredPart[p]! > 0)) return [];
    return [
      {
        id: `move_deadline.${id}`,
        kind: "move_deadline",
        target: id,
        amount: DEADLINE_WEEKS,
        hours: 0,
        price: PRICE.deadlineWeek * DEADLINE_WEEKS,
        actions: [
          {
            type: "move_deadline",
            projectId: id,
            deadline: Math.max(deadline, ws.t) + DEADLINE_WEEKS * MS_PER_WEEK,
          },
        ],
      },
    ];
  });
}

/** η∞ by closed form, practice counted as what it teaches within the weeks of the plan. */
export function settledEta(
  input: ForcesInput,
  actions: readonly Action[],
  k: Readonly<ModelConstants> = DEFAULTS,
): number {
  const plan = planScenario(input, { name: "", actions }, "actions");
  const skills = plan.input.skills.map((skill) => {
    const hours = plan.practice.get(skill.id) ?? 0;
    const learned = k.learningRate * hours * PLAN_WEEKS * (1 - logistic(skill.theta - k.learningCeiling));
    return { ...skill, theta: skill.theta + learned };
  });
  return computeForces({ ...plan.input, skills }, k).etaInf;
}

export interface Ranked extends Candidate {
  /** Δη∞ by closed form over the price. */
  worth: number;
}

/** Those that raise η∞, most for their price first. */
export function rankCandidates(
  input: ForcesInput,
  chosen: readonly Action[],
  candidates: readonly Candidate[],
  k: Readonly<ModelConstants> = DEFAULTS,
): Ranked[] {
  const before = settledEta(input, chosen, k);
  return candidates
    .map((candidate) => {
      const after = settledEta(input, [...chosen, ...candidate.actions], k);
      return { ...candidate, worth: (after - before) / candidate.price };
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1));
}
