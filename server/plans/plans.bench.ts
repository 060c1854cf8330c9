/**
 * How long a plan takes over HTTP, and what it costs the event loop meanwhile: for the demo portfolio, and for somebody
 * with 20 skills, 10 projects, 10 goals and 5 constraints. Run with `npm run bench -- plans`.
 */
import { performance } from "node:perf_hooks";
import { watchLoop } from "../compute/bench/loop-watch.ts";
import type { Person } from "../gateway/testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../gateway/testing/test-gateway.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
}

const WEEK = 7 * 86_400_000;

export async function run({ quick }: { quick: boolean }): Promise<{ results: Result[]; notes: string[] }> {
  await using gateway = await startTestGateway();
  // Together fewer than a person may ask for in a minute.
  const repeats = quick ? 5 : 9;
  const demo = await gateway.newDemoPerson();
  const busy = await busyPerson(gateway);
  // The first one starts the thread and loads its modules.
  const first = await timed(demo);
  const stop = watchLoop();
  const demoTimes = await times(demo, repeats);
  const busyTimes = await times(busy, repeats);
  const { p99Ms, maxMs, heldMaxMs } = stop();
  return {
    results: [
      { metric: "plan_first_ms", value: first, unit: "ms" },
      { metric: "plan_demo_ms", value: median(demoTimes), unit: "ms" },
      { metric: "plan_busy_ms", value: median(busyTimes), unit: "ms" },
      { metric: "plan_busy_max_ms", value: Math.max(...busyTimes), unit: "ms" },
      { metric: "loop_delay_p99_ms", value: p99Ms, unit: "ms" },
      { metric: "loop_delay_max_ms", value: maxMs, unit: "ms" },
      ...(Number.isNaN(heldMaxMs) ? [] : [{ metric: "loop_held_max_ms", value: heldMaxMs, unit: "ms" }]),
    ],
    notes: [`${repeats} plans of each person; no HTTP socket, the requests are injected`],
  };
}

async function times(person: Person, repeats: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < repeats; i++) all.push(await timed(person));
  return all;
}

async function timed(person: Person): Promise<number> {
  const startedAt = performance.now();
  await person.must("POST", "/api/plans/generate", {});
  return performance.now() - startedAt;
}

async function busyPerson(gateway: TestGateway): Promise<Person> {
  const person = await gateway.newPerson();
  const skill = (i: number) => ({ id: `s${i}`, name: `Skill ${i}`, domain: `d${i % 4}` });
  for (let i = 0; i < 20; i++) {
    const payload = { skill: skill(i) };
    await gateway.actors.command(person.id, "skills", "set_skill", `bench-skill-${i}`, payload);
  }
  for (let i = 0; i < 10; i++) {
    await person.must("POST", "/api/goals", { id: `g${i}`, name: `Goal ${i}`, importance: 1 + (i % 3) });
  }
  for (let i = 0; i < 10; i++) {
    const requires = [0, 1].map((k) => ({ skillId: `s${2 * i + k}`, b: 0.5 * k, importance: 0.5 }));
    await person.must("POST", "/api/projects", {
      id: `p${i}`,
      name: `Project ${i}`,
      goals: { [`g${i}`]: 0.8, [`g${(i + 1) % 10}`]: 0.2 },
      requires,
      size: 40 + 10 * i,
      progress: 0.1,
      hours: 3,
      deadline: NOW + (4 + 2 * i) * WEEK,
    });
  }
  for (let i = 0; i < 5; i++) {
    const constraint = {
      id: `c${i}`,
      name: `Constraint ${i}`,
      kind: "other",
      severity: 0.5,
      flexibility: 0.4,
    };
    await person.must("POST", "/api/constraints", constraint);
  }
  await person.must("POST", `/api/state/${person.id}/update`, { capacity: 50 });
  return person;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
