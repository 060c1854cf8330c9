/** A constraint as its form holds it: texts for numbers and dates that may be absent. */
import type { Constraint } from "@trajectory/protocols/events/entities.ts";
import { dayEnd, dayInput, dayStart, keptOr, numberIn } from "../../../editing/inputs.ts";

export interface ConstraintDraft {
  name: string;
  kind: Constraint["kind"];
  severity: number;
  flexibility: number;
  confidence: number;
  loadHours: string;
  from: string;
  until: string;
}

export function draftOf(constraint: Constraint | undefined): ConstraintDraft {
  return {
    name: constraint?.name ?? "",
    kind: constraint?.kind ?? "other",
    severity: constraint?.severity ?? 0.5,
    flexibility: constraint?.flexibility ?? 0.2,
    confidence: constraint?.confidence ?? 0.5,
    loadHours: constraint?.loadHours === undefined ? "" : String(constraint.loadHours),
    from: dayInput(constraint?.from),
    until: dayInput(constraint?.until),
  };
}

/** @param held The constraint before the edit, whose dates keep their hour while their day stays */
export function constraintOf(id: string, draft: ConstraintDraft, held?: Constraint): Constraint {
  const { name, kind, severity, flexibility, confidence } = draft;
  const loadHours = numberIn(draft.loadHours);
  const from = keptOr(held?.from, draft.from, dayStart(draft.from));
  const until = keptOr(held?.until, draft.until, dayEnd(draft.until));
  return {
    id,
    name: name.trim(),
    kind,
    severity,
    flexibility,
    confidence,
    ...(loadHours === undefined ? {} : { loadHours }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
