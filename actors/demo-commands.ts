/** The worked example of docs/model.md section 8 as commands: what a person would enter. */
import { DEMO_NAMES, demoPortfolio } from "@trajectory/engine/life/demo.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";

export interface NamedCommand {
  actor: ActorName;
  name: string;
  payload: unknown;
}

/** `now`: ms since the Unix epoch; evidence and deadlines are dated around it. */
export function demoCommands(now: number): NamedCommand[] {
  return demoPortfolio(now).map(commandOf);
}

function commandOf(event: ModelEvent): NamedCommand {
  switch (event.type) {
    case "skill_set":
      return { actor: "skills", name: "set_skill", payload: { skill: named(event.skill) } };
    case "edge_set":
      return { actor: "skills", name: "set_edge", payload: { edge: event.edge } };
    case "evidence_added":
      return { actor: "skills", name: "add_evidence", payload: { evidence: event.evidence } };
    case "goal_set":
      return { actor: "life", name: "set_goal", payload: { goal: named(event.goal) } };
    case "project_set":
      return { actor: "life", name: "set_project", payload: { project: named(event.project) } };
    case "constraint_set":
      return { actor: "life", name: "set_constraint", payload: { constraint: named(event.constraint) } };
    case "progress_reported": {
      const { projectId, progress } = event;
      return { actor: "life", name: "report_progress", payload: { projectId, progress } };
    }
    case "life_updated": {
      const { type: _type, t: _t, ...update } = event;
      return { actor: "life", name: "update_life", payload: update };
    }
    default:
      throw new Error(`The demo has no command for ${event.type}.`);
  }
}

function named<Entity extends { id: string }>(entity: Entity): Entity & { name: string } {
  return { ...entity, name: DEMO_NAMES[entity.id] ?? entity.id };
}
