import { movingAway, refused } from "@trajectory/actors/runtime/replies.ts";
import { settled, TestNode } from "@trajectory/actors/runtime/testing.ts";
import { describe, expect, it } from "vitest";
import { createActorClient } from "./gateway/actor-client.ts";
import { type NearActors, createSessionTeller } from "./session-teller.ts";

const USER = "anna";
const SESSION = "11111111-1111-4111-8111-111111111111";
const START = { sessionId: SESSION, device: "phone", startedAt: 0, streams: [] };

function windowAt(t0: number) {
  const features = { move: { value: 1, quality: 1, coverage: 1, artefactShare: -0, method: "enmo/1" } };
  const window = {
    kind: "motion",
    t0,
    t1: t0 + 10_000,
    overlap: 2,
    revision: 0,
    features,
    clockErrorMs: null,
  };
  return { sessionId: SESSION, window };
}

const nobody: NearActors = {
  serves: () => false,
  execute: () => Promise.reject(new Error("it does not serve the person")),
};

async function started(choose: (node: TestNode) => NearActors | undefined, isWatched = false) {
  const node = new TestNode();
  await node.runtime.start();
  const asked: string[] = [];
  const bus = createActorClient(node.bus, { timeoutMs: 1_000 });
  const tell = createSessionTeller({
    near: choose(node),
    far: {
      command: (userId, actor, name, id, payload) => {
        asked.push(id);
        return bus.command(userId, actor, name, id, payload);
      },
    },
    isWatched: () => isWatched,
    clock: node.clock,
    timeoutMs: 5_000,
  });
  return { node, tell, asked };
}

async function tellAll(tell: Awaited<ReturnType<typeof started>>["tell"]): Promise<void> {
  await tell(USER, "start_session", "session-start", START);
  for (const t0 of [0, 5_000, 5_000]) await tell(USER, "record_window", `window-${t0}`, windowAt(t0));
}

describe("what a session actor is told", () => {
  it("leaves the same log directly and over the bus, once by the same id", async () => {
    const direct = await started(({ runtime }) => runtime);
    const overBus = await started(() => undefined);
    await tellAll(direct.tell);
    await tellAll(overBus.tell);
    const events = await direct.node.events(USER);
    expect(events.map(({ type }) => type)).toEqual(["session_started", "window_recorded", "window_recorded"]);
    expect(events).toStrictEqual(await overBus.node.events(USER));
    // Beginnings and ends are few.
    expect(direct.asked).toEqual(["session-start"]);
    expect(overBus.asked).toHaveLength(4);
  });

  it("is refused alike", async () => {
    for (const choose of [({ runtime }: TestNode) => runtime, () => undefined]) {
      const { tell } = await started(choose);
      await expect(tell(USER, "record_window", "window-0000", windowAt(0))).rejects.toMatchObject({
        code: "command_refused",
      });
      await expect(
        tell(USER, "record_window", "window-0000", { ...windowAt(0), sessionId: "1" }),
      ).rejects.toMatchObject({
        code: "invalid_input",
        field: "sessionId",
      });
    }
  });

  it("goes over the bus where another node serves the person, or somebody watches", async () => {
    const elsewhere = await started(() => nobody);
    const watched = await started(({ runtime }) => runtime, true);
    for (const { node, tell, asked } of [elsewhere, watched]) {
      await tellAll(tell);
      expect(asked).toHaveLength(4);
      expect(await node.events(USER)).toHaveLength(3);
    }
  });

  it("follows a person who is given away meanwhile", async () => {
    const leaving: NearActors = { serves: () => true, execute: async () => refused(movingAway()) };
    const { node, tell, asked } = await started(() => leaving);
    await tellAll(tell);
    expect(asked).toHaveLength(4);
    expect(await node.events(USER)).toHaveLength(3);
  });

  it("is asked about again by the same id when no COMMIT comes in time", async () => {
    const { node, tell, asked } = await started(({ runtime }) => runtime);
    await tell(USER, "start_session", "session-start", START);
    const commit = node.log.holdCommits();
    const told = tell(USER, "record_window", "window-0", windowAt(0));
    await settled();
    node.clock.advance(5_000);
    await settled();
    node.clock.advance(200);
    await settled();
    commit();
    await told;
    expect(asked).toEqual(["session-start"]);
    expect(await node.events(USER)).toHaveLength(2);
  });
});

describe("a node that stops", () => {
  it("serves nobody any more", async () => {
    const { runtime } = new TestNode();
    expect(runtime.serves(USER)).toBe(false);
    await runtime.start();
    expect(runtime.serves(USER)).toBe(true);
    await runtime.stop();
    expect(runtime.serves(USER)).toBe(false);
  });
});
