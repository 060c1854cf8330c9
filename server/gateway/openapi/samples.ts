/** Answers of the worked example: what the documentation shows, and what it takes the form of answers from. */
import type { ForcesAnswer, ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { answerQuestion } from "../../compute/answer-question.ts";
import { EXAMPLE_NOW } from "../../compute/example-life.ts";
import { writeJson } from "../../compute/json.ts";
import { HEADLINE } from "../../compute/headline.ts";
import { beliefSteps } from "../../compute/read-belief.ts";
import { simulateSteps } from "../../compute/simulate.ts";
import { type Ask, QUESTIONS } from "../../compute/questions.ts";
import { BREAKDOWN } from "../routes/breakdown.ts";

/** Answers of different lives: the first is shown, all of them together tell which fields there may be. */
export type Samples = () => readonly object[];

declare module "fastify" {
  interface FastifyContextConfig {
    samples?: Samples;
  }
}

const SEQ = demoPortfolio(EXAMPLE_NOW).length;

function demoModel(): LifeModel {
  const model = LifeModel.create();
  for (const event of demoPortfolio(EXAMPLE_NOW)) model.apply(event);
  return model;
}

/** The worked example; without goals; with a deadline that has passed; and nobody yet. */
function snapshots(): PhysicsSnapshot[] {
  const demo = demoModel();
  const shown = demo.snapshot();
  const late = demoModel();
  for (const weeks of [5, 6]) late.apply({ type: "day_ticked", t: EXAMPLE_NOW + weeks * 7 * 86_400_000 });
  late.apply({ type: "goal_removed", t: late.t, goalId: "g1" });
  for (const goalId of ["g1", "g2", "g3"])
    demo.apply({ type: "goal_set", t: demo.t, goal: { id: goalId, importance: 0 } });
  return [shown, late.snapshot(), demo.snapshot(), LifeModel.create().snapshot()];
}

export function sampleStates(): object[] {
  return snapshots().map((state) => ({ seq: SEQ, state }));
}

export function samplePhysics(): object[] {
  return snapshots().map((physics) => ({ seq: SEQ, physics }));
}

export function sampleBreakdowns(): object[] {
  return snapshots().map((state) => ({
    seq: SEQ,
    ...Object.fromEntries(BREAKDOWN.map((key) => [key, state[key]])),
  }));
}

export function sampleHistories(): object[] {
  return snapshots().map((state) => ({
    version: state.version,
    points: [
      {
        t: EXAMPLE_NOW,
        seq: SEQ,
        stateTime: state.t,
        ...Object.fromEntries(HEADLINE.map((key) => [key, state[key]])),
      },
    ],
  }));
}

export function sampleBelief(): object[] {
  const answer: ModelAnswer = { ok: true, seq: SEQ, model: demoModel().toJSON() };
  return [last(beliefSteps({ kind: "belief", answer: writeJson(answer), skillId: "ts" }))];
}

export function sampleSimulation(): object[] {
  const model = demoModel();
  const { version, inputsHash } = model.snapshot();
  const answer: ForcesAnswer = {
    ok: true,
    seq: SEQ,
    version,
    inputsHash,
    constants: {},
    input: model.simulationInput(),
  };
  const project = model.projects()[0]!;
  const { deadline: _, ...endless } = project;
  const asPlanned = { name: "As planned", actions: [] };
  const more = { name: "More", actions: [{ type: "change_effort", projectId: "P1", hours: 4 } as const] };
  const added = {
    name: "New",
    actions: [{ type: "add_project", project: { ...endless, id: "P4" } } as const],
  };
  const simulated = (scenarios: Parameters<typeof simulateSteps>[0]["scenarios"], days: number) =>
    last(
      simulateSteps({
        kind: "simulate",
        source: "forces",
        answer: writeJson(answer),
        scenarios,
        paths: 32,
        days,
        seed: 11,
      }),
    );
  return [simulated([asPlanned, more], 14), simulated([added, asPlanned], 7), simulated([asPlanned], 182)];
}

export function sampleAnswer(ask: Ask): object {
  const { examples } = QUESTIONS[ask] as { examples?: object[] };
  return last(answerQuestion({ kind: "model", ask, body: writeJson(examples?.[0] ?? {}), now: EXAMPLE_NOW }));
}

function last(steps: Generator<number, object, void>): object {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
