/** The posterior of a skill, taken apart by the server. */
import { call } from "./http.ts";

interface Reading {
  value: number;
  unit: string;
}

export interface Belief {
  seq: number;
  skillId: string;
  /** Logit. */
  theta: Reading & { sd: number };
  /** Logit; with the contributions and the others it makes theta. */
  prior: Reading;
  /** Logit; largest first. */
  contributions: readonly (Reading & { evidenceId: string })[];
  others: Reading & { count: number };
  /** P(right) at working level. */
  nextAnswer: Reading;
  /** Days. */
  halfLife: Reading;
}

export function getBelief(skillId: string): Promise<Belief> {
  return call("GET", `/api/skills/${encodeURIComponent(skillId)}/belief`);
}
