/** η without luck, week by week: instant, while the simulation is still running. */
import { DEFAULTS, type ModelConstants } from "@trajectory/engine/constants.ts";
import type { Action } from "@trajectory/engine/dynamics/actions.ts";
import { planScenario } from "@trajectory/engine/dynamics/actions.ts";
import { etaAfter } from "@trajectory/engine/dynamics/closed-forms.ts";
import { computeForces } from "@trajectory/engine/forces/compute.ts";
import type { ForcesInput } from "@trajectory/engine/forces/forces-input.ts";

export const WEEKS = 13;

export interface Preview {
  eta: number;
  limit: number;
  /** η at the end of weeks 0 … 13. */
  curve: number[];
}

/** Undefined where the engine cannot take the plan, or η has no value. Hours, skills and demand stay as they are. */
export function previewOf(
  input: ForcesInput,
  actions: readonly Action[],
  k: Readonly<ModelConstants> = DEFAULTS,
): Preview | undefined {
  try {
    const planned = planScenario(input, { name: "plan", actions }, "plan").input;
    const { eta, etaInf, timeConstant } = computeForces(planned, k);
    if (!Number.isFinite(eta) || !Number.isFinite(etaInf)) return undefined;
    const curve = Array.from({ length: WEEKS + 1 }, (_, week) => etaAfter(eta, etaInf, timeConstant, week));
    return { eta, limit: etaInf, curve };
  } catch {
    // The server says why in words; this is only the preview.
    return undefined;
  }
}
