import { randomUUID } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_ITEMS } from "./memory.ts";
import type { OpenMemory } from "./open-memory.ts";
import { ask, note, startTestMemory, type TestMemory } from "./testing/test-memory.ts";

let world: TestMemory;
let one: OpenMemory;
beforeAll(async () => {
  world = await startTestMemory();
  one = world.open();
});
afterAll(() => world[Symbol.asyncDispose]());

const NOTES = [
  "I built a weather station that sends the temperature of the garden by radio.",
  "On Sundays I bake bread with rye flour and a sourdough of my own.",
  "My thesis was about the control of electric motors in trains.",
  "Our choir sings Bach in spring, and I am one of the basses.",
  "I learned Rust by writing a small emulator of the Game Boy.",
];

async function remembering(texts: readonly string[]): Promise<string> {
  const userId = await world.newUser();
  await one.memory.store(
    userId,
    texts.map((text) => note(text)),
  );
  await one.keeper.idle();
  return userId;
}

async function texts(userId: string, ...query: Parameters<typeof ask>): Promise<string[]> {
  const { hits } = await one.memory.search(userId, ask(...query));
  return hits.map(({ item }) => item.text);
}

describe("memory", () => {
  it("finds by words and by meaning, and says how", async () => {
    const userId = await remembering(NOTES);
    const { hits, notices, more } = await one.memory.search(userId, ask("sourdough bread"));
    expect(notices).toEqual([]);
    expect(more).toBe(false);
    expect(hits[0]).toMatchObject({ item: { text: NOTES[1], kind: "note" }, vectorRank: 1, textRank: 1 });
    expect(hits[0]?.score).toBeCloseTo(2 / 61, 12);
    expect(hits[0]?.similarity).toBeGreaterThan(0.3);
    // Not a word of the note.
    const meant = await one.memory.search(userId, ask("programming language", { mode: "vector" }));
    expect(meant.hits[0]).toMatchObject({ item: { text: NOTES[4] }, textRank: null });
    expect(await texts(userId, "singing", { mode: "text" })).toEqual([NOTES[3]]);
  });

  it("finds what was stored a moment ago by its words, and says that vectors are missing", async () => {
    const userId = await remembering(NOTES);
    await one.keeper.stop();
    const other = world.open();
    await other.keeper.stop();
    await other.memory.store(userId, [note("A telescope from a kit, on the balcony.")]);
    const { hits, notices } = await other.memory.search(userId, ask("telescope"));
    expect(hits[0]?.item.text).toContain("telescope");
    expect(notices).toEqual(["not_embedded_yet"]);
    one = world.open();
    await one.keeper.idle();
    expect((await one.memory.search(userId, ask("telescope"))).notices).toEqual([]);
  });

  it("stores the same thing once, and a changed one anew", async () => {
    const userId = await world.newUser();
    const item = note("I swim twice a week.", { id: "n:1" });
    expect(await one.memory.store(userId, [item])).toEqual({ ids: ["n:1"], stored: 1 });
    await one.keeper.idle();
    expect(await one.memory.store(userId, [item, item])).toEqual({ ids: ["n:1", "n:1"], stored: 0 });
    expect((await one.memory.stats(userId)).vectors).toMatchObject({ ready: 1, waiting: 0 });
    const changed = { ...item, text: "I run twice a week." };
    expect(await one.memory.store(userId, [changed])).toEqual({ ids: ["n:1"], stored: 1 });
    await one.keeper.idle();
    expect(await texts(userId, "swim", { mode: "text" })).toEqual([]);
    expect(await texts(userId, "jogging", { mode: "vector" })).toEqual([changed.text]);
    // Without an id it follows from the source and the words.
    const same = note("The same words.", { source: { kind: "document", id: "d1" } });
    const first = await one.memory.store(userId, [same]);
    expect(await one.memory.store(userId, [{ ...same, at: same.at + 1 }])).toEqual({
      ids: first.ids,
      stored: 1,
    });
    expect((await one.memory.stats(userId)).items).toBe(2);
  });

  it("looks where it is told to: kinds, source, times, pages", async () => {
    const userId = await world.newUser();
    const day = 86_400_000;
    const items = Array.from({ length: 30 }, (_, i) =>
      note(`Entry ${i} of the garden diary.`, {
        kind: i % 3 === 0 ? "document" : "note",
        at: 1_795_392_000_000 + i * day,
        source: { kind: "document", id: `d${i % 2}`, locator: `page ${i}` },
      }),
    );
    await one.memory.store(userId, items);
    await one.keeper.idle();
    for (const mode of ["hybrid", "vector", "text"] as const) {
      const search = async (more: object) => {
        const { hits } = await one.memory.search(userId, ask("garden diary", { mode, limit: 50, ...more }));
        return hits.map(({ item }) => item);
      };
      expect(await search({})).toHaveLength(30);
      expect(new Set((await search({ kinds: ["document"] })).map(({ kind }) => kind))).toEqual(
        new Set(["document"]),
      );
      expect(await search({ kinds: ["document"] })).toHaveLength(10);
      expect(await search({ kinds: [] })).toEqual([]);
      expect(
        (await search({ source: { kind: "document", id: "d1" } })).map(({ source }) => source.id),
      ).toEqual(Array<string>(15).fill("d1"));
      expect(await search({ source: { kind: "note", id: "d1" } })).toEqual([]);
      const span = await search({ from: items[10]?.at, to: items[12]?.at });
      expect(new Set(span.map(({ source }) => source.locator))).toEqual(
        new Set(["page 10", "page 11", "page 12"]),
      );
      const pages = [0, 12, 24].map((offset) =>
        one.memory.search(userId, ask("garden diary", { mode, limit: 12, offset })),
      );
      const [first, second, third] = await Promise.all(pages);
      expect([first?.more, second?.more, third?.more]).toEqual([true, true, false]);
      const ids = [first, second, third].flatMap((page) => page?.hits.map(({ item }) => item.id) ?? []);
      expect(new Set(ids).size).toBe(30);
    }
  });

  it("forgets items, sources and people at once, in the index too", async () => {
    const userId = await remembering(NOTES);
    const other = await remembering(NOTES.slice(0, 2));
    await one.memory.store(userId, [
      note("Page one of my CV.", { source: { kind: "document", id: "cv" }, kind: "document" }),
    ]);
    await one.keeper.idle();
    expect(await texts(userId, "CV", { mode: "vector" })).toHaveLength(6);
    expect(await one.memory.deleteBySource(userId, { kind: "document", id: "cv" })).toBe(1);
    expect(await texts(userId, "CV", { mode: "vector" })).toHaveLength(5);
    const { hits } = await one.memory.search(userId, ask("weather station"));
    const id = hits[0]?.item.id ?? "";
    expect(await one.memory.delete(userId, id)).toBe(true);
    expect(await one.memory.delete(userId, id)).toBe(false);
    expect(await texts(userId, "weather station")).not.toContain(NOTES[0]);

    const mine = (await readdir(world.directory)).filter((name) => name.includes(userId.replaceAll("-", "")));
    expect(mine).toHaveLength(1);
    await one.memory.deleteUser(userId);
    await one.memory.deleteUser(userId);
    expect(await readdir(world.directory)).not.toContain(mine[0]);
    expect((await one.memory.stats(userId)).items).toBe(0);
    expect(await texts(userId, "weather station")).toEqual([]);
    expect(await texts(other, "weather station")).toHaveLength(2);
  });

  it("refuses what is malformed or too much, and stores nothing of it", async () => {
    const userId = await world.newUser();
    const refusal = (items: unknown): Promise<unknown> =>
      one.memory.store(userId, items as never).then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(await refusal([note("")])).toMatchObject({ code: "invalid_input", field: "0.text" });
    expect(await refusal([note("x".repeat(4_001))])).toMatchObject({ code: "invalid_input" });
    expect(await refusal([note("Fine."), note("Not fine.", { kind: "secret" as never })])).toMatchObject({
      field: "1.kind",
    });
    expect(await refusal([note("x", { id: "../../etc" })])).toMatchObject({ code: "invalid_input" });
    expect(await refusal(Array.from({ length: MOST_ITEMS + 1 }, () => note("x")))).toMatchObject({
      code: "invalid_input",
    });
    expect((await one.memory.stats(userId)).items).toBe(0);
    expect(
      await one.memory
        .store("00000000-0000-4000-8000-000000000000", [note("x")])
        .catch((error: unknown) => error),
    ).toMatchObject({ code: "not_found" });
  });

  it("keeps texts that no model can read, and finds other things beside them", async () => {
    const userId = await remembering([
      "\u0000 \ud800 half",
      "🙂🙂🙂",
      "日本語のテキスト",
      " ",
      "A plain sentence about boats.",
    ]);
    const stats = await one.memory.stats(userId);
    expect(stats.items).toBe(5);
    expect(stats.vectors.waiting).toBe(0);
    expect((await texts(userId, "boats"))[0]).toBe("A plain sentence about boats.");
    expect(await texts(userId, "\u0000'; --", { mode: "text" })).toEqual([]);
  });
});

