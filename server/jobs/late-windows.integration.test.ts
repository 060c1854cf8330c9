import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionOpening } from "@trajectory/ingest/ports.ts";
import { GESTURE, cutTrack, gestureTrack, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { SessionWindows } from "@trajectory/ingest/windows/session-windows.ts";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { createSessionReplay } from "../operations/replay-session.ts";
import type { Store } from "../store/store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "../store/testing/postgres.ts";
import { createLateWindows } from "./late-windows.ts";

const START_US = 1_790_000_000_123_456;
const SECONDS = 600;

let server: TestServer;
let store: Store;
const walk = walkTrack(SECONDS, START_US, 10);
const gestures = gestureTrack(SECONDS, START_US);

beforeAll(async () => {
  const [database] = TEST_DATABASES;
  if (database === undefined) throw new Error("There is no database to test on.");
  server = await database.start();
  store = await openTestStore(await server.newDatabase());
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** All blocks but one have their windows; that one came late, and the node crashed before its repair. */
async function crashedSession(late: Block): Promise<SessionOpening> {
  const opening: SessionOpening = {
    sessionId: randomUUID(),
    userId: randomUUID(),
    deviceModel: "test",
    appVersion: "1",
    streams: [walk.stream, gestures.stream],
    openedUs: START_US,
  };
  const { sessionId, userId, streams } = opening;
  const { signals } = store;
  await signals.openSession(opening);
  const said: Window[] = [];
  const live = new SessionWindows({
    sessionId,
    streams,
    onWindow: (window) => said.push({ ...window, clockErrorMs: 5 }),
  });
  const blocks = [...cutTrack(walk, []), ...cutTrack(gestures, [])].sort((a, b) => a.t0Us - b.t0Us);
  await Promise.all(
    blocks.map((block) => {
      const { length: channels } =
        block.stream === GESTURE.id ? gestures.stream.channels : walk.stream.channels;
      return signals.appendBlock({ userId, sessionId, block, channels, receivedUs: START_US });
    }),
  );
  for (const block of blocks) {
    if (block.stream !== late.stream || block.firstSeq !== late.firstSeq) live.push(block);
  }
  await signals.appendWindows(userId, said);
  return opening;
}

describe("windows of late samples", () => {
  it("that a crash has cut off are repaired, and told under their ids", async () => {
    const late = cutTrack(walk, [])[60];
    if (late === undefined) throw new Error("The walk is too short.");
    const { sessionId, userId } = await crashedSession(late);
    const replay = createSessionReplay(store.signals);
    expect(await replay(sessionId)).toMatchObject({ equal: false });

    const told: string[] = [];
    const repair = createLateWindows({
      signals: store.signals,
      tellSession: async (of, command, id) => void told.push(`${of} ${command} ${id}`),
    });
    const newest = [walk, gestures].map(({ stream, stampsUs }) => ({
      stream: stream.id,
      lastUs: stampsUs.at(-1) ?? 0,
    }));
    const span = { sessionId, fromUs: late.t0Us, toUs: START_US + SECONDS * 1_000_000, newest };
    const repaired = await repair(span);
    expect(repaired).toBeGreaterThan(0);
    expect(await replay(sessionId)).toMatchObject({ equal: true });
    // Two motion windows reach over the block.
    expect(told).toHaveLength(2);
    const stored = await store.signals.readWindows(sessionId, 0);
    for (const said of told) {
      const window = stored.find(
        ({ kind, t0Us, revision }) => kind === 2 && said.endsWith(`-m${t0Us.toString(36)}-${revision}`),
      );
      expect(said).toBe(
        `${userId} record_window ${sessionId}-m${window?.t0Us.toString(36)}-${window?.revision}`,
      );
      expect(window).toMatchObject({ kind: 2, clockErrorMs: 5 });
    }
    expect(await repair(span)).toBe(0);
  });

  it("are left to a session that computes them again itself, and told to nobody once it has ended", async () => {
    const late = cutTrack(walk, [])[60];
    if (late === undefined) throw new Error("The walk is too short.");
    const { sessionId } = await crashedSession(late);
    const repair = createLateWindows({
      signals: store.signals,
      tellSession: () => Promise.reject(new Error("Nobody is to be told.")),
    });
    const lastUs = walk.stampsUs.at(-1) ?? 0;
    const newest = [walk, gestures].map(({ stream }) => ({ stream: stream.id, lastUs }));
    expect(await repair({ sessionId, fromUs: lastUs - 90_000_000, toUs: lastUs, newest })).toBe(0);
    await store.signals.endSession(sessionId, { counts: [] }, lastUs);
    expect(await repair({ sessionId, fromUs: late.t0Us, toUs: lastUs, newest })).toBeGreaterThan(0);
    expect(await repair({ sessionId, fromUs: late.t0Us, toUs: lastUs, newest })).toBe(0);
    expect(await repair({ sessionId: randomUUID(), fromUs: 0, toUs: 1, newest })).toBe(0);
  });
});
