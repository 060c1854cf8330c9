import { describe, expect, it } from "vitest";
import type { EventLog } from "../ports.ts";
import { CLUSTER, simulate } from "./cluster.ts";
import { Random } from "./random.ts";

/** A log that takes whatever comes: what a store would be that trusts the owner of a lease. */
function withoutFence(log: EventLog): EventLog {
  return {
    append: async (request) => {
      const { length } = await log.read(request.userId, 0, 1_000_000);
      return await log.append({ ...request, expectedSeq: length });
    },
    read: (userId, afterSeq, limit) => log.read(userId, afterSeq, limit),
    findCommand: (userId, commandId) => log.findCommand(userId, commandId),
    loadSnapshot: (userId) => log.loadSnapshot(userId),
    saveSnapshot: (snapshot) => log.saveSnapshot(snapshot),
    isPaused: (userId) => log.isPaused(userId),
    setPaused: (userId, paused) => log.setPaused(userId, paused),
    pendingReminders: () => log.pendingReminders(),
  };
}

/** A log that forgets pauses: what a pause would be in the memory of a node. */
function withoutPauses(log: EventLog): EventLog {
  return {
    append: (request) => log.append(request),
    read: (userId, afterSeq, limit) => log.read(userId, afterSeq, limit),
    findCommand: (userId, commandId) => log.findCommand(userId, commandId),
    loadSnapshot: (userId) => log.loadSnapshot(userId),
    saveSnapshot: (snapshot) => log.saveSnapshot(snapshot),
    isPaused: () => Promise.resolve(false),
    setPaused: (userId, paused) => log.setPaused(userId, paused),
    pendingReminders: () => log.pendingReminders(),
  };
}

describe("a simulated cluster in trouble", () => {
  it("keeps its promises", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { complaints, story, acknowledged } = await simulate(seed);
      expect(complaints, `seed ${seed}\n${story.join("\n")}`).toEqual([]);
      expect(acknowledged).toBeGreaterThan(0);
    }
  });

  it("runs the same way again from the same seed", async () => {
    const options = { ...CLUSTER, log: withoutFence };
    const failing = await firstComplaint(options);
    expect(failing.story.length).toBeGreaterThan(100);
    expect(await simulate(failing.seed, options)).toEqual(failing);
  });

  it("loses and doubles facts when the log has no fence", async () => {
    const failing = await firstComplaint({ ...CLUSTER, log: withoutFence });
    expect(failing.complaints.join("\n")).toMatch(/twice in the log|was acknowledged|belongs/);
    expect(failing.story.join("\n")).toContain("nemesis");
  });

  it("lets commands of paused people in when a pause is not kept", async () => {
    const failing = await firstComplaint({ ...CLUSTER, log: withoutPauses });
    expect(failing.complaints.join("\n")).toContain("was accepted while paused");
  });
});

async function firstComplaint(options: typeof CLUSTER) {
  for (let seed = 1; seed <= 50; seed++) {
    const outcome = await simulate(seed, options);
    if (outcome.complaints.length > 0) return outcome;
  }
  throw new Error("Nothing went wrong in 50 seeds.");
}

describe("the random numbers of a simulation", () => {
  it("are those of the seed, spread evenly, and differ between seeds", () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 4_000 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const numbers = draw(1);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
    expect(new Set(numbers.map((number) => Math.floor(number * 64))).size).toBe(64);
  });
});
