/** What the sliders of the simulator say, and the actions it comes to. */
import type { Action } from "@trajectory/engine/dynamics/actions.ts";
import type { Project } from "@trajectory/protocols/events/entities.ts";

export interface Plan {
  /** h/wk by project; absent where nothing changes. */
  hours: Readonly<Record<string, number>>;
  /** Factor on the load by constraint. */
  relax: Readonly<Record<string, number>>;
  /** Dedicated practice by skill, h/wk. */
  practise: Readonly<Record<string, number>>;
}

export const UNCHANGED: Plan = { hours: {}, relax: {}, practise: {} };

/** Only what differs from the present. */
export function actionsOf(plan: Plan, projects: readonly Pick<Project, "id" | "hours">[]): Action[] {
  const present = new Map(projects.map(({ id, hours }) => [id, hours]));
  return [
    ...Object.entries(plan.hours)
      .filter(([projectId, hours]) => present.has(projectId) && present.get(projectId) !== hours)
      .map(([projectId, hours]): Action => ({ type: "set_effort", projectId, hours })),
    ...Object.entries(plan.relax)
      .filter(([, factor]) => factor !== 1)
      .map(([constraintId, factor]): Action => ({ type: "relax", constraintId, factor })),
    ...Object.entries(plan.practise)
      .filter(([, hours]) => hours > 0)
      .map(([skillId, hours]): Action => ({ type: "practise", skillId, hours })),
  ];
}
