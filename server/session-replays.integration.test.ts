import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { contentOf } from "@trajectory/ingest/testing/play-windows.ts";
import { cutTrack, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { SessionWindows } from "@trajectory/ingest/windows/session-windows.ts";
import { WINDOW_KIND_NUMBER, type Window } from "@trajectory/protocols/messages.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { ReplayedSessionAnswer } from "./gateway/routes/operation-schemas.ts";
import { createSessionReplay } from "./operations/replay-session.ts";
import { SessionReplays } from "./session-replays.ts";
import type { Store } from "./store/store.ts";
import { TEST_DATABASES, type TestServer, openTestStore } from "./store/testing/postgres.ts";

const START_US = 1_790_000_000_123_456;

let server: TestServer;
let store: Store;
let url: string;
const sessionId = randomUUID();
/** What somebody who watched was shown. */
const shown: Window[] = [];

beforeAll(async () => {
  server = await TEST_DATABASES[0]!.start();
  url = await server.newDatabase();
  store = await openTestStore(url);
  const { signals } = store;
  const userId = randomUUID();
  const walk = walkTrack(300, START_US);
  const streams = [walk.stream];
  await signals.openSession({
    sessionId,
    userId,
    deviceModel: "test",
    appVersion: "1",
    streams,
    openedUs: START_US,
  });
  const said: Window[] = [];
  const live = new SessionWindows({
    sessionId,
    streams,
    onWindow: (window) => said.push(window),
    forScreen: () => false,
  });
  for (const block of cutTrack(walk, [])) {
    await signals.appendBlock({ userId, sessionId, block, channels: 3, receivedUs: START_US });
    live.push(block);
  }
  live.flush();
  const watched = new SessionWindows({ sessionId, streams, onWindow: (window) => shown.push(window) });
  for (const block of cutTrack(walk, [])) watched.push(block);
  watched.flush();
  await signals.appendWindows(userId, said);
  await signals.endSession(sessionId, { counts: [] }, START_US);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

it("replays a session in a thread as it would here, and passes on what is wrong", async () => {
  const replays = new SessionReplays(url);
  const { tookMs: _, ...replayed } = await replays.replay(sessionId);
  const { tookMs: __, ...here } = await createSessionReplay(store.signals)(sessionId);
  expect(replayed).toEqual(here);
  expect(replayed).toMatchObject({ equal: true, notStored: ["screen"] });
  expect(() => parse(ReplayedSessionAnswer, { ...replayed, tookMs: 1 })).not.toThrow();
  expect(replayed.windows.find(({ kind }) => kind === "motion")?.computed).toBeGreaterThan(50);
  await expect(replays.replay(randomUUID())).rejects.toMatchObject({ code: "not_found" });
  await replays.stop();
});

it("computes the windows of the screen, which are not stored, as a watcher was shown them", async () => {
  const replays = new SessionReplays(url);
  const span = { fromUs: START_US + 100_000_000, toUs: START_US + 200_000_000 };
  const expected = contentOf(
    shown.filter(
      ({ kind, t0Us }) => kind === WINDOW_KIND_NUMBER.screen && t0Us >= span.fromUs && t0Us < span.toUs,
    ),
  );
  expect(expected).toHaveLength(100);
  expect((await store.signals.readWindows(sessionId, 0)).some(({ kind }) => kind === 1)).toBe(false);
  const computed = await replays.screenWindows(sessionId, { ...span, limit: 2_000 });
  expect(contentOf(computed)).toEqual(expected);
  const few = await replays.screenWindows(sessionId, { ...span, limit: 7 });
  expect(contentOf(few)).toEqual(expected.slice(0, 7));
  await expect(replays.screenWindows(randomUUID(), { ...span, limit: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
  await replays.stop();
});

it("takes two at a time, and ends them when it is stopped", async () => {
  const replays = new SessionReplays(url);
  const running = [replays.replay(sessionId), replays.replay(sessionId)].map((one) =>
    one.then(
      () => "done",
      (error: unknown) => (error as { code: string }).code,
    ),
  );
  await expect(replays.replay(sessionId)).rejects.toMatchObject({ code: "busy" });
  await replays.stop();
  expect(await Promise.all(running)).toEqual(["cancelled", "cancelled"]);
});
