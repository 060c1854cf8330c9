import { describe, expect, it } from "vitest";
import { CLUSTER, type ClusterOptions, simulate } from "./cluster.ts";

/** No servers, but a minute of one core. More seeds by hand: node tests/faults/simulate.ts --help */
async function expectAllWell(from: number, to: number, options: ClusterOptions): Promise<void> {
  for (let seed = from; seed <= to; seed++) {
    const { complaints, story } = await simulate(seed, options);
    expect(complaints, `seed ${seed}\n${story.join("\n")}`).toEqual([]);
  }
}

describe("a thousand simulated clusters in trouble", () => {
  it("keep their promises", { timeout: 300_000 }, () => expectAllWell(1_000, 1_699, CLUSTER));

  it("keep what was written also when clocks are set", { timeout: 300_000 }, () =>
    expectAllWell(2_000, 2_299, { ...CLUSTER, clockJumps: true }),
  );
});
