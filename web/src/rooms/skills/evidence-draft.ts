/** A piece of evidence as its form holds it: a level somebody gives, or answers of a test. */
import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import { numberIn } from "../../editing/inputs.ts";
import { logitOf } from "../../editing/levels.ts";

/** What a person can enter by hand. */
export const KINDS = ["self_report", "artifact", "test", "peer"] as const;

export interface EvidenceDraft {
  kind: (typeof KINDS)[number];
  /** 0 to 4 */
  level: number;
  correct: string;
  questions: string;
  source: string;
}

export const EMPTY_EVIDENCE: EvidenceDraft = {
  kind: "self_report",
  level: 2,
  correct: "",
  questions: "",
  source: "",
};

/** @param t ms by the server's clock: the model refuses evidence from the future */
export function evidenceOf(id: string, skillId: string, t: number, draft: EvidenceDraft): Evidence {
  const { kind, level } = draft;
  const test = { k: numberIn(draft.correct) ?? 0, n: numberIn(draft.questions) ?? 0, b: logitOf(level) };
  return {
    id,
    skillId,
    t: Math.floor(t),
    kind,
    sourceId: draft.source.trim() || "me",
    strength: 1,
    reliability: 1,
    practice: kind === "test" || kind === "artifact",
    value: kind === "test" ? test : { level },
  };
}

/** The answers of a test have to be whole numbers, no more correct ones than questions. */
export function testIsWhole({ kind, correct, questions }: EvidenceDraft): boolean {
  if (kind !== "test") return true;
  const k = numberIn(correct) ?? -1;
  const n = numberIn(questions) ?? 0;
  return Number.isInteger(k) && Number.isInteger(n) && k >= 0 && n >= 1 && k <= n;
}
