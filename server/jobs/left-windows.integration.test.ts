import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionOpening } from "@trajectory/ingest/ports.ts";
import { beatTrack, cutTrack, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { SessionWindows } from "@trajectory/ingest/windows/session-windows.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { createSessionReplay } from "../operations/replay-session.ts";
import type { Store } from "../store/store.ts";
import { TEST_DATABASES, type TestServer, openTestStore, silentLog } from "../store/testing/postgres.ts";
import { LeftWindows, type LeftWindowsOptions } from "./left-windows.ts";

const START_US = 1_790_000_000_123_456;

let server: TestServer;
let store: Store;
const walk = walkTrack(180, START_US);
const beats = beatTrack(180, START_US, 500_000);

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

/** All blocks are stored; the node crashed before the windows of the last seconds were. */
async function crashedSession(lostS: number, silentS: number): Promise<SessionOpening> {
  const opening: SessionOpening = {
    sessionId: randomUUID(),
    userId: randomUUID(),
    deviceModel: "test",
    appVersion: "1",
    streams: [walk.stream, beats.stream],
    openedUs: Date.now() * 1000,
  };
  const { sessionId, userId, streams } = opening;
  const { signals } = store;
  await signals.openSession(opening);
  const said: Window[] = [];
  const live = new SessionWindows({
    sessionId,
    streams,
    onWindow: (window) => said.push({ ...window, clockErrorMs: 5 }),
    forScreen: () => false,
  });
  const blocks = [walk, beats].flatMap((track) => cutTrack(track, [])).sort((a, b) => a.t0Us - b.t0Us);
  const receivedUs = (Date.now() - silentS * 1000) * 1000;
  for (const block of blocks) if (block.t0Us < START_US + (180 - lostS) * 1e6) live.push(block);
  await Promise.all(
    blocks.map((block) => {
      const { length: channels } = (block.stream === walk.stream.id ? walk : beats).stream.channels;
      return signals.appendBlock({ userId, sessionId, block, channels, receivedUs });
    }),
  );
  await signals.appendWindows(userId, said);
  return opening;
}

async function runOnce(changes: Partial<LeftWindowsOptions> = {}): Promise<string[]> {
  const told: string[] = [];
  let due: (() => void) | undefined;
  const job = new LeftWindows({
    signals: store.signals,
    tellSession: async (_, command, id) => void told.push(`${command} ${id}`),
    findLeft: (silentMs) => store.signals.leftSessions(silentMs, []),
    holds: () => false,
    clock: { now: Date.now, setTimer: (_, callback) => ((due = callback), () => {}) },
    log: silentLog,
    ...changes,
  });
  job.start();
  due?.();
  await job.idle();
  await job.stop();
  return told;
}

async function windowsOf({ sessionId }: SessionOpening): Promise<Window[]> {
  return store.signals.readWindows(sessionId, 0);
}

describe("windows that a crash has cut off", () => {
  it("are said at the next start as far as they are over, bit by bit, with the clock error that was known", async () => {
    const session = await crashedSession(40, 10);
    const before = await windowsOf(session);
    const told = await runOnce();
    const after = await windowsOf(session);
    const lastUs = Math.max(walk.stampsUs.at(-1) ?? 0, beats.stampsUs.at(-1) ?? 0);
    expect(after.length).toBeGreaterThan(before.length + 10);
    expect(after.every(({ t1Us, clockErrorMs }) => t1Us <= lastUs && clockErrorMs === 5)).toBe(true);
    const replayed = await createSessionReplay(store.signals)(session.sessionId);
    expect(replayed).toMatchObject({ equal: true, differences: [] });
    // What may have been stored and not told is told again: under its id that counts once.
    expect(new Set(told).size).toBe(told.length);
    expect(told.every((one) => one.startsWith("record_window"))).toBe(true);
    const motion = after.filter(({ kind, t1Us }) => kind === 2 && t1Us > lastUs - 40e6);
    for (const { t0Us, revision } of motion) {
      expect(told).toContain(`record_window ${session.sessionId}-m${t0Us.toString(36)}-${revision}`);
    }
  });

  it("are all said when the session has been silent for long: as if it had been left in peace", async () => {
    const session = await crashedSession(40, 600);
    await runOnce();
    await store.signals.endSession(session.sessionId, { counts: [] }, START_US);
    // Of a session that has ended every window is compared.
    const replayed = await createSessionReplay(store.signals)(session.sessionId);
    expect(replayed).toMatchObject({ ended: true, equal: true });
    expect(replayed.windows.every(({ stored, computed }) => stored === computed)).toBe(true);
  });

  it("are left to whoever has the session, to one that goes on elsewhere, and are looked for once", async () => {
    const silent = await crashedSession(40, 600);
    const before = await windowsOf(silent);
    await runOnce({ holds: (sessionId) => sessionId === silent.sessionId });
    expect(await windowsOf(silent)).toEqual(before);
    const live = await crashedSession(40, 0);
    const liveBefore = await windowsOf(live);
    await runOnce();
    expect(await windowsOf(live)).toEqual(liveBefore);
    const found = await store.signals.leftSessions(90_000, []);
    expect(found.map(({ sessionId }) => sessionId)).not.toContain(silent.sessionId);
  });

  it("wait for the next turn when the actor cannot be reached", async () => {
    const session = await crashedSession(40, 600);
    const before = await windowsOf(session);
    await runOnce({ tellSession: () => Promise.reject(new Error("The bus is away.")) });
    expect(await windowsOf(session)).toEqual(before);
    await runOnce();
    expect((await windowsOf(session)).length).toBeGreaterThan(before.length);
  });
});