describe("the index of vectors", () => {
  it("comes back when its process is killed, its files are damaged, or all of it is lost", async () => {
    const userId = await remembering(NOTES);
    const found = () => texts(userId, "programming language", { mode: "vector" });
    const before = await found();
    expect(before[0]).toBe(NOTES[4]);
    process.kill(one.index.pid ?? 0, "SIGKILL");
    // The search that was under way may have to do with words.
    await one.memory.search(userId, ask("programming language"));
    expect(await found()).toEqual(before);

    const table =
      (await readdir(world.directory)).find((name) => name.includes(userId.replaceAll("-", ""))) ?? "";
    for (const file of await readdir(join(world.directory, table, "data"))) {
      await writeFile(join(world.directory, table, "data", file), "damaged");
    }
    await one.index.close();
    one = world.open();
    const first = await one.memory.search(userId, ask("programming language", { mode: "vector" }));
    if (first.notices.length > 0) expect(first.notices).toEqual(["index_unavailable"]);
    expect(await found()).toEqual(before);

    await one[Symbol.asyncDispose]();
    await rm(world.directory, { recursive: true });
    one = world.open();
    expect(await found()).toEqual(before);
  });

  it("is done without where LanceDB is not installed: words find, and health says why", async () => {
    const userId = await remembering(NOTES);
    await one[Symbol.asyncDispose]();
    const other = world.open(undefined, "LanceDB is not installed for riscv");
    for (const mode of ["hybrid", "vector"] as const) {
      const { hits, notices } = await other.memory.search(userId, ask("sourdough bread", { mode }));
      expect(hits[0]).toMatchObject({ item: { text: NOTES[1] }, vectorRank: null, textRank: 1 });
      expect(notices).toEqual(["index_unavailable"]);
    }
    expect(other.index.pid).toBeUndefined();
    expect(other.health()).toMatchObject({
      state: "degraded",
      description: "searched by words alone, not by meaning: LanceDB is not installed for riscv",
    });
    await other.memory.deleteUser(userId);
    expect(await other.index.people()).not.toContain(userId);
    one = world.open();
  });

  it("has forgotten, after a start, whom the rows do not know", async () => {
    const gone = randomUUID();
    const [vector] = await one.memory.embed(["somebody who is gone"]);
    const entry = { n: 1, version: 1, at: 0, kind: "note", source: { kind: "note", id: "n" } } as const;
    await one.index.put(gone, one.memory.model, [{ ...entry, vector: vector! }]);
    const there = await remembering(NOTES.slice(0, 1));
    await texts(there, "weather");
    expect(await one.index.people()).toEqual(expect.arrayContaining([gone, there]));
    await one.memory.sweep();
    const left = await one.index.people();
    expect(left).toContain(there);
    expect(left).not.toContain(gone);
  });
});
