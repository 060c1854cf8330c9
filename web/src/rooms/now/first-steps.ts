/** What a life model needs before η says something, in the order in which it is easiest to enter. */
import type { Portfolio } from "../../api/routes.ts";

export const STEPS = ["goals", "projects", "skills", "constraints", "session"] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  name: StepName;
  have: number;
  want: number;
}

export function firstSteps(portfolio: Portfolio, sessions: number): Step[] {
  const { goals, projects, skills, constraints } = portfolio;
  // A project without hours carries nobody.
  const worked = projects.filter(({ hours }) => hours > 0);
  return [
    { name: "goals", have: goals.length, want: 2 },
    { name: "projects", have: worked.length, want: 2 },
    { name: "skills", have: skills.length, want: 3 },
    { name: "constraints", have: constraints.length, want: 1 },
    { name: "session", have: sessions, want: 1 },
  ];
}
