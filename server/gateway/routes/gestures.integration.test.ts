import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HAND, type HandMove, handTrack } from "@trajectory/ingest/testing/hand.ts";
import { MOTION, cutTrack } from "@trajectory/ingest/testing/signals.ts";
import type { Stream } from "@trajectory/protocols/messages.ts";
import { GestureBook } from "../../jobs/gesture-book.ts";
import { silentLog } from "../../store/testing/postgres.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

let gateway: TestGateway;
let ann: Person;
let bob: Person;
let session: string;

const MOVES: readonly HandMove[] = ["circle", "swipe", "circle", "swipe", "twist"];

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
  bob = await gateway.newPerson();
  session = await openSession(ann, HAND);
  const gestures = MOVES.map((move, i) => ({ move, atS: 2 + 4 * i, seconds: 1 + 0.1 * i }));
  for (const block of cutTrack(handTrack(24, NOW * 1_000, gestures), [])) {
    await gateway.store.signals.appendBlock({
      userId: ann.id,
      sessionId: session,
      block,
      channels: 6,
      receivedUs: NOW * 1_000,
    });
  }
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function openSession(person: Person, stream: Stream): Promise<string> {
  const sessionId = randomUUID();
  await gateway.store.signals.openSession({
    sessionId,
    userId: person.id,
    deviceModel: "test",
    appVersion: "1",
    streams: [stream],
    openedUs: NOW * 1_000,
  });
  return sessionId;
}

/** The gesture at a place of the session, with some rest around it. */
function part(place: number, gesture: string) {
  const from = NOW + 1_700 + 4_000 * place;
  return { gesture, sessionId: session, from, to: from + 2_000 };
}

interface Shown {
  gesture: string;
  example: { exampleId: string; sessionId: string; from: number; to: number };
  alike: { gesture: string; confidence: number; isSure: boolean } | null;
}
interface Gestures {
  ready: boolean;
  gestures: { gesture: string; examples: { exampleId: string }[] }[];
}

it("learns gestures from parts of a session, says what each is most like, and lets them be taken back", async () => {
  const path = `/api/gestures/${ann.id}`;
  expect(await ann.must<Gestures>("GET", path)).toEqual({
    ready: false,
    gestures: [],
    recognised: [],
  });
  const first = await ann.must<Shown>("POST", path, part(0, "round"));
  expect(first).toMatchObject({ gesture: "round", example: { sessionId: session }, alike: null });
  await ann.must("POST", path, part(1, "next song"));
  expect(await ann.must<Gestures>("GET", path)).toMatchObject({ ready: false });
  await ann.must("POST", path, part(2, "round"));
  const fourth = await ann.must<Shown>("POST", path, part(3, "next song"));
  expect(fourth.alike).toMatchObject({ gesture: "next song", isSure: true });
  expect((await ann.must<Shown>("POST", path, part(4, "lock"))).alike).toMatchObject({ isSure: false });
  const { ready, gestures } = await ann.must<Gestures>("GET", path);
  expect(ready).toBe(true);
  expect(gestures.map(({ gesture, examples }) => [gesture, examples.length])).toEqual([
    ["round", 2],
    ["next song", 2],
    ["lock", 1],
  ]);
  const [lock] = gestures.at(-1)?.examples ?? [];
  await ann.must("DELETE", `${path}/${lock?.exampleId}`);
  expect(await ann.refusal("DELETE", `${path}/${lock?.exampleId}`)).toMatchObject({ code: "not_found" });
  expect((await ann.must<Gestures>("GET", path)).gestures).toHaveLength(2);
});

it("gives a gesture another name, which the sessions hear of", async () => {
  const path = `/api/gestures/${ann.id}`;
  const before = (await gateway.store.gestures.versions()).get(ann.id);
  expect(await ann.must("PUT", path, { gesture: "round", name: "circle" })).toEqual({ gesture: "circle" });
  expect((await gateway.store.gestures.versions()).get(ann.id)).not.toBe(before);
  const { gestures } = await ann.must<Gestures>("GET", path);
  expect(gestures.map(({ gesture, examples }) => [gesture, examples.length])).toEqual([
    ["circle", 2],
    ["next song", 2],
  ]);
  expect(await ann.refusal("PUT", path, { gesture: "round", name: "x" })).toMatchObject({
    code: "not_found",
  });
  expect(await ann.refusal("PUT", path, { gesture: "circle", name: "next song" })).toMatchObject({
    code: "invalid_input",
    field: "name",
  });
  await ann.must("PUT", path, { gesture: "circle", name: "circle" });
  expect(await bob.refusal("PUT", path, { gesture: "circle", name: "x" })).toMatchObject({
    code: "forbidden",
  });
  await ann.must("PUT", path, { gesture: "circle", name: "round" });
});

it("tells the sessions of this process, and forgets what is taken back", async () => {
  const book = new GestureBook({
    store: gateway.store.gestures,
    clock: { now: Date.now, setTimer: () => () => {} },
    log: silentLog,
  });
  await book.look();
  const own = book.of(ann.id);
  expect(own?.isReady).toBe(true);
  expect(book.of(bob.id)).toBeUndefined();
  await book.look();
  expect(book.of(ann.id)).toBe(own);
  for (const { exampleId } of await gateway.store.gestures.examples(ann.id)) {
    await gateway.store.gestures.removeExample(ann.id, exampleId);
  }
  await book.look();
  expect(book.of(ann.id)).toBeUndefined();
  await book.stop();
});

it("refuses parts that hold no gesture, and more than it keeps", async () => {
  const path = `/api/gestures/${ann.id}`;
  const refused = (change: object) => ann.refusal("POST", path, { ...part(0, "round"), ...change });
  expect(await refused({ to: NOW + 1_800 })).toMatchObject({ code: "invalid_input", field: "to" });
  expect(await refused({ from: NOW, to: NOW + 9_000 })).toMatchObject({ field: "to" });
  expect(await refused({ from: NOW + 500, to: NOW + 1_500 })).toMatchObject({ field: "from" });
  expect(await refused({ from: NOW + 900_000, to: NOW + 901_000 })).toMatchObject({ field: "from" });
  expect(await refused({ sessionId: randomUUID() })).toMatchObject({ code: "not_found" });
  expect(await refused({ sessionId: await openSession(ann, MOTION) })).toMatchObject({ field: "sessionId" });
  expect(await refused({ gesture: " " })).toMatchObject({ field: "gesture" });
  for (let i = 0; i < 5; i++) await ann.must("POST", path, part(0, "round"));
  expect(await refused({})).toMatchObject({ code: "invalid_input", field: "gesture" });
  for (let i = 0; i < 9; i++) await ann.must("POST", path, part(1, `other ${i}`));
  expect(await refused({ gesture: "one more" })).toMatchObject({ code: "invalid_input", field: "gesture" });
});

it("keeps everybody else out", async () => {
  const path = `/api/gestures/${ann.id}`;
  expect(await bob.refusal("GET", path)).toMatchObject({ code: "forbidden" });
  expect(await bob.refusal("POST", path, part(0, "round"))).toMatchObject({ code: "forbidden" });
  expect(await bob.refusal("DELETE", `${path}/${randomUUID()}`)).toMatchObject({ code: "forbidden" });
  expect(await bob.refusal("POST", `/api/gestures/${bob.id}`, part(0, "round"))).toMatchObject({
    code: "not_found",
  });
});
