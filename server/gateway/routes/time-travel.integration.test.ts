/** The past over HTTP is, by its hash, what was live then; also from a snapshot, and when the snapshot is spoilt. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { HashAnswer } from "@trajectory/actors/runtime/queries.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const HOUR = 3_600_000;

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway[Symbol.asyncDispose]());

interface Moment {
  at: number;
  seq: number;
  stateHash: string;
}

/** Somebody whose state is known after each of some hours; a snapshot is there of the middle. */
async function lived() {
  const person = await gateway.newDemoPerson();
  const moments: Moment[] = [];
  for (let hour = 0; hour < 6; hour++) {
    gateway.now += HOUR;
    await gateway.actors.command(person.id, "life", "report_progress", `progress-${hour}-of-p1`, {
      projectId: "P1",
      progress: 0.35 + hour / 100,
    });
    const { seq, stateHash } = await gateway.actors.query<HashAnswer>(person.id, "life", "hash");
    moments.push({ at: gateway.now, seq, stateHash });
    if (hour === 3) await gateway.runtime.evict(person.id);
  }
  return { person, moments };
}

let readFrom: number[];

beforeEach(() => {
  const { history } = gateway.store;
  const events = history.events.bind(history);
  readFrom = [];
  vi.spyOn(history, "events").mockImplementation((userId, afterSeq, limit) => {
    readFrom.push(afterSeq);
    return events(userId, afterSeq, limit);
  });
  return () => vi.restoreAllMocks();
});

it("equals what was live, at and between the events", async () => {
  const { person, moments } = await lived();
  for (const { at, seq, stateHash } of moments) {
    for (const t of [at, at + HOUR - 1]) {
      expect(await person.must("GET", `/api/state/${person.id}?at=${t}`)).toMatchObject({
        t,
        seq,
        stateHash,
      });
    }
  }
});

it("begins at the newest snapshot before the time, and at the first event when there is none", async () => {
  const { person, moments } = await lived();
  const [, , , saved, after] = moments;
  await person.must("GET", `/api/state/${person.id}?at=${after!.at}`);
  expect(readFrom[0]).toBe(saved!.seq);
  readFrom.length = 0;
  await person.must("GET", `/api/state/${person.id}?at=${moments[1]!.at}`);
  expect(readFrom[0]).toBe(0);
});

it("reads the whole log where the snapshot is not what its hash says", async () => {
  const { person, moments } = await lived();
  const snapshot = (await gateway.store.events.loadSnapshot(person.id))!;
  await gateway.store.events.saveSnapshot({ ...snapshot, stateHash: "0000000000000000" });
  const { at, seq, stateHash } = moments.at(-1)!;
  expect(await person.must("GET", `/api/state/${person.id}?at=${at}`)).toMatchObject({ seq, stateHash });
  expect(readFrom[0]).toBe(0);
});

it("tells what was entered as it was then", async () => {
  const { person, moments } = await lived();
  const now = await person.must<{ projects: { id: string; progress: number }[] }>("GET", "/api/portfolio");
  const then = await person.must<typeof now>("GET", `/api/state/${person.id}/portfolio?at=${moments[1]!.at}`);
  expect(then).toMatchObject({ t: moments[1]!.at, seq: moments[1]!.seq });
  expect(then.projects.find(({ id }) => id === "P1")?.progress).toBe(0.36);
  expect(now.projects.find(({ id }) => id === "P1")?.progress).toBeCloseTo(0.4);
  const newest = await person.must<object>("GET", `/api/state/${person.id}/portfolio?at=${gateway.now}`);
  expect({ ok: true, ...newest }).toMatchObject(now);
});

it("explains η event by event, and the changes sum to the whole", async () => {
  const { person, moments } = await lived();
  const [first, second] = [moments[0]!, moments[4]!];
  const query = `from=${first.at}&to=${second.at}`;
  const answer = await person.must<Changes>("GET", `/api/state/${person.id}/changes?${query}`);
  expect(answer.changes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4].map((i) => moments[i]!.seq));
  expect(answer.changes[0]).toMatchObject({ type: "progress_reported", at: moments[1]!.at, count: 1 });
  const sum = answer.changes.reduce((total, { change }) => total + change, 0);
  expect(sum).toBeCloseTo(answer.to - answer.from, 12);
  expect(answer.changes.at(-1)?.eta).toBe(answer.to);
  const newest = await person.must<Changes>("GET", `/api/state/${person.id}/changes?${query}&limit=1`);
  expect(newest).toMatchObject({ left: 3, changes: [{ seq: second.seq }] });
  const stranger = await gateway.newPerson();
  for (const path of [`changes?${query}`, `portfolio?at=${first.at}`]) {
    expect(await stranger.refusal("GET", `/api/state/${person.id}/${path}`)).toMatchObject({
      code: "forbidden",
    });
  }
});

interface Changes {
  from: number;
  to: number;
  changes: { seq: number; type: string; at: number; count: number; change: number; eta: number }[];
}
