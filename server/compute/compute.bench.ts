/**
 * What the compute threads cost the event loop. Clients in threads of their own ask for futures, pasts and models over
 * HTTP while the loop that serves them is watched. Run with `npm run bench -- compute`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { startTestGateway, type TestGateway } from "../gateway/testing/test-gateway.ts";
import type { Answered, Ask, AskerData } from "./bench/asker.ts";
import { type LoopDelay, watchLoop } from "./bench/loop-watch.ts";
import { manySkills, personOfSkills, personOfWindows } from "./bench/people.ts";
import { exampleLife } from "./example-life.ts";
import type { SimulateTask } from "./tasks.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const AIM_MS = 20;
const HOP_MS = 5_000;
/** What the scenario of the bench `physics` aims at. */
const SIMULATE_AIM_MS = 60;
const IDLE = "idle process in the same seconds";
const SPINNERS = "beside two spinning threads";
const PLAN = { name: "As planned", actions: [] };

export async function run({ quick }: { quick: boolean }): Promise<{ results: Result[]; notes: string[] }> {
  await using gateway = await startTestGateway();
  await gateway.app.listen({ host: "127.0.0.1", port: 0 });
  const seconds = quick ? 8 : 40;
  const events = quick ? 20_000 : 100_000;
  const url = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}`;

  const alone = await timesAlone(gateway, url, quick ? 30 : 200);
  const cancel = await cancelTimes(gateway, quick ? 10 : 40);
  const spun = await watchedWhile(seconds, () => spin(seconds));
  const lanes = await lanesOf(gateway, events);
  const asked = await ask(url, lanes, seconds);
  const failed = asked.answers.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed[0]!.name} answered ${failed[0]!.status}`);
  return {
    results: [
      delay("loop_delay_max_ms", asked.loop.maxMs),
      delay("loop_delay_p99_ms", asked.loop.p99Ms),
      ...(Number.isNaN(asked.loop.heldMaxMs) ? [] : [delay("loop_held_max_ms", asked.loop.heldMaxMs)]),
      { metric: "loop_delay_idle_max_ms", value: asked.idle.maxMs, unit: "ms" },
      { metric: "loop_delay_idle_p99_ms", value: asked.idle.p99Ms, unit: "ms" },
      against("loop_delay_max_of_idle", asked.loop.maxMs, asked.idle.maxMs, IDLE),
      against("loop_delay_p99_of_idle", asked.loop.p99Ms, asked.idle.p99Ms, IDLE),
      against("loop_delay_max_of_spinners", asked.loop.maxMs, spun.maxMs, SPINNERS),
      against("loop_delay_p99_of_spinners", asked.loop.p99Ms, spun.p99Ms, SPINNERS),
      {
        metric: "simulate_256x91_ms",
        value: median(alone),
        unit: "ms",
        ratio: median(alone) / SIMULATE_AIM_MS,
        of: `aim ${SIMULATE_AIM_MS} ms`,
      },
      { metric: "cancel_ms", value: median(cancel), unit: "ms" },
      ...Object.keys(Object.groupBy(asked.answers, ({ name }) => name)).map((name) => {
        const times = asked.answers.filter((answer) => answer.name === name).map(({ ms }) => ms);
        return { metric: `${name}_ms`, value: median(times), unit: "ms" };
      }),
    ],
    notes: [
      `${asked.answers.length} answers in ${seconds} s to ${lanes.length} clients at once; the history rebuilds ${events} events`,
      "delay is wall clock; held is the same less what the loop's thread waited for a core, which others had (Linux tells)",
      "idle: a process that only watches its own loop at the same time, so what the machine costs any loop",
      "spinners: the same loop beside two threads that only spin, at the priority of the loop",
    ],
  };
}

interface Lane {
  cookie: string;
  asks: Ask[];
}

