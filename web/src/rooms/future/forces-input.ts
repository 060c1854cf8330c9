/** What the engine computes with, put together again from the snapshot and the portfolio. */
import type { ForcesInput } from "@trajectory/engine/forces/forces-input.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { KnownSkill, Portfolio } from "../../api/routes.ts";

/** Prior variance of a skill, logit². */
const PRIOR_VARIANCE = 1.5 ** 2;

/**
 * The snapshot has no covariance of pace and bias; it is taken as 0. η, η∞ and the time constant do not depend on it,
 * only their errors do.
 */
export function forcesInputOf(state: PhysicsSnapshot, portfolio: Portfolio): ForcesInput {
  return {
    t: state.t,
    capacity: state.capacity.value,
    energy: state.body.energyDay.value,
    arousal: state.body.arousalDay.value,
    optimism: { mu: Math.log(state.optimism.value), sd: state.optimism.sd ?? 0 },
    goals: portfolio.goals,
    projects: portfolio.projects,
    constraints: portfolio.constraints,
    skills: portfolio.skills.map(skillState),
    felt: Object.fromEntries(state.projects.map(({ id, felt }) => [id, felt])),
    pace: Object.fromEntries(
      state.projects.map(({ id, pace, bias }) => {
        return [
          id,
          { w: pace.value, beta: bias.value, P: [(pace.sd ?? 0) ** 2, 0, (bias.sd ?? 0) ** 2] as const },
        ];
      }),
    ),
  };
}

function skillState({ id, mu0, decay, belief }: KnownSkill): ForcesInput["skills"][number] {
  const [theta, variance] = belief === undefined ? [mu0, PRIOR_VARIANCE] : [belief.theta, belief.sd ** 2];
  return { id, theta, variance, mu0, decay };
}
