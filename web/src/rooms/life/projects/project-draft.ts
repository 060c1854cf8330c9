/** A project as its form holds it. Levels are those people say; weights of requirements are made to sum to 1. */
import type { Project } from "@trajectory/protocols/events/entities.ts";
import { dayEnd, dayInput, keptOr, numberIn } from "../../../editing/inputs.ts";
import { levelOf, logitOf } from "../../../editing/levels.ts";

export interface RequirementDraft {
  /** Stays the same while the row is edited. */
  key: number;
  skillId: string;
  /** 0 to 4 */
  level: number;
  /** 1 to 5, relative to the other requirements. */
  weight: number;
}

export interface ProjectDraft {
  name: string;
  size: string;
  hours: string;
  effortBasis: Project["effortBasis"];
  progress: number;
  deadline: string;
  /** Contribution to each goal, −1 to 1. */
  goals: Readonly<Record<string, number>>;
  requires: readonly RequirementDraft[];
}

const HEAVIEST = 5;

export function draftOf(project: Project | undefined): ProjectDraft {
  const heaviest = Math.max(...(project?.requires.map(({ importance }) => importance) ?? []), 0);
  return {
    name: project?.name ?? "",
    size: project === undefined ? "" : String(project.size),
    hours: project === undefined ? "" : String(project.hours),
    effortBasis: project?.effortBasis ?? "planned",
    progress: project?.progress ?? 0,
    deadline: dayInput(project?.deadline),
    goals: project?.goals ?? {},
    requires: (project?.requires ?? []).map(({ skillId, b, importance }, key) => {
      return { key, skillId, level: levelOf(b), weight: (HEAVIEST * importance) / heaviest };
    }),
  };
}

/** @param held The project before the edit, whose deadline keeps its hour while its day stays */
export function projectOf(id: string, draft: ProjectDraft, held?: Project): Project {
  const total = draft.requires.reduce((sum, { weight }) => sum + weight, 0);
  const deadline = keptOr(held?.deadline, draft.deadline, dayEnd(draft.deadline));
  return {
    id,
    name: draft.name.trim(),
    goals: Object.fromEntries(Object.entries(draft.goals).filter(([, a]) => a !== 0)),
    requires: draft.requires.map(({ skillId, level, weight }) => {
      return { skillId, b: logitOf(level), importance: weight / total };
    }),
    size: numberIn(draft.size) ?? 0,
    hours: numberIn(draft.hours) ?? 0,
    effortBasis: draft.effortBasis,
    progress: draft.progress,
    ...(deadline === undefined ? {} : { deadline }),
  };
}

export type ProjectFault = "nameMissing" | "sizeMissing" | "hoursMissing" | "goalsTooMuch" | "skillTwice";

/** Rounding of ten sliders in steps of 0.05. */
const TOLERANCE = 1e-9;

export function faultOf(draft: ProjectDraft): ProjectFault | undefined {
  if (draft.name.trim() === "") return "nameMissing";
  if (!((numberIn(draft.size) ?? 0) > 0)) return "sizeMissing";
  if (!((numberIn(draft.hours) ?? -1) >= 0)) return "hoursMissing";
  if (contribution(draft.goals) > 1 + TOLERANCE) return "goalsTooMuch";
  if (new Set(draft.requires.map(({ skillId }) => skillId)).size < draft.requires.length) return "skillTwice";
  return undefined;
}

/** Σ|a| over the goals; at most 1. */
export function contribution(goals: ProjectDraft["goals"]): number {
  return Object.values(goals).reduce((sum, a) => sum + Math.abs(a), 0);
}
