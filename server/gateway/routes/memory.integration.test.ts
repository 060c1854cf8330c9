import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { ItemKind, MemoryStats } from "../../memory/memory.ts";
import type { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

let gateway: TestGateway;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
  bob = await gateway.newPerson();
  for (const [person, text] of [
    [ann, "My weather station sends the temperature by radio."],
    [bob, "My weather station counts lightning strikes."],
  ] as const) {
    await person.must("POST", "/api/memory/store", {
      items: [{ id: "same", kind: "note", text, at: 1_795_392_000_000, source: { kind: "note", id: "n1" } }],
    });
  }
  await gateway.memory.keeper.idle();
});
afterAll(() => gateway[Symbol.asyncDispose]());

interface Found {
  model: string;
  answers: {
    query: string;
    results: {
      item: { id: string; kind: ItemKind; text: string; source: { id: string; link: string | null } };
      score: number;
      vectorRank: number | null;
      textRank: number | null;
      similarity: number | null;
    }[];
    more: boolean;
    notices: string[];
  }[];
}

function search(person: Person, query: string, more: object = {}): Promise<Found> {
  return person.must<Found>("POST", "/api/memory/search", { queries: [query], ...more });
}

async function textsOf(person: Person, query: string, more: object = {}): Promise<string[]> {
  const { answers } = await search(person, query, more);
  return answers.flatMap(({ results }) => results.map(({ item }) => item.text));
}

