/** What was found in a document: it counts once the person accepts it. */
import type { Constraint, Evidence, Project, Skill } from "@trajectory/protocols/events/entities.ts";

export type Proposal = {
  id: string;
  /** From 1. */
  page: number;
  quote: string;
  /** In the page, UTF-16 code units. */
  span: [number, number];
} & (
  | {
      kind: "evidence";
      evidence: Evidence;
      /** As it is called now. */
      skillName: string;
      /** Of a skill the person has not entered yet. */
      skill?: Skill;
    }
  | { kind: "project"; project: Project }
  | { kind: "constraint"; constraint: Constraint }
);
