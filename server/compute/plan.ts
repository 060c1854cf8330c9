/** Makes a person's plan, in short steps. */
import type { ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { gatherFacts } from "@trajectory/engine/insights/facts.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { type MadePlan, makePlan } from "@trajectory/engine/plans/make-plan.ts";
import { openQuestion } from "@trajectory/engine/plans/open-question.ts";
import { reasonsFor } from "@trajectory/engine/plans/reasons.ts";
import { readAnswer } from "./json.ts";
import type { PlanTask } from "./tasks.ts";

/** Futures for each step of the plan, and for each candidate that is tried. */
const PATHS = 512;
const TRIAL_PATHS = 96;

export type PlanAnswer = ReturnType<typeof answerOf>;

export function* planSteps({ answer, mostHours, seed }: PlanTask): Generator<number, PlanAnswer, void> {
  const { seq, model: json } = readAnswer(answer) as ModelAnswer;
  yield 0;
  const model = LifeModel.fromJSON(json);
  const request = { input: model.simulationInput(), mostHours, seed, paths: PATHS, trialPaths: TRIAL_PATHS };
  const making = makePlan(request, json.constants);
  for (;;) {
    const step = making.next();
    if (step.done === true) return answerOf(seq, model, step.value);
    yield step.value;
  }
}

function answerOf(seq: number, model: LifeModel, made: MadePlan) {
  const facts = gatherFacts({ model, before: null, days: 0, features: [] });
  const { t, inputsHash, eta, etaInf } = facts.state;
  return {
    seq,
    version: MODEL_VERSION,
    inputsHash,
    stateTime: t,
    eta,
    etaInf,
    ...made,
    steps: made.steps.map((step) => ({ ...step, why: reasonsFor(step, facts) })),
    question: openQuestion(model) ?? null,
  };
}
