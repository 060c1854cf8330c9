/** One compute thread: takes orders one after the other, reports progress, gives up when asked. */
import { parentPort } from "node:worker_threads";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { toPublicError } from "../public-error.ts";
import { writeJson } from "./json.ts";
import { computeInBackground } from "./priority.ts";
import type { NextPage, Order, Page, Report, Steps, Task } from "./tasks.ts";

const GIVEN_UP = new Error("Nobody waits for the answer any more.");
let takePage: (events: EventRecord[]) => void = () => {};

computeInBackground();
parentPort?.on("message", (message: Order | Page) => {
  if (message.kind === "page") takePage(message.events);
  else void carryOut(message);
});

async function carryOut({ id, task, cancel }: Order): Promise<void> {
  const flag = new Int32Array(cancel);
  const isCancelled = (): boolean => Atomics.load(flag, 0) === 1;
  const nextPage: NextPage = async (afterSeq) => {
    const page = Promise.withResolvers<EventRecord[]>();
    takePage = page.resolve;
    report({ id, wantsPage: { afterSeq } });
    const events = await page.promise;
    if (isCancelled()) throw GIVEN_UP;
    return events;
  };
  try {
    const steps = await stepsOf(task, nextPage);
    while (!isCancelled()) {
      const step = await steps.next();
      if (step.done === true) {
        const done = writeJson(step.value);
        report({ id, done }, [done.buffer]);
        return;
      }
      report({ id, progress: step.value });
    }
    report({ id, cancelled: true });
  } catch (error) {
    if (error === GIVEN_UP) {
      report({ id, cancelled: true });
      return;
    }
    const failed = toPublicError(error);
    const { stack } = failed.cause instanceof Error ? failed.cause : failed;
    const isOurs = failed.code === "internal" && stack !== undefined;
    report({ id, failed: failed.toBody(), ...(isOurs ? { stack } : {}) });
  }
}

/** Modules are loaded where they are needed: loading the actors takes longer than most simulations. */
async function stepsOf(task: Task, nextPage: NextPage): Promise<Steps> {
  switch (task.kind) {
    case "simulate":
      return (await import("./simulate.ts")).simulateSteps(task);
    case "belief":
      return (await import("./read-belief.ts")).beliefSteps(task);
    case "replay":
      return (await import("./replay.ts")).replaySteps(task, nextPage);
    case "changes":
      return (await import("./changes.ts")).changesSteps(task, nextPage);
    case "rebuild":
      return (await import("./rebuild.ts")).rebuildSteps(task, nextPage);
    case "model":
      return (await import("./answer-question.ts")).answerQuestion(task);
    case "plan":
      return (await import("./plan.ts")).planSteps(task);
    case "insights":
      return (await import("./insights.ts")).insightSteps(task);
  }
}

function report(message: Report, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
