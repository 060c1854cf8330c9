/** Finds what stands out in a person's numbers, in short steps. */
import type { ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { gatherFacts } from "@trajectory/engine/insights/facts.ts";
import { findInsights, type Insight } from "@trajectory/engine/insights/find-insights.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { readAnswer, readJson } from "./json.ts";
import type { InsightsTask } from "./tasks.ts";

export interface Found {
  seq: number;
  version: string;
  inputsHash: string;
  stateTime: number;
  eta: number | null;
  insights: Insight[];
}

export function* insightSteps({
  answer,
  before,
  days,
  features,
}: InsightsTask): Generator<number, Found, void> {
  const { seq, model: json } = readAnswer(answer) as ModelAnswer;
  yield 0;
  const model = LifeModel.fromJSON(json);
  yield 0.5;
  const past = before === undefined ? null : (readJson(before) as { state: PhysicsSnapshot }).state;
  const facts = gatherFacts({ model, before: past, days, features });
  const { t, inputsHash, eta } = facts.state;
  return {
    seq,
    version: MODEL_VERSION,
    inputsHash,
    stateTime: t,
    eta: eta.value,
    insights: findInsights(facts),
  };
}