async function lanesOf(gateway: TestGateway, events: number): Promise<Lane[]> {
  const ann = await gateway.newDemoPerson();
  const eve = await personOfSkills(gateway, 500);
  const bob = await personOfWindows(gateway, events);
  const post = (name: string, path: string, body: object): Ask => {
    return { name, method: "POST", path, body: JSON.stringify(body) };
  };
  const span = `from=${gateway.now}&to=${gateway.now + events * HOP_MS}&step=${(events * HOP_MS) / 100}`;
  const practice = [{ name: "Practice", actions: [{ type: "practise", skillId: "s1", hours: 2 }] }];
  return [
    {
      cookie: ann.cookie,
      asks: [
        post("simulate_10000x365", "/api/physics/simulate", { scenarios: [PLAN], paths: 10_000, days: 365 }),
      ],
    },
    {
      cookie: bob.cookie,
      asks: [{ name: "history", method: "GET", path: `/api/state/${bob.id}/history?${span}` }],
    },
    {
      cookie: eve.cookie,
      asks: [
        post("propagate_2000", "/api/models/skill-graph/propagate", manySkills(2_000, gateway.now)),
        post("predict", "/api/models/life-state/predict", exampleLife()),
        { name: "belief_500", method: "GET", path: "/api/skills/s5/belief" },
        post("practise_500", "/api/physics/simulate", { scenarios: practice }),
      ],
    },
  ];
}

/** Asks in all lanes at once, watched for so long once each lane has been through all of its questions. */
async function ask(
  url: string,
  lanes: readonly Lane[],
  seconds: number,
): Promise<{ loop: LoopDelay; idle: LoopDelay; answers: Answered[] }> {
  const answers: Answered[] = [];
  const workers = lanes.map(({ cookie, asks }) => {
    const workerData: AskerData = { url, cookie, asks };
    const worker = new Worker(new URL("bench/asker.ts", import.meta.url), { workerData });
    worker.on("message", (answered: Answered) => answers.push(answered));
    return worker;
  });
  await Promise.all(workers.map((worker, lane) => answeredBy(worker, lanes[lane]!.asks.length)));
  const idle = fork(new URL("bench/idle-loop.ts", import.meta.url));
  await once(idle, "message");
  const loop = await watchedWhile(seconds, () => wait(seconds * 1_000));
  idle.send("stop");
  const [delayed] = (await once(idle, "message")) as [LoopDelay];
  for (const worker of workers) worker.postMessage("stop");
  await Promise.all(workers.map((worker) => once(worker, "exit")));
  return { loop, idle: delayed, answers };
}

function answeredBy(worker: Worker, times: number): Promise<void> {
  return new Promise((resolve) => {
    let left = times;
    worker.on("message", () => {
      if (--left === 0) resolve();
    });
  });
}

async function watchedWhile(seconds: number, work: () => Promise<unknown>): Promise<LoopDelay> {
  const stop = watchLoop();
  await Promise.all([work(), wait(seconds * 1_000)]);
  return stop();
}

async function spin(seconds: number): Promise<void> {
  const workerData = { ms: seconds * 1_000 };
  const spinners = [1, 2].map(() => new Worker(new URL("bench/spinner.ts", import.meta.url), { workerData }));
  await Promise.all(spinners.map((spinner) => once(spinner, "exit")));
}

/** Of the usual simulation over HTTP, with nothing else to do. */
async function timesAlone(gateway: TestGateway, url: string, times: number): Promise<number[]> {
  const { cookie } = await gateway.newDemoPerson();
  const body = JSON.stringify({ scenarios: [PLAN], paths: 256, days: 91 });
  const headers = { cookie, "content-type": "application/json" };
  const measured: number[] = [];
  for (let i = 0; i < times + 5; i++) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/api/physics/simulate`, { method: "POST", headers, body });
    await response.arrayBuffer();
    if (i >= 5) measured.push(performance.now() - startedAt);
  }
  return measured;
}

/** From the abort until the thread is free for the next task. */
async function cancelTimes(gateway: TestGateway, times: number): Promise<number[]> {
  const { id } = await gateway.newDemoPerson();
  const answer = await gateway.actors.queryBytes(id, "life", "forces");
  const task: SimulateTask = {
    kind: "simulate",
    source: "forces",
    answer,
    scenarios: [PLAN],
    paths: 10_000,
    days: 1_095,
    seed: 1,
  };
  const measured: number[] = [];
  for (let i = 0; i < times; i++) {
    const abort = new AbortController();
    const running = Promise.withResolvers<void>();
    const ended = gateway.compute
      .run(task, { owner: id, signal: abort.signal, onProgress: () => running.resolve() })
      .catch(() => performance.now());
    await running.promise;
    const abortedAt = performance.now();
    abort.abort();
    measured.push(Number(await ended) - abortedAt);
  }
  return measured;
}

function delay(metric: string, value: number): Result {
  return { metric, value, unit: "ms", ratio: value / AIM_MS, of: `aim ${AIM_MS} ms` };
}

function against(metric: string, ours: number, theirs: number, of: string): Result {
  return { metric, value: ours / theirs, unit: "×", ratio: ours / theirs, of };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
