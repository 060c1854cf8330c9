import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoPortfolio } from "@trajectory/engine/life/demo.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { COMPUTE_OPTIONS, ComputePool } from "./pool.ts";
import type { SimulateTask } from "./tasks.ts";

const model = LifeModel.create();
for (const event of demoPortfolio(Date.UTC(2026, 10, 23))) model.apply(event);

function simulation(change: Partial<SimulateTask> = {}): SimulateTask {
  const scenarios = [{ name: "as planned", actions: [] }];
  return { kind: "simulate", model: model.toJSON(), scenarios, paths: 64, days: 28, seed: 7, ...change };
}

let pool: ComputePool;

beforeEach(() => {
  pool = new ComputePool({ ...COMPUTE_OPTIONS, waiting: 1 });
});

afterEach(() => pool.close());

describe("ComputePool", () => {
  it("simulates in a thread, the same each time, and says how far it is", async () => {
    const shares: number[] = [];
    const task = simulation({ paths: 512, days: 91 });
    const first = await pool.run(task, { onProgress: (share) => shares.push(share) });
    expect(first.scenarios[0]?.eta).toHaveLength(13);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(await pool.run(task)).toEqual(first);
  });

  it("gives up when asked, and takes the next task", async () => {
    const abort = new AbortController();
    const long = pool.run(simulation({ paths: 10_000, days: 1_000 }), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(long).rejects.toMatchObject({ code: "cancelled" });
    expect((await pool.run(simulation())).paths).toBe(64);
  });

  it("names the field of what the model refuses", async () => {
    await expect(pool.run(simulation({ paths: 1_000_000 }))).rejects.toMatchObject({
      code: "model_refused",
      field: "paths",
      reason: "out_of_range",
    });
  });

  it("bounds what waits", async () => {
    const running = pool.run(simulation());
    const waiting = pool.run(simulation());
    await expect(pool.run(simulation())).rejects.toMatchObject({ code: "busy" });
    await Promise.all([running, waiting]);
  });
});
