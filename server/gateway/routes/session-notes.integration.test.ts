import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Marker, SessionWord } from "../session-notes.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

let gateway: TestGateway;
let ann: Person;
let bob: Person;
let session: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
  session = await openSession(ann);
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function openSession(person: Person): Promise<string> {
  const sessionId = randomUUID();
  await gateway.store.signals.openSession({
    sessionId,
    userId: person.id,
    deviceModel: "test",
    appVersion: "1",
    streams: [],
    openedUs: NOW * 1_000,
  });
  return sessionId;
}

function markerPath(person: Person, id: string, sessionId = session): string {
  return `/api/signals/${person.id}/sessions/${sessionId}/markers/${id}`;
}

async function markersOf(person: Person, query = ""): Promise<Marker[]> {
  return (await person.must<{ markers: Marker[] }>("GET", `/api/signals/${person.id}/markers${query}`))
    .markers;
}

it("sets markers, replaces and removes them; sent again it is the same one", async () => {
  const later = { t: NOW + 2_000, name: "Top of the hill", note: "" };
  const first = { t: NOW + 1_000, name: "Start", note: "cold" };
  for (let i = 0; i < 2; i++) await ann.must("PUT", markerPath(ann, "later"), later);
  await ann.must("PUT", markerPath(ann, "first"), first);
  expect(await markersOf(ann)).toEqual([
    { sessionId: session, id: "first", at: NOW + 1_000, ...first },
    { sessionId: session, id: "later", at: NOW + 2_000, ...later },
  ]);
  await ann.must("PUT", markerPath(ann, "first"), { t: NOW + 3_000, name: "Down again" });
  const ids = async (query: string) => (await markersOf(ann, query)).map(({ id }) => id);
  expect(await ids("")).toEqual(["later", "first"]);
  expect(await ids(`?from=${NOW + 2_500}&sessionId=${session}`)).toEqual(["first"]);
  expect(await ids(`?sessionId=${randomUUID()}`)).toEqual([]);
  await ann.must("DELETE", markerPath(ann, "first"));
  expect(await ann.refusal("DELETE", markerPath(ann, "first"))).toMatchObject({ code: "not_found" });
  expect(await ids("")).toEqual(["later"]);
});

it("keeps everybody else out, and takes only so many", async () => {
  const body = { t: NOW, name: "Mine" };
  expect(await bob.refusal("PUT", markerPath(ann, "x"), body)).toMatchObject({ code: "forbidden" });
  expect(await bob.refusal("DELETE", markerPath(ann, "later"))).toMatchObject({ code: "forbidden" });
  expect(await bob.refusal("PUT", markerPath(bob, "x"), body)).toMatchObject({ code: "not_found" });
  expect(await bob.refusal("PUT", markerPath(bob, "x", "none"), body)).toMatchObject({ code: "not_found" });
  expect(await ann.refusal("PUT", markerPath(ann, "x"), { t: NOW, name: "" })).toMatchObject({
    field: "name",
  });
  const full = await openSession(ann);
  const { notes } = { notes: gateway.store.sessionNotes };
  for (let i = 0; i < 500; i++) {
    await notes.setMarker(ann.id, { sessionId: full, id: `m${i}`, t: NOW, name: "m", note: "" });
  }
  expect(await ann.refusal("PUT", markerPath(ann, "one-more", full), body)).toMatchObject({
    code: "invalid_input",
    field: "markerId",
  });
  await ann.must("PUT", markerPath(ann, "m7", full), body);
});

it("says what was said of a session, with what the signals say to each claim", async () => {
  const walk = await openSession(ann);
  const command = (name: string, id: string, payload: object) =>
    gateway.actors.command(ann.id, "session", name, id, { sessionId: walk, ...payload });
  await command("start_session", "start-of-walk", { device: "test", startedAt: NOW, streams: [] });
  await command("make_claim", "claim-of-walk", { text: "I feel calm", direction: "calm", intensity: 1 });
  await command("tag_session", "tag-of-walk", { projectId: "P1" });
  const path = `/api/signals/${ann.id}/sessions/${walk}/words`;
  const { words } = await ann.must<{ words: SessionWord[] }>("GET", path);
  expect(words).toMatchObject([
    { type: "claim_made", claimId: "claim-of-walk", text: "I feel calm", verdict: "no_verdict" },
    { type: "session_tagged", projectId: "P1" },
  ]);
  expect(await bob.refusal("GET", `/api/signals/${bob.id}/sessions/${walk}/words`)).toMatchObject({
    code: "not_found",
  });
});
