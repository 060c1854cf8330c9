import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ForcesAnswer } from "@trajectory/actors/runtime/queries.ts";
import { TestNode } from "@trajectory/actors/runtime/testing.ts";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { exampleSkills } from "./example-life.ts";
import { writeJson } from "./json.ts";
import { ComputePool, type ComputeOptions, type RunOptions } from "./pool.ts";
import type { JsonBytes, ModelTask, ReplayTask, SimulateTask, Task } from "./tasks.ts";

const node = new TestNode();
await node.enterDemo("ann");
const forces = (await node.runtime.query("ann", "life", "forces")) as ForcesAnswer;
const OWNER: RunOptions = { owner: "ann" };
/** Far longer than any test. */
const ENDLESS = { paths: 10_000, days: 1_000 };
const REPLAY: ReplayTask = { kind: "replay", userId: "ann", times: [node.clock.now()], shape: "state" };
const UPDATE: ModelTask = { kind: "model", ask: "update", body: writeJson(exampleSkills()), now: 0 };

function simulation(change: Partial<SimulateTask> = {}): SimulateTask {
  return {
    kind: "simulate",
    source: "forces",
    answer: writeJson(forces),
    scenarios: [{ name: "as planned", actions: [] }],
    paths: 64,
    days: 28,
    seed: 7,
    ...change,
  };
}

function read(bytes: JsonBytes): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

const pools: ComputePool[] = [];

function newPool(options: Partial<ComputeOptions> = {}): ComputePool {
  const pool = new ComputePool(options);
  pools.push(pool);
  return pool;
}

/** Starts a task that goes on until the abort. */
async function started(pool: ComputePool, task: Task, owner = "ann") {
  const abort = new AbortController();
  const running = Promise.withResolvers<void>();
  const ended = pool.run(task, { owner, signal: abort.signal, onProgress: () => running.resolve() });
  const outcome = ended.then(
    () => "done",
    (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
  );
  await running.promise;
  return { abort, outcome };
}

let pool: ComputePool;

beforeEach(() => {
  pool = newPool();
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((each) => each.close()));
});

