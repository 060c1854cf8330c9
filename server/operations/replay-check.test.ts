import { ManualClock, settled } from "@trajectory/actors/runtime/testing.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { describe, expect, it } from "vitest";
import { type CheckedUser, EVERY_MS, FIRST_AFTER_MS, ReplayCheck } from "./replay-check.ts";
import type { ReplayedUser } from "./replay-user.ts";

/** A check whose replays say what the test wants; the real replay is tested in replay.integration.test.ts. */
function checkOf(replay: (userId: string) => Partial<ReplayedUser>) {
  const clock = new ManualClock();
  const told: CheckedUser[] = [];
  const samples: string[] = [];
  const check = new ReplayCheck({
    clock,
    sample: 2,
    store: {
      async sample(salt, count) {
        samples.push(salt);
        return ["ann", "bob", "eve"].slice(0, count);
      },
    },
    replay: async (userId) => ({ fromSeq: 0, seq: 7, comparisons: [], ...replay(userId) }) as ReplayedUser,
    onDifference: (user) => told.push(user),
  });
  return { check, clock, told, samples };
}

const equal = { with: "live", seq: 7, stateHash: "a", replayedHash: "a", equal: true } as const;
const differs = { ...equal, replayedHash: "b", equal: false } as const;

describe("ReplayCheck", () => {
  it("checks soon after the start and then once a day, other users each time", async () => {
    const { check, clock, samples } = checkOf(() => ({ comparisons: [equal] }));
    check.start();
    clock.advance(FIRST_AFTER_MS);
    await settled();
    clock.advance(2 * EVERY_MS);
    await settled();
    expect(check.reports.length).toBeGreaterThanOrEqual(2);
    expect(check.reports[0]).toMatchObject({ cause: "daily", equal: 2, differs: 0, failed: 0 });
    expect(new Set(samples).size).toBe(samples.length);
    await check.stop();
    clock.advance(2 * EVERY_MS);
    await settled();
    expect(check.reports).toHaveLength(samples.length);
  });

  it("tells of differences and failures, and forgets them when they are gone", async () => {
    let broken = true;
    const { check, told } = checkOf((userId) => {
      if (userId === "bob" && broken) throw new ProtocolError("internal", "Event 3 cannot be replayed.");
      return { comparisons: [equal, userId === "eve" && broken ? differs : equal] };
    });
    const report = await check.run(3);
    expect(report).toMatchObject({ cause: "asked", equal: 1, differs: 1, failed: 1 });
    expect(told.map(({ userId, result }) => [userId, result])).toEqual([
      ["bob", "failed"],
      ["eve", "differs"],
    ]);
    expect(check.faulty).toEqual(told);
    expect(told[0]?.error).toBe("internal: Event 3 cannot be replayed.");
    expect(told[1]?.differences).toEqual([differs]);
    broken = false;
    await check.run(3);
    expect(check.faulty).toEqual([]);
  });

  it("joins a check that is under way", async () => {
    const { check, samples } = checkOf(() => ({ comparisons: [equal] }));
    const [first, second] = await Promise.all([check.run(1), check.run(3)]);
    expect(second).toBe(first);
    expect(samples).toHaveLength(1);
  });
});
