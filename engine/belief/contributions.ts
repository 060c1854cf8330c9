/** What each piece of evidence adds to the level of a skill (docs/model.md 2.3). */
import type { SkillFilter } from "./filter.ts";
import type { Posterior } from "./posterior.ts";

/**
 * Evidence id → logit: C_ij·g_e/P_j for evidence e on skill j that adds g_e to the mean of its own filter.
 * The sum is the posterior mean of skill i above its prior mean.
 */
export function contributionsTo(
  i: number,
  posterior: Posterior,
  filters: readonly SkillFilter[],
): Map<string, number> {
  const covariances = posterior.product(new Map([[i, 1]]));
  const parts = new Map<string, number>();
  for (const [j, filter] of filters.entries()) {
    if (filter.counted === 0) continue;
    const share = covariances.at(j) / filter.state.P;
    filter.contributions((evidence, logit) => parts.set(evidence.id, share * logit));
  }
  return scaleTo(parts, posterior.mean(i));
}

/** On the local path covariances and means differ by its tolerance: shares that out, so that the sum is exact. */
function scaleTo(parts: Map<string, number>, total: number): Map<string, number> {
  let sum = 0;
  let size = 0;
  for (const part of parts.values()) {
    sum += part;
    size += Math.abs(part);
  }
  if (size === 0) return parts;
  for (const [id, part] of parts) parts.set(id, part + ((total - sum) * Math.abs(part)) / size);
  return parts;
}
