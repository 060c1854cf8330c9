/** People with long logs and large lives, written to the log as their actors would have written them. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { TestGateway } from "../../gateway/testing/test-gateway.ts";
import type { Person } from "../../gateway/testing/person.ts";

const BATCH = 500;
const HOP_MS = 5_000;
const SESSION = "11111111-1111-4111-8111-111111111111";

type Fact = Pick<EventRecord, "actor" | "type" | "at" | "payload">;

/** The demo portfolio, then a session of so many windows. */
export async function personOfWindows(gateway: TestGateway, count: number): Promise<Person> {
  const person = await gateway.newDemoPerson();
  const { events } = gateway.store;
  const { at = 0, seq = 0 } = (await events.read(person.id, 0, 1_000)).at(-1) ?? {};
  const start: Fact = {
    actor: "session",
    type: "session_started",
    at,
    payload: { sessionId: SESSION, device: "bench", startedAt: at, streams: [] },
  };
  await gateway.runtime.evict(person.id);
  await write(gateway, person.id, seq, [start, ...Array.from({ length: count }, (_, i) => windowAt(at, i))]);
  return person;
}

/** So many skills in domains of fifty, two edges and two pieces of evidence each; nothing else. */
export async function personOfSkills(gateway: TestGateway, count: number): Promise<Person> {
  const person = await gateway.newPerson();
  await write(gateway, person.id, 0, skillFacts(count, gateway.now));
  return person;
}

export function manySkills(count: number, now: number) {
  const skills = Array.from({ length: count }, (_, i) => {
    const name = `Skill ${i}`;
    return { id: `s${i}`, name, domain: `d${Math.floor(i / 50)}`, mu0: -1, decay: "mixed", motor: false };
  });
  const edges = Array.from({ length: 2 * count }, (_, i) => {
    return {
      from: `s${i % count}`,
      to: `s${(i % count) + 1 + Math.floor(i / count)}`,
      type: "similarity",
      w: 0.5,
    };
  }).filter(({ to }) => Number(to.slice(1)) < count);
  const evidence = Array.from({ length: 2 * count }, (_, i) => ({
    id: `e${i}`,
    skillId: `s${i % count}`,
    t: now - (i % 300) * 86_400_000,
    kind: "peer",
    sourceId: "bench",
    strength: 1,
    reliability: 1,
    practice: false,
    value: { level: i % 5 },
  }));
  return { skills, edges, evidence };
}

function skillFacts(count: number, at: number): Fact[] {
  const { skills, edges, evidence } = manySkills(count, at);
  return [
    ...skills.map((skill): Fact => ({ actor: "skills", type: "skill_set", at, payload: { skill } })),
    ...edges.map((edge): Fact => ({ actor: "skills", type: "edge_set", at, payload: { edge } })),
    ...evidence.map((item): Fact => ({
      actor: "skills",
      type: "evidence_added",
      at,
      payload: { evidence: item },
    })),
  ];
}

function windowAt(start: number, i: number): Fact {
  const t1 = start + (i + 1) * HOP_MS;
  const feature = (value: number) => ({
    value,
    quality: 0.9,
    coverage: 1,
    artefactShare: 0,
    method: "bench/1",
  });
  const features = {
    move: feature(2 + (i % 7) / 10),
    cadence: feature(60 + (i % 11)),
    hr: feature(70 + (i % 5)),
  };
  const window = { kind: "motion", t0: t1 - 10_000, t1, overlap: 2, revision: 0, features, clockErrorMs: 2 };
  return { actor: "session", type: "window_recorded", at: t1, payload: { sessionId: SESSION, window } };
}

async function write(
  gateway: TestGateway,
  userId: string,
  afterSeq: number,
  facts: readonly Fact[],
): Promise<void> {
  for (let from = 0; from < facts.length; from += BATCH) {
    const events = facts.slice(from, from + BATCH).map((fact, i): EventRecord => {
      const seq = afterSeq + from + i + 1;
      return { ...fact, userId, seq, commandId: `bench-command-${seq}`, machineVersion: 1 };
    });
    const outcome = await gateway.store.events.append({ userId, expectedSeq: afterSeq + from, events });
    if (outcome.kind !== "appended") throw new Error("Somebody else wrote.");
  }
}
