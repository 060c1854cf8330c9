/** Scenarios simulated by the server on the same luck. */
import type { Scenario } from "@trajectory/engine/dynamics/actions.ts";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { call } from "./http.ts";

export interface SimulationQuestion {
  /** The others are compared with the first. */
  scenarios: readonly Scenario[];
  paths: number;
  days: number;
  seed: number;
}

/** Aborting the signal cancels the computation on the server too. */
export function simulate(question: SimulationQuestion, signal: AbortSignal): Promise<SimulationResult> {
  return call("POST", "/api/physics/simulate", question, signal);
}
