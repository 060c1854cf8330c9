/** A server with OpenAI's interface that behaves, and one that does not. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { EmbeddingSettings } from "../../config.ts";
import { ask, note, startTestMemory, type TestMemory } from "../testing/test-memory.ts";
import { RemoteEmbedder } from "./remote-embedder.ts";

type Behaviour = (texts: string[], response: ServerResponse) => void;

const server = createServer((request, response) => void answer(request, response));
let behave: Behaviour;
let asked: string[][] = [];
let settings: EmbeddingSettings;
let world: TestMemory;

beforeAll(async () => {
  world = await startTestMemory();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  settings = { baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: "key", model: "letters", timeoutMs: 20_000 };
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  behave = letters;
  asked = [];
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { input, model } = JSON.parse(await textOf(request)) as { input: string[]; model: string };
  expect([request.url, model, request.headers.authorization]).toEqual([
    "/v1/embeddings",
    "letters",
    "Bearer key",
  ]);
  asked.push(input);
  behave(input, response);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** How often each letter occurs. */
function letters(texts: string[], response: ServerResponse): void {
  const data = texts.map((text, index) => {
    const embedding = Array.from(
      { length: 26 },
      (_, i) => text.toLowerCase().split(String.fromCharCode(97 + i)).length,
    );
    return { object: "embedding", index, embedding };
  });
  send(response, 200, {
    object: "list",
    data,
    model: "letters",
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });
}

describe("a server of embeddings", () => {
  it("gives vectors of length 1, and is told from other models by its name", async () => {
    const embedder = new RemoteEmbedder(settings);
    expect(embedder.dimension).toBeUndefined();
    const vectors = await embedder.embed(["abc", "xyz"], { urgent: true });
    expect([embedder.model, embedder.dimension]).toEqual(["letters", 26]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    await embedder.close();
  });

  it.each<[string, Behaviour, string]>([
    ["no JSON", (_, response) => send(response, 200, "<html>"), "unavailable"],
    ["half an answer", (texts, response) => letters(texts.slice(1), response), "unavailable"],
    [
      "something else",
      (_, response) => send(response, 200, { data: [{ embedding: "AAAA" }, {}] }),
      "unavailable",
    ],
    [
      "no numbers",
      (_, response) => send(response, 200, { data: [{ embedding: [1, "x"] }, { embedding: [1, 2] }] }),
      "unavailable",
    ],
    [
      "two lengths",
      (_, response) => send(response, 200, { data: [{ embedding: [1] }, { embedding: [1, 2] }] }),
      "unavailable",
    ],
    [
      "no direction",
      (_, response) => send(response, 200, { data: [{ embedding: [0, 0] }, { embedding: [1, 2] }] }),
      "refused",
    ],
    ["429", (_, response) => send(response, 429, { error: { message: "slow down" } }), "unavailable"],
    ["401", (_, response) => send(response, 401, { error: { message: "key" } }), "unavailable"],
    ["500", (_, response) => send(response, 500, "oops"), "unavailable"],
    ["400", (_, response) => send(response, 400, { error: { message: "too long" } }), "refused"],
  ])("that answers %s fails with a sentence", async (_, behaviour, failure) => {
    behave = behaviour;
    const embedder = new RemoteEmbedder(settings);
    const failed: unknown = await embedder
      .embed(["a", "b"], { urgent: true })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "EmbeddingError", failure });
    await embedder.close();
  });

  it("that never answers fails in time", async () => {
    behave = () => {};
    const embedder = new RemoteEmbedder({ ...settings, timeoutMs: 300 });
    const failed = embedder.embed(["a"], { urgent: true });
    await expect(failed).rejects.toMatchObject({ name: "EmbeddingError", failure: "unavailable" });
    await embedder.close();
  });

  it("is asked by so many at once, then others are refused", async () => {
    behave = () => {};
    const embedder = new RemoteEmbedder(settings);
    const calls = Array.from({ length: 40 }, () =>
      embedder.embed(["x"], { urgent: false }).then(
        () => "made",
        (error: { code?: string; failure?: string }) => error.code ?? error.failure,
      ),
    );
    const refused = await Promise.all(calls.slice(34));
    expect(refused).toEqual(Array<string>(6).fill("busy"));
    await embedder.close();
    expect(new Set(await Promise.all(calls.slice(0, 34)))).toEqual(new Set(["unavailable"]));
  });
});

describe("memory with such a server", () => {
  it("finds words while it is down, leaves out what it refuses, and has all vectors once it is back", async () => {
    const userId = await world.newUser();
    const { memory, keeper } = world.open(settings);
    behave = (_, response) => send(response, 500, "down");
    await memory.store(userId, [note("The quick brown fox."), note("A lazy dog."), note("REFUSED words.")]);
    await keeper.idle();
    expect(keeper.status.problem).toContain("embedding server");
    const down = await memory.search(userId, ask("fox"));
    expect(down).toMatchObject({
      hits: [{ item: { text: "The quick brown fox." }, textRank: 1, vectorRank: null }],
      notices: ["not_embedded_yet", "embedding_failed"],
    });
    behave = (texts, response) => {
      if (texts.some((text) => text.includes("REFUSED"))) send(response, 400, { error: { message: "no" } });
      else letters(texts, response);
    };
    await expect
      .poll(async () => (await memory.stats(userId)).vectors, { timeout: 20_000 })
      .toEqual({ ready: 2, waiting: 0, outdated: 0, refused: 1 });
    const up = await memory.search(userId, ask("lazy dog", { mode: "vector" }));
    expect(up.hits[0]?.item.text).toBe("A lazy dog.");
    expect((await memory.stats(userId)).model).toEqual({ id: "letters", dimension: 26 });
  });

  it("does not compare vectors of two models", async () => {
    const userId = await world.newUser();
    const local = world.open();
    await local.memory.store(userId, [note("I mend old bicycles.")]);
    await local.keeper.idle();
    await local[Symbol.asyncDispose]();
    const { memory } = world.open(settings);
    const { hits, notices } = await memory.search(userId, ask("bicycles", { mode: "vector" }));
    expect(notices).toEqual(["model_changed"]);
    expect(hits).toMatchObject([{ vectorRank: null, textRank: 1 }]);
  });
});
