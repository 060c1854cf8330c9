/** Questions on skills, worth what one more structured answer removes of the variance of the number looked at. */
import { topicKey } from "@trajectory/actors/interview/conversation.ts";
import { decisionKey, reliabilityOf } from "@trajectory/actors/interview/calibration.ts";
import { precisionOf } from "@trajectory/engine/belief/evidence.ts";
import { DEFAULTS } from "@trajectory/engine/constants.ts";
import type { Candidate, Situation } from "./plan.ts";

const MINUTES = 1.5;
/** Asking openly finds skills nobody has named yet; worth much while there are few. */
const OPEN_WORTH = 0.3;
const FEW_SKILLS = 3;
const LIMIT = 5;

export function skillQuestions({ conversation, model, skills }: Situation): Candidate[] {
  const { asked = {}, decisions } = conversation;
  const openly = asked["open"] ?? 0;
  const open: Candidate = { about: { topic: "open" }, worth: OPEN_WORTH / (1 + openly) ** 2 };
  if (skills.length === 0) return [open];
  const gradient = gradientOf({ conversation, model, skills });
  const total = model.belief.varianceAlong(gradient);
  if (!(total > 0)) return [open];
  const reliability = reliabilityOf(decisions, decisionKey("offline", "interview_structured"));
  const single = precisionOf("interview_structured", DEFAULTS, 1, reliability);
  const ranked = model.belief.nextQuestions(
    gradient,
    ({ id }) => ({
      precision: gainOf(asked[topicKey({ topic: "skill", id })] ?? 0, single),
      minutes: MINUTES,
    }),
    LIMIT,
  );
  const questions = ranked.map(({ skillId, varianceRemoved }): Candidate => {
    return { about: { topic: "skill", id: skillId }, worth: Math.min(1, varianceRemoved / total) };
  });
  return skills.length < FEW_SKILLS
    ? [open, ...questions]
    : [...questions, { ...open, worth: open.worth / 20 }];
}

/** ∂η∞/∂θ; for a skill the skill itself; the mean level of all skills where η does not depend on any. */
function gradientOf({
  conversation: { focus },
  model,
  skills,
}: Pick<Situation, "conversation" | "model" | "skills">): [string, number][] {
  if (focus?.quantity === "skill" && skills.some(({ id }) => id === focus.skillId))
    return [[focus.skillId ?? "", 1]];
  const gradient = model.skillGradient().filter(([, slope]) => slope !== 0);
  return gradient.length > 0 ? gradient : skills.map(({ id }) => [id, 1 / skills.length]);
}

/** Answers on one skill in one interview share bias: n of them weigh n/(1 + (n−1)·ICC) (docs/model.md 2.1). */
export function gainOf(asked: number, single: number): number {
  const total = (n: number): number =>
    (n * single) / (1 + Math.max(0, n - 1) * DEFAULTS.icc.interview_structured);
  return total(asked + 1) - total(asked);
}
