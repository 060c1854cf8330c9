import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it, vi } from "vitest";
import { activate } from "./activation.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import { MemoryLog } from "./memory-log.ts";
import { rebuild } from "./replay.ts";
import { goal, liveAWhile, settled, succeeded, TestNode } from "./testing.ts";

describe("activation", () => {
  it("from a snapshot and the events after it equals replay from the start", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log, limits: { snapshotEvery: 12 } });
    await liveAWhile(node);
    const snapshot = await log.loadSnapshot("anna");
    const head = (await node.events("anna")).length;
    expect(snapshot?.seq).toBeGreaterThan(20);
    expect(snapshot?.seq).toBeLessThan(head);
    const { state, snapshotSeq } = await activate(log, "anna");
    expect(snapshotSeq).toBe(snapshot?.seq);
    const replayed = await rebuild(log, "anna");
    expect(state.seq).toBe(head);
    expect(state.stateHash()).toBe(replayed.stateHash());
    expect(state.model.snapshot()).toEqual(replayed.model.snapshot());
  });

  it("equals what was live, which every snapshot's hash shows", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    await liveAWhile(node);
    await node.runtime.evict("anna");
    const snapshot = await log.loadSnapshot("anna");
    const replayed = await rebuild(log, "anna");
    expect(snapshot).toMatchObject({ seq: replayed.seq, stateHash: replayed.stateHash() });
  });

  it.each([
    ["the machines", MACHINE_VERSION + 1],
    ["the model", MACHINE_VERSION],
  ])("ignores snapshots of another version of %s", async (_, machineVersion) => {
    const log = new MemoryLog();
    await liveAWhile(new TestNode({ log }));
    const old = { model: { model: "0.0.0" } };
    await log.saveSnapshot({ userId: "anna", seq: 30, machineVersion, stateHash: "", state: old });
    const { state, snapshotSeq, snapshotFault } = await activate(log, "anna");
    expect(snapshotSeq).toBe(0);
    expect(snapshotFault).toBeUndefined();
    expect(state.seq).toBeGreaterThan(30);
  });

  it.each([
    [
      "of another state than its hash names",
      (state: object) => ({ ...state, tickedDay: 1 }),
      "0000000000000000",
    ],
    ["that is damaged", (state: object) => ({ ...state, actors: { life: 1 } }), "0000000000000000"],
  ])("replays, and tells, when it finds a snapshot %s", async (_, spoil, stateHash) => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    await liveAWhile(node);
    await node.runtime.evict("anna");
    const snapshot = await log.loadSnapshot("anna");
    if (snapshot === undefined) throw new Error("no snapshot");
    await log.saveSnapshot({ ...snapshot, stateHash, state: spoil(snapshot.state as object) });
    const again = new TestNode({ log, clock: node.clock });
    expect(await again.eta("anna")).toBe(await node.eta("anna"));
    expect(again.problems).toMatchObject([{ kind: "replay_differs", userId: "anna" }]);
  });

  it("of somebody without events is an empty life", async () => {
    const node = new TestNode();
    const answer = await node.runtime.query("nobody", "life", "chart");
    expect(answer).toMatchObject({ ok: true, seq: 0, value: "empty" });
    expect(await node.eta("nobody")).toBeNull();
  });
});

describe("putting users to rest", () => {
  it("keeps the users in memory within the limit and loses no message", async () => {
    const node = new TestNode({ limits: { activeUsers: 8 } });
    const users = Array.from({ length: 60 }, (_, i) => `user-${i}`);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < users.length; i += 5) {
        const replies = users.slice(i, i + 5).map((userId) => node.do(userId, goal(`g${round}`)));
        for (const reply of await Promise.all(replies)) succeeded(reply);
      }
    }
    await settled();
    const { users: inMemory, passivations, activations } = node.runtime.stats();
    expect(inMemory).toBe(8);
    expect(activations).toBe(180);
    expect(passivations).toBe(172);
    for (const userId of users) {
      expect((await node.events(userId)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    }
  });

  it("takes the least recently used first", async () => {
    const node = new TestNode({ limits: { activeUsers: 3 } });
    for (const userId of ["anna", "bert", "carl"]) succeeded(await node.do(userId, goal("g1")));
    succeeded(await node.do("anna", goal("g2")));
    succeeded(await node.do("dora", goal("g1")));
    await node.runtime.evict("nobody");
    const users = ["anna", "bert", "carl", "dora"];
    const seen = await Promise.all(users.map((userId) => node.runtime.inspect(userId)));
    expect(seen.map(({ status }) => status)).toEqual(["active", "resting", "active", "active"]);
  });

  it("lets go of live actors first, which nobody notices", async () => {
    const [small, large] = [new TestNode({ limits: { awakeUsers: 1 } }), new TestNode()];
    const hashes: unknown[] = [];
    for (const node of [small, large]) {
      await Promise.all(["anna", "bert", "carl"].map((userId) => node.enterDemo(userId)));
      await liveAWhile(node, "dora");
      for (const userId of ["anna", "dora", "anna", "bert"]) succeeded(await node.do(userId, goal("g9")));
      const asked = ["anna", "bert", "carl", "dora"].map((userId) =>
        node.runtime.query(userId, "life", "hash"),
      );
      hashes.push(await Promise.all(asked));
      expect(node.runtime.stats()).toMatchObject({ users: 4, activations: 4, passivations: 0 });
    }
    expect(hashes[0]).toEqual(hashes[1]);
  });

  it("is called off by a message that comes meanwhile", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g1")));
    const release = node.log.holdCommits();
    let reply: Promise<CommandReply> | undefined;
    vi.spyOn(node.log, "saveSnapshot").mockImplementationOnce(async () => {
      reply = node.do("anna", goal("g2"));
      await settled();
    });
    await node.runtime.evict("anna");
    expect((await node.runtime.inspect("anna")).status).toBe("active");
    release();
    succeeded(await reply!);
    expect(node.runtime.stats().activations).toBe(1);
  });

  it("saves everybody on stop, after committing what was accepted", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    succeeded(await node.do("anna", goal("g1")));
    const reply = node.do("anna", goal("g2"));
    await node.runtime.stop();
    succeeded(await reply);
    expect(await log.loadSnapshot("anna")).toMatchObject({ seq: 2 });
    expect(node.runtime.stats().users).toBe(0);
  });

  it("refuses newcomers when nobody can leave", async () => {
    const node = new TestNode({ limits: { activeUsers: 2 } });
    const release = node.log.holdCommits();
    const users = Array.from({ length: 67 }, (_, i) => `user-${i}`);
    const replies = users.map((userId) => node.do(userId, goal("g1")));
    expect(await replies[66]).toMatchObject({ ok: false, error: { code: "busy" } });
    release();
    expect((await Promise.all(replies)).filter(({ ok }) => ok)).toHaveLength(66);
  });
});

describe("snapshots of people who are equally busy", () => {
  it("are spread over the events between two of them", async () => {
    const log = new MemoryLog();
    const save = vi.spyOn(log, "saveSnapshot");
    const node = new TestNode({ log, limits: { snapshotEvery: 16 } });
    const people = Array.from({ length: 64 }, (_, index) => `person-${index}`);
    const saved: number[] = [];
    for (let round = 1; round <= 32; round++) {
      for (const person of people) succeeded(await node.do(person, goal("g", round)));
      await settled();
      saved.push(save.mock.calls.length);
    }
    expect(saved.at(-1)).toBe(2 * people.length);
    const perRound = saved.map((count, index) => count - (saved[index - 1] ?? 0));
    expect(Math.max(...perRound)).toBeLessThan(people.length / 4);
  });
});
