/** Simulates scenarios of one person, in short steps. */
import type { ForcesAnswer, ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { MODEL_VERSION, type ModelConstants } from "@trajectory/engine/constants.ts";
import { simulate } from "@trajectory/engine/dynamics/scenarios.ts";
import type { ForcesInput } from "@trajectory/engine/forces/forces-input.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { withOwn } from "@trajectory/engine/own-constants.ts";
import { readAnswer } from "./json.ts";
import type { SimulateTask } from "./tasks.ts";

const UNITS = { eta: "1", probability: "1", weeks: "wk" };

interface Start {
  seq: number;
  version: string;
  inputsHash: string;
  constants: Readonly<ModelConstants>;
  input: ForcesInput;
}

export function* simulateSteps(task: SimulateTask): Generator<number, object, void> {
  const { input, constants, ...known } = startOf(task);
  yield 0;
  const { scenarios, paths, days, seed } = task;
  const steps = simulate({ input, scenarios, paths, days, seed }, constants);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...known, units: UNITS, ...step.value };
    yield step.value.done / step.value.total;
  }
}

function startOf({ source, answer, scenarios }: SimulateTask): Start {
  if (source === "forces") {
    const { seq, version, inputsHash, constants, input } = readAnswer(answer) as ForcesAnswer;
    return { seq, version, inputsHash, constants: withOwn(constants), input };
  }
  const { seq, model: json } = readAnswer(answer) as ModelAnswer;
  const model = LifeModel.fromJSON(json);
  const known = new Set(model.skills().map(({ id }) => id));
  // Of those it does not know the simulation itself says in which action they are named.
  const practised = practisedIn(scenarios).filter((id) => known.has(id));
  const { inputsHash } = model.snapshot();
  const input = model.simulationInput(practised);
  return { seq, version: MODEL_VERSION, inputsHash, constants: model.constants, input };
}

export function practisedIn(scenarios: SimulateTask["scenarios"]): string[] {
  return scenarios.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.type === "practise" ? [action.skillId] : [])),
  );
}
