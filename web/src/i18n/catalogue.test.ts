import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fill, pieces } from "./fill.ts";

/** Others say these in English: the server its errors and parts, the engine its constants. */
const OF_OTHERS: ReadonlySet<string> = new Set([
  "errorCodes",
  "constantMeanings",
  "constantSources",
  "serverWords",
]);

/** Sentences by path. */
function sentences(node: object, path = ""): [path: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (OF_OTHERS.has(key)) return [];
    if (typeof value === "string") return [[`${path}${key}`, value]];
    return sentences(value as object, `${path}${key}.`);
  });
}

const slots = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe("catalogues", () => {
  it("have the same sentences with the same slots", () => {
    const german = new Map(sentences(de));
    expect([...german.keys()]).toEqual(sentences(en).map(([path]) => path));
    for (const [path, text] of sentences(en))
      expect(slots(german.get(path) ?? ""), path).toEqual(slots(text));
  });

  it("use none of the forbidden words", () => {
    const forbidden =
      /\blie[sd]?\b|stress level|health score|diagnos|burnout|optimal you|lüge|stresslevel|gesundheitswert/i;
    for (const [path, text] of [...sentences(en), ...sentences(de)])
      expect(text, path).not.toMatch(forbidden);
  });
});

describe("fill", () => {
  it("puts values in and leaves unknown slots to be seen", () => {
    expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
  });

  it("takes a sentence apart without losing anything", () => {
    expect(pieces("{a} and {a}.")).toEqual([
      { text: "a", slot: true, at: 0 },
      { text: " and ", slot: false, at: 3 },
      { text: "a", slot: true, at: 8 },
      { text: ".", slot: false, at: 11 },
    ]);
  });
});
