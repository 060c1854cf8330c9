/** One compute thread: takes orders one after the other, reports progress, gives up when asked. */
import { parentPort } from "node:worker_threads";
import { simulate } from "@trajectory/engine/dynamics/scenarios.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { toPublicError } from "../public-error.ts";
import type { Question } from "./models.ts";
import type { ModelTask, Order, Report, SimulateTask, Steps, Task } from "./tasks.ts";

parentPort?.on("message", (order: Order) => void carryOut(order));

async function carryOut({ id, task, cancel }: Order): Promise<void> {
  const flag = new Int32Array(cancel);
  try {
    const steps = await stepsOf(task);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        report({ id, done: step.value });
        return;
      }
      if (Atomics.load(flag, 0) === 1) {
        report({ id, cancelled: true });
        return;
      }
      report({ id, progress: step.value });
    }
  } catch (error) {
    report({ id, failed: toPublicError(error).toBody() });
  }
}

/** Modules are loaded where they are needed: loading the actors takes longer than most simulations. */
async function stepsOf(task: Task): Promise<Steps> {
  switch (task.kind) {
    case "simulate":
      return simulateSteps(task);
    case "replay":
      return (await import("./replay.ts")).replaySteps(task);
    case "model":
      return modelSteps(task, (await import("./models.ts")).answer);
  }
}

function report(message: Report): void {
  parentPort?.postMessage(message);
}

function* simulateSteps({ model, scenarios, paths, days, seed }: SimulateTask): Steps {
  const practised = scenarios.flatMap(({ actions }) =>
    actions.flatMap((action) => (action.type === "practise" ? [action.skillId] : [])),
  );
  const input = LifeModel.fromJSON(model).simulationInput(practised);
  const steps = simulate({ input, scenarios, paths, days, seed });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield step.value.done / step.value.total;
  }
}

/** The longest of them takes some 50 ms: one step. */
function* modelSteps(
  { question, now }: ModelTask,
  answer: (question: Question, now: number) => object,
): Steps {
  yield 0;
  return answer(question, now);
}
