/** Questions on projects: progress, hours and size, worth what the answer removes of the variance of η. */
import { topicKey } from "@trajectory/actors/interview/conversation.ts";
import type { Candidate, Situation } from "./plan.ts";

/** Relative sd of hours that were planned, and of those that were measured [assumed]. */
const HOURS_CV = { planned: 0.25, measured: 0.05 } as const;
/** What one report leaves of the variance of a pace [assumed]. */
const LEFT_BY_REPORT = 0.5;
/** What a second look at the size leaves of its error [assumed]. */
const LEFT_BY_SIZE = 0.6;

export function projectQuestions({ conversation: { asked = {} }, model, projects }: Situation): Candidate[] {
  const open: Candidate = { about: { topic: "open" }, worth: 0.25 / (1 + (asked["open"] ?? 0)) ** 2 };
  const { eta, escapeVelocity, required, optimism } = model.snapshot();
  if (projects.length === 0 || eta.value === null) return [open];
  const variance = Math.max(1e-6, (eta.sd ?? 0) ** 2);
  const pace = new Map(Object.entries(model.toJSON().pace));
  const questions = projects.flatMap((project): Candidate[] => {
    const { id, effortBasis, progress } = project;
    if (progress >= 1) return [];
    const part = eta.parts.find((one) => one.id === id)?.value ?? 0;
    const { w = 0, P = [0, 0, 0] } = pace.get(id) ?? {};
    const perPace = w === 0 ? 1 / escapeVelocity.value : part / w;
    const needed = required.parts.find((one) => one.id === id)?.value ?? 0;
    const perNeed = (eta.value ?? 0) / escapeVelocity.value;
    const removed = {
      progress: (1 - LEFT_BY_REPORT) * perPace ** 2 * (P[0] ?? 0),
      hours: (part * HOURS_CV[effortBasis]) ** 2,
      size: (1 - LEFT_BY_SIZE) * (perNeed * needed) ** 2 * Math.expm1((optimism.sd ?? 0) ** 2),
    };
    return (["progress", "hours", "size"] as const).map((topic) => {
      const about = { topic, id };
      const times = asked[topicKey(about)] ?? 0;
      return { about, worth: Math.min(1, removed[topic] / variance / (1 + times) ** 4) };
    });
  });
  return [...questions, { ...open, worth: open.worth / 10 }];
}
