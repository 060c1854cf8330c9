/** The worked example of docs/model.md section 8 as the body of a stateless question. */
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";

/** Day 20780 of the worked example, at noon. */
export const EXAMPLE_NOW = 20_780 * 86_400_000 + 43_200_000;

export function exampleSkills() {
  const events = demoPortfolio(EXAMPLE_NOW);
  return {
    t: EXAMPLE_NOW,
    skills: of(events, "skill_set").map(({ skill }) => skill),
    edges: of(events, "edge_set").map(({ edge }) => edge),
    evidence: of(events, "evidence_added").map(({ evidence }) => evidence),
  };
}

/** With the progress reported and the pace that the report left. */
export function exampleLife() {
  const events = demoPortfolio(EXAMPLE_NOW);
  const reports = new Map(
    of(events, "progress_reported").map(({ projectId, progress }) => [projectId, progress]),
  );
  const { capacity, energy, arousal } = of(events, "life_updated")[0]!;
  return {
    ...exampleSkills(),
    goals: of(events, "goal_set").map(({ goal }) => goal),
    projects: of(events, "project_set").map(({ project }) => {
      return { ...project, progress: reports.get(project.id) ?? project.progress };
    }),
    constraints: of(events, "constraint_set").map(({ constraint }) => constraint),
    capacity,
    energy,
    arousal,
    pace: [
      { projectId: "P1", w: 7.141583, beta: 0.0585, P: [4.772035, 0.615539, 0.150419], asOf: EXAMPLE_NOW },
      { projectId: "P2", w: 2.349784, beta: 0, P: [1.106299, 0.276764, 0.16], asOf: EXAMPLE_NOW },
      { projectId: "P3", w: 1.638267, beta: 0, P: [0.470529, 0.146388, 0.16], asOf: EXAMPLE_NOW },
    ],
  };
}

function of<Name extends ModelEvent["type"]>(
  events: readonly ModelEvent[],
  type: Name,
): Extract<ModelEvent, { type: Name }>[] {
  return events.filter((event): event is Extract<ModelEvent, { type: Name }> => event.type === type);
}
