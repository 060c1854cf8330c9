/** What the signals say about a claim (docs/model.md 5.4). The wording shown is about the difference, never honesty. */
import type { ModelConstants } from "../constants.ts";
import type { ClaimDirection } from "../types.ts";

/** Latent component (0 energy, 1 arousal, 2 coherence) and sign of each direction. */
const AXIS: Readonly<Record<ClaimDirection, readonly [0 | 1 | 2, 1 | -1]>> = {
  energised: [0, 1],
  tired: [0, -1],
  calm: [1, -1],
  stressed: [1, 1],
  focused: [2, 1],
  scattered: [2, -1],
};

export type ClaimVerdict = "consistent" | "differs" | "no_verdict";

/** Confirmed claims needed before the person's own distribution sets the threshold. */
const CALIBRATION_CLAIMS = 30;
const CALIBRATION_QUANTILE = 0.05;
/** Σ LLR over sessions at which claims of one direction differ as a pattern: ∏LR ≤ 1/20 (Ville). */
export const PATTERN_LLR = -Math.log(20);

/** ln p(signals | claim of intensity d) − ln p(signals | usual), from the body state (see body-state.ts). */
export function claimLogLikelihoodRatio(
  body: Float64Array,
  direction: ClaimDirection,
  intensity: number,
): number {
  const [component, sign] = AXIS[direction];
  const mean = sign * body[component]!;
  const variance = body[3 + 4 * component]!;
  return intensity * mean - 0.5 * intensity * intensity * (1 - variance);
}

/** ≤ −ln 10; after 30 confirmed claims no higher than their own 5th percentile (conformal calibration). */
export function differsThreshold(confirmed: readonly number[], k: Readonly<ModelConstants>): number {
  if (confirmed.length < CALIBRATION_CLAIMS) return k.claimDiffers;
  const rank = Math.max(1, Math.floor(CALIBRATION_QUANTILE * (confirmed.length + 1)));
  const sorted = [...confirmed].sort((a, b) => a - b);
  return Math.min(k.claimDiffers, sorted[rank - 1]!);
}

export function claimVerdict(llr: number, threshold: number, k: Readonly<ModelConstants>): ClaimVerdict {
  if (llr >= k.claimConsistent) return "consistent";
  return llr <= threshold ? "differs" : "no_verdict";
}

/** Factor on the strength of the evidence that rests on the claim: clamp(2·LR/(1+LR), 0.25, 1). Never raised. */
export function claimWeight(llr: number, k: Readonly<ModelConstants>): number {
  return Math.min(1, Math.max(k.minClaimWeight, 2 / (1 + Math.exp(-llr))));
}