describe("ComputePool", () => {
  it("simulates in a thread, the same each time, and says how far it is", async () => {
    const shares: number[] = [];
    const task = simulation({ paths: 512, days: 91 });
    const first = read(
      await pool.run(task, { ...OWNER, onProgress: (share) => shares.push(share) }),
    ) as SimulationResult;
    expect(first.scenarios[0]?.eta).toHaveLength(13);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(read(await pool.run(task, OWNER))).toEqual(first);
    expect(first).toMatchObject({ seq: forces.seq, inputsHash: forces.inputsHash, units: { eta: "1" } });
  });

  it("gives up when asked, and takes the next task", async () => {
    const { abort, outcome } = await started(pool, simulation(ENDLESS));
    abort.abort();
    expect(await outcome).toBe("cancelled");
    expect(read(await pool.run(simulation(), OWNER))).toMatchObject({ paths: 64 });
  });

  it("names the field of what the model refuses", async () => {
    await expect(pool.run(simulation({ paths: 1_000_000 }), OWNER)).rejects.toMatchObject({
      code: "model_refused",
      field: "paths",
      reason: "out_of_range",
    });
    const scenarios = [{ name: "", actions: [{ type: "practise", skillId: "none", hours: 1 }] }];
    await expect(
      pool.run(simulation({ scenarios: scenarios as SimulateTask["scenarios"] }), OWNER),
    ).rejects.toMatchObject({ field: "scenarios.0.actions.0.skillId", reason: "unknown_skill" });
  });

  it("says what the actors refused", async () => {
    const answer = writeJson({
      ok: false,
      error: { code: "busy", message: "Later.", hint: "", retryAfterMs: 9 },
    });
    await expect(pool.run(simulation({ answer }), OWNER)).rejects.toMatchObject({
      code: "busy",
      retryAfterMs: 9,
    });
  });

  it("keeps the stack of what it cannot explain", async () => {
    const answer = writeJson({ ok: true, seq: 1, input: 7 });
    const fault = await pool.run(simulation({ answer }), OWNER).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: "internal",
      cause: { stack: expect.stringContaining("simulate.ts") },
    });
  });

  it("bounds what waits, and what one person may ask for at once", async () => {
    const small = newPool({ threads: 1, waiting: 1 });
    const { abort } = await started(small, simulation(ENDLESS));
    const waiting = small.run(UPDATE, { owner: "bob" });
    await expect(small.run(UPDATE, { owner: "eve" })).rejects.toMatchObject({
      code: "busy",
      retryAfterMs: 1_000,
    });
    abort.abort();
    await waiting;

    const fair = newPool({ perOwner: 1 });
    const first = await started(fair, simulation(ENDLESS));
    await expect(fair.run(UPDATE, OWNER)).rejects.toMatchObject({ code: "busy" });
    await fair.run(UPDATE, { owner: "bob" });
    first.abort.abort();
    expect(await first.outcome).toBe("cancelled");
    await fair.run(UPDATE, OWNER);
  });

  it("answers short questions while long ones run", async () => {
    const { abort, outcome } = await started(pool, simulation(ENDLESS));
    const second = pool.run(simulation(), { owner: "bob" });
    await pool.run(UPDATE, { owner: "eve" });
    abort.abort();
    expect(await outcome).toBe("cancelled");
    await second;
  });

  it("takes what waits out of the queue", async () => {
    const { abort } = await started(pool, simulation(ENDLESS));
    const impatient = new AbortController();
    const waiting = pool.run(simulation(), { owner: "bob", signal: impatient.signal });
    impatient.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    abort.abort();
  });

  it("ends everything when it is closed", async () => {
    const { outcome } = await started(pool, simulation(ENDLESS));
    const waiting = pool.run(simulation(), { owner: "bob" });
    const refused = expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await pool.close();
    expect(await outcome).toBe("cancelled");
    await refused;
    await expect(pool.run(UPDATE, OWNER)).rejects.toMatchObject({ code: "busy" });
  });
});

describe("a replay", () => {
  /** The log in pages of ten. */
  async function pages() {
    const log = await node.events("ann");
    const asked: number[] = [];
    return {
      asked,
      nextPage: async (): Promise<EventRecord[]> => {
        const from = asked.length * 10;
        asked.push(from);
        return log.slice(from, from + 10);
      },
    };
  }

  it("asks for the log page by page and ends where the live state is", async () => {
    const { asked, nextPage } = await pages();
    const state = read(await pool.run(REPLAY, { ...OWNER, nextPage }));
    const live = await node.runtime.query("ann", "life", "state");
    expect(state).toMatchObject({
      seq: forces.seq,
      state: live.ok && "state" in live ? live.state : {},
    });
    expect(asked.length).toBeGreaterThan(2);
  });

  it("asks for no more than it needs", async () => {
    const { asked, nextPage } = await pages();
    const times = [node.clock.now() - 2, node.clock.now() - 1];
    const task: ReplayTask = { ...REPLAY, times, shape: "history" };
    const history = read(await pool.run(task, { ...OWNER, nextPage })) as {
      points: { t: number; seq: number }[];
    };
    expect(history.points.map(({ t, seq }) => [t, seq])).toEqual(times.map((t) => [t, 0]));
    expect(asked).toEqual([0]);
  });

  it("fails as the log fails, and can be cancelled while it waits for it", async () => {
    const failure = new ProtocolError("store_unavailable", "The database does not answer.");
    await expect(pool.run(REPLAY, { ...OWNER, nextPage: () => Promise.reject(failure) })).rejects.toBe(
      failure,
    );

    const abort = new AbortController();
    const { promise: page, resolve } = Promise.withResolvers<EventRecord[]>();
    const asked = Promise.withResolvers<void>();
    const nextPage = (): Promise<EventRecord[]> => {
      asked.resolve();
      return page;
    };
    const running = pool.run(REPLAY, { ...OWNER, signal: abort.signal, nextPage });
    await asked.promise;
    abort.abort();
    resolve(await node.events("ann"));
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
  });
});
