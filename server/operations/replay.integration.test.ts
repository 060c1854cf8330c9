/** Replays of real logs and sessions in a real database, by the runtime that wrote them. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { goal, ManualClock, TestNode, succeeded } from "@trajectory/actors/runtime/testing.ts";
import { cutTrack, MOTION, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { rebuildWindows } from "@trajectory/ingest/windows/rebuild.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { ComputePool } from "../compute/pool.ts";
import { createActorClient } from "../gateway/actor-client.ts";
import type { Store } from "../store/store.ts";
import { openTestStore, TEST_DATABASES, type TestServer } from "../store/testing/postgres.ts";
import { createSessionReplay } from "./replay-session.ts";
import { createUserReplay } from "./replay-user.ts";
import { readTransitions } from "./transitions.ts";

const MINUTE = 60_000;

let server: TestServer;
let store: Store;
let compute: ComputePool;

beforeAll(async () => {
  server = await TEST_DATABASES[0]!.start();
  store = await openTestStore(await server.newDatabase());
  compute = new ComputePool();
});

afterAll(async () => {
  await compute.close();
  await store.close();
  await server.stop();
});

/** A person with the demo portfolio, an hour of windows and edits, on a node that saves snapshots often. */
async function livedNode() {
  const clock = new ManualClock();
  const bus = createMemoryBus();
  const node = new TestNode({ log: store.events, clock, bus, limits: { snapshotEvery: 20 } });
  await node.runtime.start();
  const userId = randomUUID();
  await node.enterDemo(userId);
  const sessionId = randomUUID();
  const startedAt = clock.now();
  await session("start_session", { sessionId, device: "test", startedAt, streams: [] });
  for (let i = 0; i < 60; i++) {
    clock.advance(MINUTE);
    await session("record_window", { sessionId, window: motionWindow(clock.now(), i) });
  }
  const endedAt = clock.now();
  await session("end_session", { sessionId, endedAt, ledger: [] });
  clock.advance(MINUTE);
  const payload = { projectId: "P1", progress: 0.5 };
  succeeded(await node.do(userId, { actor: "life", name: "report_progress", payload }));
  const replay = createUserReplay({
    store: store.operations,
    actors: createActorClient(bus, { timeoutMs: 5_000 }),
    compute,
  });
  return { node, clock, userId, sessionId, startedAt, replay };

  async function session(name: string, payload: unknown): Promise<void> {
    succeeded(await node.do(userId, { actor: "session", name, payload }));
  }
}

function motionWindow(t1: number, i: number) {
  const feature = (value: number) => ({ value, quality: 1, coverage: 1, artefactShare: 0, method: "test" });
  return {
    kind: "motion",
    t0: t1 - 10_000,
    t1,
    overlap: 2,
    revision: 0,
    features: { move: feature(0.4 + 0.3 * Math.sin(i)) },
    clockErrorMs: null,
  };
}

describe("the replay of a user", () => {
  it("ends where the live state is, and passes through the snapshots", async () => {
    const { node, userId, replay } = await livedNode();
    const replayed = await replay(userId);
    const live = await node.runtime.query(userId, "life", "state");
    expect(live.ok && "state" in live ? live.state : {}).toEqual(replayed.state);
    expect(replayed.comparisons.map(({ with: what }) => what)).toEqual(
      expect.arrayContaining(["live", "snapshot"]),
    );
    expect(replayed.comparisons.filter(({ equal }) => !equal)).toEqual([]);
    expect(replayed).toMatchObject({
      equal: true,
      fromSeq: 0,
      actors: { session: "ended", skills: "known" },
    });
    await node.runtime.stop();
  });

  it("is in the past what was live then", async () => {
    const { node, clock, userId, replay } = await livedNode();
    const then = await node.runtime.query(userId, "life", "hash");
    const at = clock.now();
    clock.advance(MINUTE);
    succeeded(await node.do(userId, goal("after", 1)));
    const past = await replay(userId, { at });
    expect(then).toMatchObject({ ok: true, seq: past.seq, stateHash: past.stateHash });
    expect((await replay(userId)).seq).toBe(past.seq + 1);
    expect(await replay(userId, { at: 0 })).toMatchObject({ seq: 0, equal: null });
    await node.runtime.stop();
  });

  it("begins a long log at a snapshot", async () => {
    const { node, userId, replay } = await livedNode();
    const replayed = await replay(userId, { most: 30 });
    expect(replayed.fromSeq).toBeGreaterThan(0);
    expect(replayed).toMatchObject({ equal: true, stateHash: (await replay(userId)).stateHash });
    await node.runtime.stop();
  });

  it("says when a stored state is not what the log says", async () => {
    const { node, userId, replay } = await livedNode();
    await node.runtime.evict(userId);
    const snapshot = (await store.events.loadSnapshot(userId))!;
    await store.events.saveSnapshot({ ...snapshot, stateHash: "0000000000000000" });
    const replayed = await replay(userId);
    expect(replayed.equal).toBe(false);
    expect(replayed.comparisons.find(({ equal }) => !equal)).toMatchObject({
      with: "snapshot",
      seq: snapshot.seq,
      stateHash: "0000000000000000",
      replayedHash: snapshot.stateHash,
    });
    await node.runtime.stop();
  });
});

