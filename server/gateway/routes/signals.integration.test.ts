import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutTrack, walkTrack } from "@trajectory/ingest/testing/signals.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import type { Type } from "typebox";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const HZ = 10;
const SECONDS = 120;
const START = NOW - 3_600_000;
const STREAM = { id: 1, kind: 1, channels: ["userAcceleration.x"], nominalHz: HZ };

let gateway: TestGateway;
let ann: Person;
let bob: Person;
let first: string;
let second: string;

/** A session whose samples are all of one value, but for a second that is missing. */
async function record(person: Person, startMs: number, value: number): Promise<string> {
  const sessionId = randomUUID();
  const { signals } = gateway.store;
  await signals.openSession({
    sessionId,
    userId: person.id,
    deviceModel: "test",
    appVersion: "1",
    streams: [STREAM],
    openedUs: startMs * 1_000,
  });
  for (let s = 0; s < SECONDS; s++) {
    if (s === 60) continue;
    const block = {
      stream: 1,
      firstSeq: s * HZ,
      t0Us: startMs * 1_000 + s * 1_000_000,
      dtUs: Array.from({ length: HZ }, (_, i) => (i === 0 ? 0 : 100_000)),
      samples: Array.from({ length: HZ }, () => value),
    };
    await signals.appendBlock({
      userId: person.id,
      sessionId,
      block,
      channels: 1,
      receivedUs: Date.now() * 1_000,
    });
  }
  await signals.appendWindows(
    person.id,
    Array.from({ length: 12 }, (_, i) => ({
      sessionId,
      kind: 2,
      t0Us: Math.floor(startMs / 10_000) * 10_000_000 + i * 10_000_000,
      t1Us: Math.floor(startMs / 10_000) * 10_000_000 + (i + 1) * 10_000_000,
      revision: 0,
      clockErrorMs: -1,
      sampleRateHz: 0,
      sampleRateErrorHz: 0,
      features: [
        {
          name: "move",
          value: i === 0 ? Number.NaN : value,
          quality: 1,
          coverage: 1,
          artefactShare: 0,
          method: "enmo/1",
        },
      ],
    })),
  );
  await gateway.store.rollups.feed.flush();
  return sessionId;
}

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
  first = await record(ann, START, 1);
  second = await record(ann, START + 600_000, 3);
});
afterAll(() => gateway[Symbol.asyncDispose]());

