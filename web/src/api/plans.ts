/** Plans and insights as the server keeps them. */
import type { Insight as FoundInsight } from "@trajectory/engine/insights/find-insights.ts";
import type { Reference } from "@trajectory/engine/insights/references.ts";
import type { Band } from "@trajectory/engine/dynamics/scenarios.ts";
import type { MadePlan, PlannedStep } from "@trajectory/engine/plans/make-plan.ts";
import type { OpenQuestion } from "@trajectory/engine/plans/open-question.ts";
import { ApiError, call } from "./http.ts";

export interface StepReport {
  state?: StepState;
  progress?: number;
  hours?: number;
  level?: number;
}

export type StepState = "taken" | "done" | "dropped";

export interface Step extends PlannedStep {
  why: readonly Reference[];
  state: StepState | "open";
  reports: readonly (StepReport & { at: number })[];
}

export interface Outcome {
  week: number;
  at: number;
  eta: number;
  without: Band | null;
  with: Band | null;
  verdict: "above_both" | "as_with" | "as_without" | "as_either" | "below_both" | "too_early";
}

export interface Plan extends Omit<MadePlan, "steps"> {
  id: string;
  madeAt: number;
  steps: readonly Step[];
  question: OpenQuestion | null;
  outcomes: readonly Outcome[];
}

export interface Insight extends FoundInsight {
  texts: { en: string; de: string };
  /** Of a language model; null: a template. */
  wordedBy: string | null;
}

export interface Analysis {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  /** 0 to 1 */
  progress: number;
  requestedAt: number;
  error: { code: string; message: string; hint: string } | null;
  result: { insights: readonly Insight[]; notices: readonly string[] } | null;
}

export interface LatestAnalysis {
  analysis: Analysis | null;
  /** The newest where it is not done. */
  job: Analysis | null;
  timeZone: string;
  hour: number;
}

export async function getPlans(userId: string): Promise<readonly Plan[]> {
  return (await call<{ plans: Plan[] }>("GET", `/api/plans/${userId}`)).plans;
}

export function generatePlan(mostHours: number): Promise<Plan> {
  return call("POST", "/api/plans/generate", { mostHours });
}

export function reportStep(planId: string, step: string, report: StepReport): Promise<Plan> {
  return call("PUT", `/api/plans/${planId}/progress`, { step, ...report });
}

/** The newest analysis, or the one that is asked for, while there is such a one. */
export async function getShownAnalysis(
  userId: string,
  asked: string | undefined,
): Promise<LatestAnalysis & { isEarlier: boolean }> {
  const latest = await call<LatestAnalysis>("GET", `/api/analysis/${userId}/latest`);
  if (asked === undefined || asked === latest.analysis?.id) return { ...latest, isEarlier: false };
  try {
    const analysis = await call<Analysis>("GET", `/api/analysis/${encodeURIComponent(asked)}`);
    return analysis.state === "done"
      ? { ...latest, analysis, isEarlier: true }
      : { ...latest, isEarlier: false };
  } catch (error) {
    if (error instanceof ApiError && error.code === "not_found") return { ...latest, isEarlier: false };
    throw error;
  }
}

/** The browser's time zone becomes the person's, who has set none: analyses come in its mornings. */
export function triggerAnalysis(): Promise<Analysis> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return call("POST", "/api/analysis/trigger", { timeZone });
}

export function cancelAnalysis(id: string): Promise<Analysis> {
  return call("POST", `/api/analysis/${id}/cancel`);
}
