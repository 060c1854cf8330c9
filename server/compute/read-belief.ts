/** The posterior of a skill as answers show it. */
import type { ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { hashJson } from "@trajectory/engine/life/state-hash.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { readAnswer } from "./json.ts";
import type { BeliefTask } from "./tasks.ts";

/** Contributions listed one by one; the smaller ones are summed. */
const MAX_CONTRIBUTIONS = 50;

export function* beliefSteps({ answer, skillId }: BeliefTask): Generator<number, object, void> {
  const { seq, model: json } = readAnswer(answer) as ModelAnswer;
  yield 0;
  const model = LifeModel.fromJSON(json);
  yield 0.5;
  if (!model.skills().some(({ id }) => id === skillId)) {
    throw new ProtocolError("not_found", `There is no skill "${skillId}".`, { field: "id" });
  }
  const { m, P, halfLifeDays } = model.belief.filter(skillId);
  const level = levelOf(model, skillId);
  const parts = contributionsTo(model, skillId);
  const learnt = [parts.others, ...parts.contributions].reduce((sum, { value }) => sum + value, 0);
  return {
    seq,
    skillId,
    version: MODEL_VERSION,
    inputsHash: beliefHash(model),
    ...level,
    nextAnswer: nextAnswerOf(model, skillId),
    /** With the contributions it makes theta. */
    prior: { value: level.theta.value - learnt, unit: "logit" },
    ...parts,
    /** Without what other skills tell of it. */
    alone: { deviation: { value: m, sd: Math.sqrt(P), unit: "logit" } },
    halfLife: { value: halfLifeDays, unit: "day" },
  };
}

/** Expected success of the next answer at working level; the parts sum to its logit. */
function nextAnswerOf(model: LifeModel, skillId: string) {
  const { success, parts } = model.belief.nextAnswer(skillId, 0);
  return { value: success, unit: "1", parts: parts.map((part) => ({ ...part, unit: "logit" })) };
}

/** Of the skills, edges and evidence: all that a belief is computed from. */
export function beliefHash(model: LifeModel): string {
  return hashJson(model.toJSON().belief);
}

export function levelOf(model: LifeModel, skillId: string) {
  const { theta, sd, band } = model.belief.readout(skillId, 0);
  return {
    theta: { value: theta, sd, unit: "logit" },
    level: { value: band.middle, band: [band.low, band.high], unit: "level 0 to 4" },
  };
}

/** What each piece of evidence adds to theta, largest first; with `others` they sum to theta minus the prior mean. */
export function contributionsTo(model: LifeModel, skillId: string) {
  const all = Array.from(model.belief.contributions(skillId), ([evidenceId, value]) => {
    return { evidenceId, value, unit: "logit" };
  });
  all.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const rest = all.slice(MAX_CONTRIBUTIONS);
  return {
    contributions: all.slice(0, MAX_CONTRIBUTIONS),
    others: {
      count: rest.length,
      value: rest.reduce((sum, { value }) => sum + value, 0),
      unit: "logit",
    },
  };
}
