import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { eventSubject, type ActorName } from "@trajectory/protocols/subjects.ts";
import { silentLog, systemClock } from "../../store/testing/postgres.ts";
import { ask, startTestMemory, type TestMemory } from "../testing/test-memory.ts";
import { MemoryFollower } from "./follower.ts";
import { remember } from "./remember.ts";

let world: TestMemory;
beforeAll(async () => {
  world = await startTestMemory();
});
afterAll(() => world[Symbol.asyncDispose]());

function event(userId: string, seq: number, actor: ActorName, type: string, payload: object): EventRecord {
  return {
    userId,
    seq,
    actor,
    type,
    at: 1_795_392_000_000 + seq,
    commandId: randomUUID(),
    machineVersion: 1,
    payload,
  };
}

async function append(userId: string, ...events: EventRecord[]): Promise<void> {
  const expectedSeq = (events[0]?.seq ?? 1) - 1;
  expect(await world.store.events.append({ userId, expectedSeq, events })).toEqual({ kind: "appended" });
}

function answer(userId: string, seq: number, text = `Answer ${seq} is about boats.`): EventRecord {
  return event(userId, seq, "interview", "answer_given", { interviewId: "i1", text });
}

async function textsOf(userId: string): Promise<string[]> {
  const numbers = await world.store.memory.findWords(userId, "boats answer", {}, 1_000);
  const items = await world.store.memory.byNumber(userId, numbers);
  return [...items.values()].map(({ text }) => text).toSorted();
}

function follower(): MemoryFollower {
  const { store, bus } = world;
  return new MemoryFollower({
    events: store.followedLog,
    bus,
    clock: systemClock,
    log: silentLog,
    onStored: () => {},
  });
}

describe("following the log", () => {
  it("finds what was said before it started, and takes what is told of at once", async () => {
    const userId = await world.newUser();
    await append(
      userId,
      event(userId, 1, "interview", "question_asked", { interviewId: "i1", question: "Where do you sail?" }),
      answer(userId, 2),
    );
    const one = follower();
    one.start();
    await one.idle();
    expect(await textsOf(userId)).toEqual(["Answer 2 is about boats."]);
    await append(userId, answer(userId, 3));
    world.bus.publish(eventSubject(userId, "interview", "answer_given"), new Uint8Array());
    await expect.poll(() => textsOf(userId)).toHaveLength(2);
    await one.stop();
    // The question is asked long before, in another page.
    const numbers = await world.store.memory.findWords(userId, "sail", {}, 10);
    expect(numbers).toHaveLength(2);
  });

  it("stores everything once, with several nodes at it and people who write meanwhile", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => world.newUser()));
    const nodes = Array.from({ length: 4 }, follower);
    for (const node of nodes) node.start();
    const count = 40;
    await Promise.all(
      people.map(async (userId) => {
        for (let seq = 1; seq <= count; seq++) {
          await append(userId, answer(userId, seq));
          world.bus.publish(eventSubject(userId, "interview", "answer_given"), new Uint8Array());
        }
      }),
    );
    for (const node of nodes) await node.idle();
    const late = follower();
    late.start();
    await late.idle();
    for (const node of [...nodes, late]) await node.stop();
    for (const userId of people) {
      const expected = Array.from({ length: count }, (_, i) => `Answer ${i + 1} is about boats.`).toSorted();
      expect(await textsOf(userId)).toEqual(expected);
    }
    expect(await world.store.followedLog.behind(10)).toEqual([]);
  });

  it("begins again where it was when it fails in the middle", async () => {
    const userId = await world.newUser();
    await append(userId, answer(userId, 1), answer(userId, 2), answer(userId, 3));
    const { followedLog } = world.store;
    expect(await followedLog.follow(userId, 2, remember)).toBe(true);
    const broken = followedLog.follow(userId, 2, () => Promise.reject(new Error("killed")));
    await expect(broken).rejects.toThrow("killed");
    expect(await textsOf(userId)).toHaveLength(2);
    expect(await followedLog.follow(userId, 2, remember)).toBe(true);
    expect(await followedLog.follow(userId, 2, remember)).toBe(false);
    expect(await textsOf(userId)).toHaveLength(3);
  });

  it("forgets retracted evidence, and does not bring back what a person has forgotten", async () => {
    const userId = await world.newUser();
    const evidence = (seq: number, id: string) =>
      event(userId, seq, "skills", "evidence_added", {
        evidence: {
          id,
          skillId: "sailing",
          t: 1,
          kind: "artifact",
          sourceId: "s",
          strength: 1,
          reliability: 1,
          practice: false,
          value: { level: 3 },
          quote: `An answer about boats, ${id}.`,
        },
      });
    const { followedLog, memory } = world.store;
    await append(userId, evidence(1, "e1"), evidence(2, "e2"), answer(userId, 3));
    await followedLog.follow(userId, 10, remember);
    expect(await textsOf(userId)).toHaveLength(3);
    await append(userId, event(userId, 4, "skills", "evidence_retracted", { evidenceId: "e1" }));
    await followedLog.follow(userId, 10, remember);
    expect(await textsOf(userId)).toEqual(["An answer about boats, e2.", "Answer 3 is about boats."]);
    await memory.remove(userId, "interview:i1:3:1");
    await memory.removeAll(userId);
    const one = follower();
    one.start();
    await one.idle();
    await one.stop();
    expect(await textsOf(userId)).toEqual([]);
  });

  it("feeds the search by meaning", async () => {
    const userId = await world.newUser();
    await append(
      userId,
      answer(userId, 1, "I taught myself to program computers."),
      answer(userId, 2, "I bake bread."),
    );
    await using open = world.open();
    await open.follower.idle();
    await open.keeper.idle();
    const { hits } = await open.memory.search(userId, ask("software development", { mode: "vector" }));
    expect(hits[0]?.item).toMatchObject({ kind: "interview", text: "I taught myself to program computers." });
  });
});
