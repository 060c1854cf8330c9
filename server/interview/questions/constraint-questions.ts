/** Questions on constraints: those that are there, by how unsure their load is, and kinds nobody has spoken of yet. */
import { topicKey } from "@trajectory/actors/interview/conversation.ts";
import type { Constraint } from "@trajectory/protocols/events/entities.ts";
import type { Candidate, Situation } from "./plan.ts";

/** How often people have a constraint of the kind that they have not entered [assumed]. */
const PREVALENCE: Readonly<Record<Constraint["kind"], number>> = {
  time: 0.5,
  financial: 0.4,
  care: 0.35,
  health: 0.3,
  social: 0.2,
  location: 0.15,
  legal: 0.1,
  other: 0.1,
};
/** Load of a constraint nobody has entered: mean and sd, h/wk [assumed]. */
const LOAD_MEAN = 4;
const LOAD_SD = 3;
/** What an answer leaves of the variance of a load [assumed]. */
const LEFT = 0.4;

export function constraintQuestions({
  conversation: { asked = {} },
  model,
  constraints,
}: Situation): Candidate[] {
  const { eta, escapeVelocity, gravity } = model.snapshot();
  const perHour = eta.value === null ? 1 : eta.value / escapeVelocity.value;
  const variance = eta.value === null ? totalVariance() : Math.max(1e-6, (eta.sd ?? 0) ** 2);
  const loads = new Map(gravity.parts.map(({ id, sd }) => [id, (sd ?? 0) ** 2]));
  const known = constraints.map(({ id }): Candidate => candidate(id, loads.get(id) ?? 0));
  const unknown = Object.keys(PREVALENCE)
    .filter((kind) => !constraints.some((one) => one.kind === kind))
    .map((kind): Candidate => candidate(kind, unseenVariance(PREVALENCE[kind as Constraint["kind"]])));
  return [...known, ...unknown];

  function candidate(id: string, loadVariance: number): Candidate {
    const about = { topic: "constraint" as const, id };
    const worth = ((1 - LEFT) * perHour ** 2 * loadVariance) / variance;
    return { about, worth: Math.min(1, worth / (1 + (asked[topicKey(about)] ?? 0)) ** 4) };
  }
}

/** Variance of a load that is there with probability p. */
function unseenVariance(p: number): number {
  return p * (LOAD_MEAN ** 2 + LOAD_SD ** 2) - (p * LOAD_MEAN) ** 2;
}

function totalVariance(): number {
  return Object.values(PREVALENCE).reduce((sum, p) => sum + unseenVariance(p), 0);
}
