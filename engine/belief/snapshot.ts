/** The belief as plain JSON: its inputs, and the base and journal that make a restore bit-equal. */
import type { ModelConstants } from "../constants.ts";
import type { Evidence, Skill, SkillEdge } from "../types.ts";
import type { PotentialEntry } from "./journal.ts";

export interface SkillBeliefSnapshot {
  /** MODEL_VERSION of the writer. Another version refuses it: replay the events instead. */
  model: string;
  version: number;
  day: number;
  /** Only where they differ from the defaults. */
  constants?: ModelConstants;
  denseLimit: number;
  tolerance: number;
  /** By index. */
  skills: Skill[];
  edges: SkillEdge[];
  evidence: Evidence[];
  base: PotentialEntry[];
  journal: PotentialEntry[];
}
