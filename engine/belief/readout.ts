/** What a belief says in words the screen uses (docs/model.md 2.5). */
import { logistic } from "../numerics/logistic.ts";
import { normalCdf } from "../numerics/normal.ts";
import { logitToLevel } from "./evidence.ts";

export interface SkillReadout {
  /** Posterior mean, logit. */
  theta: number;
  /** Posterior standard deviation, logit. */
  sd: number;
  /** P(θ ≥ b). */
  atLeast: number;
  /** Expected success σ((θ̂−b)/κ), κ = √(1 + πV/8). */
  success: number;
  /** θ̂ ± 1 sd in levels, kept inside [0, 4]. */
  band: { low: number; middle: number; high: number };
}

/** Expected success at difficulty b (logit) for θ ~ N(theta, variance) [MacKay 1992]. */
export function expectedSuccess(theta: number, variance: number, b: number): number {
  return logistic((theta - b) / Math.sqrt(1 + (Math.PI * variance) / 8));
}

/** The readout against a required level b, logit. */
export function readoutOf(theta: number, variance: number, b: number): SkillReadout {
  const sd = Math.sqrt(variance);
  return {
    theta,
    sd,
    atLeast: normalCdf((theta - b) / sd),
    success: expectedSuccess(theta, variance, b),
    band: {
      low: logitToLevel(theta - sd),
      middle: logitToLevel(theta),
      high: logitToLevel(theta + sd),
    },
  };
}