describe("the transitions of an actor", () => {
  it("come from the log with time, command and window", async () => {
    const { node, userId, sessionId, startedAt } = await livedNode();
    const { value, transitions, sinceSeq } = await readTransitions(store.operations, userId, "session", 10);
    expect({ value, sinceSeq }).toEqual({ value: "ended", sinceSeq: 0 });
    expect(transitions.map(({ event, from, to }) => [event, from, to])).toEqual([
      ["session_started", "idle", "live.opening"],
      ["window_recorded", "live.opening", "live.measuring"],
      ["session_ended", "live.measuring", "ended"],
    ]);
    expect(transitions[1]).toMatchObject({
      at: startedAt + MINUTE,
      commandId: expect.stringMatching(/^command-/),
      window: { sessionId, kind: "motion", t0: startedAt + MINUTE - 10_000, t1: startedAt + MINUTE },
    });
    const newest = await readTransitions(store.operations, userId, "session", 1);
    expect(newest.transitions).toEqual(transitions.slice(-1));
    await node.runtime.stop();
  });

  it("name the event that they follow from", async () => {
    const { node, clock, userId } = await livedNode();
    const pace = ["P1", "P2", "P3"].map((projectId) => {
      return { projectId, w: 60, beta: 0, P: [1, 0, 0.01], asOf: clock.now() };
    });
    succeeded(await node.do(userId, { actor: "life", name: "update_life", payload: { pace } }));
    // It has to stay there for a while.
    clock.advance(8 * 86_400_000);
    await node.runtime.query(userId, "life", "hash");
    const { transitions } = await readTransitions(store.operations, userId, "life", 10);
    expect(transitions.map(({ from, to }) => `${from} ${to}`)).toEqual(["empty bound", "bound escaped"]);
    expect(transitions[0]).not.toHaveProperty("cause");
    expect(transitions[1]).toMatchObject({
      event: "escape_index_changed",
      cause: { seq: transitions[1]!.seq - 1, actor: "life", event: "day_ticked" },
    });
    await node.runtime.stop();
  });

  it("are none of somebody who has done nothing", async () => {
    expect(await readTransitions(store.operations, randomUUID(), "life", 5)).toEqual({
      value: "empty",
      seq: 0,
      sinceSeq: 0,
      transitions: [],
    });
  });
});

describe("the replay of a session", () => {
  it("finds the stored windows again, and says where they are others", async () => {
    const { userId, sessionId, windows } = await recordedSession();
    const replay = createSessionReplay(store.signals);
    const replayed = await replay(sessionId);
    expect(replayed).toMatchObject({ userId, ended: true, equal: true, differences: [] });
    const motion = replayed.windows.find(({ kind }) => kind === "motion");
    expect(motion).toMatchObject({ stored: motion?.computed, storedHash: motion?.computedHash });
    expect(motion?.stored).toBeGreaterThan(2);

    const spoilt = windows.find(({ kind, features }) => kind === 2 && features.length > 0)!;
    const [feature, ...others] = spoilt.features;
    const changed = [{ ...feature!, value: feature!.value + 1 }, ...others];
    await store.signals.appendWindows(userId, [{ ...spoilt, revision: 9, features: changed }]);
    expect(await replay(sessionId)).toMatchObject({
      equal: false,
      differences: [
        {
          kind: "motion",
          t0: spoilt.t0Us / 1_000,
          problem: "differs",
          features: [{ name: feature!.name, stored: feature!.value + 1, computed: feature!.value }],
        },
      ],
    });
    await expect(replay(randomUUID())).rejects.toMatchObject({ code: "not_found" });
    const { t1Us } = spoilt;
    expect(await createSessionReplay(store.signals, async () => t1Us)(sessionId)).toMatchObject({
      equal: true,
      letGoUntil: t1Us / 1_000,
      windows: [{ stored: 0, computed: 0 }, { stored: 0 }],
    });
  });
});

/** Half a minute of walking, stored with their windows as ingest stores them. */
async function recordedSession() {
  const userId = randomUUID();
  const sessionId = randomUUID();
  const startUs = Date.UTC(2026, 0, 1) * 1_000;
  const opening = { sessionId, userId, deviceModel: "test", appVersion: "1", streams: [MOTION] };
  await store.signals.openSession({ ...opening, openedUs: startUs });
  for (const block of cutTrack(walkTrack(30, startUs), [])) {
    await store.signals.appendBlock({ userId, sessionId, block, channels: 3, receivedUs: startUs });
  }
  const windows: Window[] = [];
  const rebuilt = await rebuildWindows({
    store: store.signals,
    sessionId,
    streams: [MOTION],
    fromUs: Number.NEGATIVE_INFINITY,
    onWindow: (window) => windows.push(window),
  });
  rebuilt.flush();
  await store.signals.appendWindows(userId, windows);
  await store.signals.endSession(sessionId, { counts: [] }, startUs + 30_000_000);
  return { userId, sessionId, windows };
}