describe("past signals over HTTP", () => {
  const series = (from: number, to: number, points: number) =>
    `/api/signals/${ann.id}?channel=motion.userAcceleration.x&from=${from}&to=${to}&points=${points}`;

  it("answers a channel in columns, with nulls where nothing is and the gap with its samples", async () => {
    const answer = await ann.must("GET", series(START, START + 120_000, 120));
    expect(answer).toMatchObject({
      channel: "motion.userAcceleration.x",
      unit: "g",
      level: "second",
      step: 1_000,
      gaps: [{ from: START + 59_900, to: START + 61_000, missing: HZ }],
      sessions: [{ sessionId: first, clock: { offsetMs: null, errorMs: null, skewPpm: null } }],
    });
    const { points } = answer as {
      points: { mean: (number | null)[]; coverage: (number | null)[]; t: number[] };
    };
    expect(points.t[0]).toBe(START);
    expect(points.mean[59]).toBe(1);
    expect(points.mean[60]).toBeNull();
    expect(points.coverage[59]).toBe(1);
  });

  it("lists channels, sessions with ledgers, one session, its blocks, and windows page by page", async () => {
    expect(await ann.must("GET", `/api/signals/${ann.id}/channels`)).toEqual({
      channels: [
        {
          channel: "motion.userAcceleration.x",
          unit: "g",
          nominalHz: HZ,
          sessions: 2,
          from: START,
          to: START + 600_000 + SECONDS * 1_000 - 100,
        },
      ],
    });
    const ledger = { captured: 1_200, stored: 1_190, dropped: 0, outstanding: 10 };
    const { sessions } = await ann.must<{ sessions: { sessionId: string }[] }>(
      "GET",
      `/api/signals/${ann.id}/sessions`,
    );
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([second, first]);
    expect(await ann.must("GET", `/api/signals/${ann.id}/sessions/${first}`)).toMatchObject({
      streams: [{ ledger }],
    });

    const path = `/api/signals/${ann.id}/sessions/${first}/blocks`;
    const page = await ann.must<{ blocks: unknown[]; next: number }>("GET", path);
    expect(page.blocks).toHaveLength(60);
    const rest = await ann.must<{ blocks: unknown[]; next: null }>("GET", `${path}?from=${page.next}`);
    expect(rest).toMatchObject({ session: { sessionId: first }, next: null });
    expect(rest.blocks).toHaveLength(59);

    const windows: { t0: number; features: { value: number | null }[] }[] = [];
    for (let from: number | null = START - 20_000; from !== null;) {
      const answer: { windows: typeof windows; next: number | null } = await ann.must(
        "GET",
        `/api/signals/${ann.id}/windows?from=${from}&to=${START + 300_000}&limit=5&kind=motion`,
      );
      windows.push(...answer.windows);
      from = answer.next;
    }
    expect(new Set(windows.map(({ t0 }) => t0)).size).toBe(12);
    expect(windows).toHaveLength(12);
    expect(windows[0]?.features[0]?.value).toBeNull();
  });

  it("computes the windows of the screen of a session, page by page", async () => {
    const walker = await gateway.newPerson();
    const walk = walkTrack(SECONDS, START * 1_000);
    const { signals } = gateway.store;
    const session = { sessionId: randomUUID(), userId: walker.id };
    await signals.openSession({
      ...session,
      deviceModel: "test",
      appVersion: "1",
      streams: [walk.stream],
      openedUs: START * 1_000,
    });
    for (const block of cutTrack(walk, [])) {
      await signals.appendBlock({ ...session, block, channels: 3, receivedUs: START * 1_000 });
    }
    const windows: { kind: string; t0: number; features: { name: string }[] }[] = [];
    const pages: number[] = [];
    for (let from: number | null = START - 20_000; from !== null;) {
      const answer: { windows: typeof windows; next: number | null } = await walker.must(
        "GET",
        `/api/signals/${walker.id}/windows?from=${from}&to=4102444800000&limit=50&kind=screen&sessionId=${session.sessionId}`,
      );
      windows.push(...answer.windows);
      pages.push(answer.windows.length);
      from = answer.next;
    }
    expect(pages).toEqual([49, 49, 22]);
    const seconds = Array.from({ length: SECONDS }, (_, s) => START + s * 1_000);
    expect(windows.map(({ t0 }) => t0)).toEqual(seconds);
    expect(new Set(windows.map(({ kind }) => kind))).toEqual(new Set(["screen"]));
    expect(windows.every(({ features }) => features.some(({ name }) => name === "move"))).toBe(true);
  });

  it("shows a session from afar: least and greatest, features, and what is missing where", async () => {
    const answer = await ann.must("GET", `/api/signals/${ann.id}/sessions/${first}/overview?points=60`);
    const bins = Array.from({ length: 60 }, (_, i) => i);
    expect(answer).toMatchObject({
      first: START,
      last: START + SECONDS * 1_000 - 100,
      from: START,
      step: 2_000,
      count: 60,
      level: "second",
      streams: [
        {
          stream: 1,
          bins,
          // The second without samples ends in the step of which it is the first half.
          missing: bins.map((bin) => (bin === 30 ? HZ : 0)),
          min: [bins.map(() => 1)],
          max: [bins.map(() => 1)],
        },
      ],
      features: [
        {
          name: "move",
          bins: [10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
          mean: bins.slice(0, 10).map(() => 1),
          quality: bins.slice(0, 10).map(() => 1),
        },
      ],
    });
    const part = `from=${START + 30_000}&to=${START + 40_000}`;
    expect(await ann.must("GET", `/api/signals/${ann.id}/sessions/${first}/overview?${part}`)).toMatchObject({
      step: 1_000,
      count: 10,
      streams: [{ bins: bins.slice(0, 10) }],
    });
    expect(await bob.refusal("GET", `/api/signals/${bob.id}/sessions/${first}/overview`)).toMatchObject({
      code: "not_found",
    });
  });

  it("lays two sessions side by side from their first samples on", async () => {
    const answer = await ann.must<{ elapsed: number[]; difference: (number | null)[]; step: number }>(
      "GET",
      `/api/signals/${ann.id}/compare?a=${first}&b=${second}&channel=motion.userAcceleration.x&points=24`,
    );
    expect(answer.step).toBe(5_000);
    expect(answer.elapsed[1]).toBe(5_000);
    expect(answer.difference.slice(0, 23)).toEqual(Array.from({ length: 23 }, () => 2));
  });

  it("sums up by day, and looks at features beside η without saying too much", async () => {
    const summary = await ann.must("GET", `/api/signals/${ann.id}/summary?by=week&tz=Europe/Berlin`);
    expect(summary).toMatchObject({
      periods: [
        { channels: [{ count: 2_380, mean: 2 }], features: [{ feature: "move", windows: 2, mean: 2 }] },
      ],
    });
    const correlation = await ann.must("GET", `/api/signals/${ann.id}/correlation`);
    expect(correlation).toMatchObject({
      days: 1,
      tested: 1,
      features: [
        {
          feature: "move",
          n: 1,
          r: null,
          interval: null,
          verdict: "few",
          says: "1 day is too few to say anything.",
        },
      ],
    });
  });

  it("lays days over one another by the clock", async () => {
    const [day, before] = [0, 86_400_000].map((ms) => new Date(START - ms).toISOString().slice(0, 10));
    const query = `days=${before},${day}&tz=UTC`;
    const { days, measures } = await ann.must<DaysAnswer>("GET", `/api/signals/${ann.id}/days?${query}`);
    expect(days.map((one) => one.day)).toEqual([before, day]);
    const channel = measures.find(({ name }) => name === "motion.userAcceleration.x");
    expect(channel?.values[0]?.every((value) => value === null)).toBe(true);
    const at = Math.floor((START % 86_400_000) / 900_000);
    expect(channel?.values[1]?.findIndex((value) => value !== null)).toBe(at);
    expect(measures.find(({ name }) => name === "move")?.values[1]?.[at]).toBeGreaterThan(0);
  });

  it("keeps everybody else out, and says what is wrong with a question", async () => {
    const span = `from=${START}&to=${START + 1}`;
    for (const path of [
      `?channel=motion.x&${span}`,
      "/channels",
      "/sessions",
      `/sessions/${first}`,
      `/sessions/${first}/blocks`,
      `/sessions/${first}/overview`,
      `/sessions/${first}/words`,
      "/markers",
      `/windows?${span}`,
      "/summary",
      `/compare?a=${first}&b=${second}&channel=motion.x`,
      "/correlation",
      "/days?days=2026-10-25",
    ]) {
      expect(await bob.refusal("GET", `/api/signals/${ann.id}${path}`), path).toMatchObject({
        code: "forbidden",
      });
    }
    expect(await bob.refusal("GET", `/api/signals/${bob.id}/sessions/${first}`)).toMatchObject({
      code: "not_found",
    });
    for (const path of [`sessions/${first}/blocks`, `windows?${span}&kind=screen&sessionId=${first}`]) {
      expect(await bob.refusal("GET", `/api/signals/${bob.id}/${path}`), path).toMatchObject({
        code: "not_found",
      });
    }
    for (const [path, field] of [
      [`?channel=brain.x&${span}`, "channel"],
      [`?channel=motion.x&from=5&to=5`, "to"],
      [`?channel=motion.x&${span}&points=0`, "points"],
      ["/summary?tz=Mars/Phobos", "tz"],
      ["/days?days=2026-10-32", "days"],
      ["/days?days=2026-10-25&tz=Mars/Phobos", "tz"],
      ["/days?days=yesterday", "days"],
      ["/summary?from=0&to=4000000000000", "from"],
      [`/windows?${span}&kind=brain`, "kind"],
      [`/windows?${span}&kind=screen`, "sessionId"],
    ] as const) {
      expect(await ann.refusal("GET", `/api/signals/${ann.id}${path}`), path).toMatchObject({
        code: "invalid_input",
        field,
      });
    }
  });

  it("answers in the form that is documented", async () => {
    const { paths } = await ann.must<{ paths: Record<string, Record<string, Documented>> }>(
      "GET",
      "/docs/json",
    );
    const span = `from=${START}&to=${START + 900_000}`;
    const questions: Record<string, string> = {
      "": `?channel=motion.userAcceleration.x&${span}`,
      "/channels": "",
      "/sessions": "",
      "/sessions/{sessionId}": "",
      "/sessions/{sessionId}/blocks": "",
      "/sessions/{sessionId}/overview": "",
      "/windows": `?${span}`,
      "/summary": "",
      "/compare": `?a=${first}&b=${second}&channel=motion.userAcceleration.x`,
      "/correlation": "",
      "/days": "?days=2026-10-25",
    };
    for (const [path, query] of Object.entries(questions)) {
      const schema =
        paths[`/api/signals/{userId}${path}`]?.get?.responses["200"]?.content["application/json"]?.schema;
      expect(schema, path).toBeDefined();
      const url = `/api/signals/${ann.id}${path.replace("{sessionId}", first)}${query}`;
      const answer = await ann.must("GET", url);
      if (schema !== undefined) expect(() => parse(schema, answer), path).not.toThrow();
    }
  });
});

interface DaysAnswer {
  days: { day: string }[];
  measures: { name: string; values: (number | null)[][] }[];
}

interface Documented {
  responses: Record<string, { content: Record<string, { schema: Type.TSchema }> }>;
}
