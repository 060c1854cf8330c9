/** A plan as people see it: as it was made, with what was said of its steps and what came of it. */
import type { Band } from "@trajectory/engine/dynamics/scenarios.ts";
import type { KeptPlan, Outcome, PlanBody, StepReport, StepState } from "./ports.ts";

export type PlanView = Omit<PlanBody, "steps"> & {
  id: string;
  madeAt: number;
  steps: StepView[];
  /** Week by week what η was, beside what was expected; oldest first, the last may be of today. */
  outcomes: (Outcome & { without: Band | null; with: Band | null; verdict: Verdict })[];
};

export type StepView = PlanBody["steps"][number] & {
  state: StepState | "open";
  reports: (StepReport & { at: number })[];
};

/** Against the bands that hold 8 of 10 futures. */
export type Verdict = "above_both" | "as_with" | "as_without" | "as_either" | "below_both" | "too_early";

export function viewOf(
  { id, madeAt, body, reports, outcomes }: KeptPlan,
  now: Outcome | undefined,
): PlanView {
  const seen = now === undefined ? outcomes : [...outcomes.filter(({ week }) => week !== now.week), now];
  return {
    id,
    madeAt,
    ...body,
    steps: body.steps.map((step) => {
      const own = reports.filter((report) => report.step === step.id);
      return {
        ...step,
        state: own.findLast(({ report }) => report.state !== undefined)?.report.state ?? "open",
        reports: own.map(({ at, report }) => ({ at, ...report })),
      };
    }),
    outcomes: seen.map((outcome) => {
      const [without, planned] = [bandAt(body.without, outcome.week), bandAt(body.with, outcome.week)];
      return { ...outcome, without, with: planned, verdict: verdictOn(outcome.eta, without, planned) };
    }),
  };
}

function bandAt(bands: readonly Band[], week: number): Band | null {
  return bands.find(({ weeks }) => weeks === week) ?? null;
}

function verdictOn(eta: number, without: Band | null, planned: Band | null): Verdict {
  if (without === null || planned === null) return "too_early";
  const inWithout = eta >= without.low && eta <= without.high;
  const inWith = eta >= planned.low && eta <= planned.high;
  if (inWith && inWithout) return "as_either";
  if (inWith) return "as_with";
  if (inWithout) return "as_without";
  return eta > Math.max(without.high, planned.high) ? "above_both" : "below_both";
}
