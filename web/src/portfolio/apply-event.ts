/** What an event does to the list of things a person has: the same for events of the log and for edits under way. */
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Portfolio } from "../api/routes.ts";

type Payloads = EventsOf<"life"> & EventsOf<"skills">;
type Change<Payload> = (portfolio: Portfolio, payload: Payload) => Portfolio;

export function applyPortfolioEvent(
  portfolio: Portfolio,
  { type, payload }: Pick<EventRecord, "type" | "payload">,
): Portfolio {
  const change = changes[type as keyof Payloads] as Change<unknown> | undefined;
  return change === undefined ? portfolio : change(portfolio, payload);
}

const changes: { [Type in keyof Payloads]?: Change<Payloads[Type]> } = {
  goal_set: (held, { goal }) => ({ ...held, goals: put(held.goals, goal) }),
  goal_removed: (held, { goalId }) => ({ ...held, goals: without(held.goals, goalId) }),
  project_set: (held, { project }) => ({ ...held, projects: put(held.projects, project) }),
  project_archived: (held, { projectId }) => ({ ...held, projects: without(held.projects, projectId) }),
  progress_reported: (held, { projectId, progress }) => {
    return { ...held, projects: edit(held.projects, projectId, { progress }) };
  },
  effort_set: (held, { projectId, hours, effortBasis }) => {
    return { ...held, projects: edit(held.projects, projectId, { hours, effortBasis }) };
  },
  constraint_set: (held, { constraint }) => ({ ...held, constraints: put(held.constraints, constraint) }),
  constraint_removed: (held, { constraintId }) => {
    return { ...held, constraints: without(held.constraints, constraintId) };
  },
  reminder_set: (held, { reminder }) => ({ ...held, reminders: put(held.reminders, reminder) }),
  reminder_removed: (held, { reminderId }) => ({ ...held, reminders: without(held.reminders, reminderId) }),
  reminder_fired: (held, { reminderId, next }) => ({
    ...held,
    reminders:
      next === undefined
        ? without(held.reminders, reminderId)
        : edit(held.reminders, reminderId, { at: next }),
  }),
  life_updated: (held, { capacity }) => ({ ...held, capacity: capacity ?? held.capacity }),
  constants_set: (held, { constants }) => ({ ...held, constants }),
  skill_set: (held, { skill }) => {
    // What is believed of it stays until the server says otherwise.
    const known = held.skills.find(({ id }) => id === skill.id);
    return { ...held, skills: put(held.skills, { ...known, ...skill }) };
  },
  skill_removed: (held, { skillId }) => {
    const edges = held.edges.filter(({ from, to }) => from !== skillId && to !== skillId);
    const evidence = held.evidence.filter((one) => one.skillId !== skillId);
    return { ...held, skills: without(held.skills, skillId), edges, evidence };
  },
  edge_set: (held, { edge }) => ({ ...held, edges: [...withoutEdge(held, edge.from, edge.to), edge] }),
  evidence_added: (held, { evidence }) => ({ ...held, evidence: put(held.evidence, evidence) }),
  evidence_retracted: (held, { evidenceId }) => ({ ...held, evidence: without(held.evidence, evidenceId) }),
  edge_removed: (held, { from, to }) => ({ ...held, edges: withoutEdge(held, from, to) }),
};

function put<T extends { id: string }>(held: readonly T[], entity: T): readonly T[] {
  const known = held.some(({ id }) => id === entity.id);
  return known ? held.map((one) => (one.id === entity.id ? entity : one)) : [...held, entity];
}

function edit<T extends { id: string }>(held: readonly T[], id: string, change: Partial<T>): readonly T[] {
  return held.map((one) => (one.id === id ? { ...one, ...change } : one));
}

function without<T extends { id: string }>(held: readonly T[], id: string): readonly T[] {
  return held.filter((one) => one.id !== id);
}

function withoutEdge({ edges }: Portfolio, from: string, to: string): Portfolio["edges"] {
  return edges.filter((edge) => edge.from !== from || edge.to !== to);
}