describe("the routes of memory", () => {
  it("answer each query of a batch with both ranks", async () => {
    const { model, answers } = await ann.must<Found>("POST", "/api/memory/search", {
      queries: ["weather station", "radio"],
    });
    expect(model).toBe("energetic-ai/embeddings-en@0.2");
    expect(answers.map(({ query }) => query)).toEqual(["weather station", "radio"]);
    for (const { results, more, notices } of answers) {
      expect(results).toMatchObject([{ item: { id: "same" }, vectorRank: 1, textRank: 1 }]);
      expect(results[0]?.score).toBeCloseTo(2 / 61, 12);
      expect({ more, notices }).toEqual({ more: false, notices: [] });
    }
  });

  it("make vectors of length 1, the same for the same text", async () => {
    const { dimension, vectors } = await ann.must<{ dimension: number; vectors: number[][] }>(
      "POST",
      "/api/memory/embed",
      { texts: ["one thing", "another thing", "one thing"] },
    );
    expect(dimension).toBe(512);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it("count what is there", async () => {
    expect(await ann.must("GET", "/api/memory/stats")).toEqual({
      items: 1,
      byKind: { note: 1 },
      oldestAt: 1_795_392_000_000,
      newestAt: 1_795_392_000_000,
      model: { id: "energetic-ai/embeddings-en@0.2", dimension: 512 },
      vectors: { ready: 1, waiting: 0, outdated: 0, refused: 0 },
      reembedding: null,
    });
  });

  it("refuse what is no search and no item, and name the field", async () => {
    const refused = async (path: string, body: object) => {
      const { code, field } = await ann.refusal("POST", `/api/memory/${path}`, body);
      return [code, field];
    };
    expect(await refused("search", { queries: [] })).toEqual(["invalid_input", "queries"]);
    expect(await refused("search", { queries: ["x"], limit: 51 })).toEqual(["invalid_input", "limit"]);
    expect(await refused("search", { queries: ["x"], offset: 951 })).toEqual(["invalid_input", "offset"]);
    expect(await refused("search", { queries: ["x"], kinds: ["secret"] })).toEqual([
      "invalid_input",
      "kinds.0",
    ]);
    expect(await refused("search", { queries: ["x"], from: 2, to: 1 })).toEqual(["invalid_input", "to"]);
    expect(await refused("search", { queries: ["x"], where: "1 = 1" })).toEqual(["invalid_input", "where"]);
    expect(await refused("embed", { texts: ["x".repeat(4_001)] })).toEqual(["invalid_input", "texts.0"]);
    expect((await refused("store", { items: [{}] }))[0]).toBe("invalid_input");
    expect((await ann.refusal("DELETE", "/api/memory/none")).code).toBe("not_found");
  });
});

describe("somebody else's memory", () => {
  const SPELLS = [
    "' OR '1'='1",
    "' OR user_id <> '",
    "x') OR true --",
    "n1' OR source = 'n1",
    "n1\\' OR true",
    '"; DROP TABLE memory_item; --',
    "%",
    "weather' | 'station",
    "!weather",
    "weather & !radio",
    "weather:*",
    "\u0000",
  ];

  it.each(SPELLS)("is not found with %j in a query, a source or an id", async (spell) => {
    const own = ["My weather station sends the temperature by radio."];
    for (const mode of ["hybrid", "vector", "text"]) {
      for (const text of await textsOf(ann, spell, { mode })) expect(own).toContain(text);
      expect(await textsOf(ann, "weather", { mode, source: { kind: "note", id: spell } })).toEqual([]);
    }
    const { code } = await ann.refusal("DELETE", `/api/memory/${encodeURIComponent(spell)}`);
    expect(code).toBe("not_found");
    expect(await textsOf(bob, "weather")).toEqual(["My weather station counts lightning strikes."]);
  });

  it("stays when the same id is stored, changed or deleted by another", async () => {
    const item = { id: "same", kind: "note", text: "Mine now.", at: 1, source: { kind: "note", id: "n1" } };
    const eve = await gateway.newPerson();
    expect(await eve.must("POST", "/api/memory/store", { items: [item] })).toMatchObject({ stored: 1 });
    await eve.must("DELETE", "/api/memory/same");
    expect(await textsOf(bob, "lightning")).toHaveLength(1);
    await gateway.store.memory.removeSource(eve.id, { kind: "note", id: "n1" });
    expect(await textsOf(bob, "lightning")).toHaveLength(1);
  });

  it("is not named by ids that are made up, with the store itself", async () => {
    const { memory } = gateway.store;
    const model = gateway.memory.memory.model;
    const [first] = await memory.versions(bob.id, model, 0, 10);
    const [n] = first!;
    expect((await memory.byNumber(bob.id, [n])).size).toBe(1);
    expect((await memory.byNumber(ann.id, [n])).size).toBe(0);
    expect(await memory.entries(ann.id, model, [n])).toEqual([]);
    for (const userId of ["", "*", "' OR true --", `${bob.id}' --`, "../../postgres"]) {
      expect(await memory.findWords(userId, "weather", {}, 10)).toEqual([]);
      expect(await memory.remove(userId, "same")).toBe(false);
      await expect(gateway.memory.index.versions(userId, model)).rejects.toThrow("no id of a person");
    }
  });

  it("is closed to whoever has not signed in", async () => {
    for (const [method, url] of [
      ["POST", "/api/memory/embed"],
      ["POST", "/api/memory/store"],
      ["POST", "/api/memory/search"],
      ["POST", "/api/memory/reembed"],
      ["GET", "/api/memory/stats"],
      ["DELETE", "/api/memory/same"],
    ] as const) {
      const { statusCode, json } = await gateway.app.inject({ method, url, payload: {} });
      expect([statusCode, json<{ error: { code: string } }>().error.code]).toEqual([401, "not_signed_in"]);
    }
  });
});

describe("making vectors anew", () => {
  it("is a job that brings back the search by meaning, and words are found meanwhile", async () => {
    const carl = await gateway.newPerson();
    const texts = ["I bake bread on Sundays.", "Our choir sings Bach.", "I mend old bicycles."];
    await carl.must("POST", "/api/memory/store", {
      items: texts.map((text, i) => ({ kind: "note", text, at: i, source: { kind: "note", id: `n${i}` } })),
    });
    await gateway.memory.keeper.idle();
    // As if another model had made them.
    const { store } = gateway;
    const entries = await store.memory.versions(carl.id, gateway.memory.memory.model, 0, 10);
    const vector = new Float32Array(8).fill(Math.sqrt(1 / 8));
    await store.memory.setVectors(
      "an-old-model",
      entries.map(([n, version]) => ({ userId: carl.id, n, version, vector })),
    );
    const before = await search(carl, "bread");
    expect(before.answers[0]).toMatchObject({ notices: ["model_changed"] });
    expect(before.answers[0]?.results).toMatchObject([
      { item: { text: texts[0] }, vectorRank: null, textRank: 1 },
    ]);
    const outdated = await carl.must<MemoryStats>("GET", "/api/memory/stats");
    expect(outdated.vectors).toMatchObject({ ready: 0, outdated: 3 });

    const { id } = await carl.must<Job>("POST", "/api/memory/reembed");
    expect((await bob.refusal("GET", `/api/jobs/${id}`)).code).toBe("not_found");
    await expect
      .poll(async () => (await carl.must<Job>("GET", `/api/jobs/${id}`)).state, { timeout: 20_000 })
      .toBe("done");
    const after = await search(carl, "singing", { mode: "vector" });
    expect(after.answers[0]?.notices).toEqual([]);
    expect(after.answers[0]?.results[0]?.item.text).toBe(texts[1]);
    expect(await carl.must("GET", "/api/memory/stats")).toMatchObject({
      vectors: { ready: 3, outdated: 0 },
      reembedding: { id, state: "done", share: 1 },
    });
  });
});
