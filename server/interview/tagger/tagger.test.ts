import { describe, expect, it } from "vitest";
import { f1, NO_SPANS, scoreSpans } from "../span-score.ts";
import { emptyWeights, runsOf, tagRuns } from "./tagger.ts";
import { tokensOf } from "./tokens.ts";
import { loadWeights, pack } from "./weights.ts";

describe("tokens", () => {
  it("stand where they say; names with signs are one", () => {
    const text = "I know C++, Node.js and CI/CD.";
    const tokens = tokensOf(text);
    expect(tokens.map((token) => token.text)).toEqual([
      "I",
      "know",
      "C++",
      ",",
      "Node.js",
      "and",
      "CI/CD",
      ".",
    ]);
    for (const { text: word, start, end } of tokens) expect(text.slice(start, end)).toBe(word);
  });
});

describe("the tagger", () => {
  it("marks what job advertisements taught it", async () => {
    const { knowledge, skill } = await loadWeights();
    const words = ["Experience", "with", "Python", "and", "SQL", "is", "required", "."];
    const marked = tagRuns(words, knowledge).map(({ from, to }) => words.slice(from, to).join(" "));
    expect(marked).toEqual(["Python", "SQL"]);
    const others = ["We", "meet", "at", "noon", "."];
    expect(tagRuns(others, knowledge)).toEqual([]);
    expect(tagRuns(others, skill)).toEqual([]);
  });

  it("marks nothing without weights, and takes no words", () => {
    expect(tagRuns([], emptyWeights())).toEqual([]);
    expect(tagRuns(["a", "b"], emptyWeights())).toEqual([]);
  });

  it("packs small weights into few bytes", () => {
    const weights = { skill: emptyWeights(), knowledge: emptyWeights() };
    weights.skill.emissions[3] = 1;
    expect(pack(weights).length).toBeLessThan(200);
  });
});

describe("runs", () => {
  it.each([
    [
      [1, 2, 0, 1],
      ["0 2", "3 4"],
    ],
    [
      [1, 1, 2],
      ["0 1", "1 3"],
    ],
    [[0, 2, 2], ["1 3"]],
    [[], []],
  ])("of the tags %j", (tags, runs) => {
    expect(runsOf(tags).map(({ from, to }) => `${from} ${to}`)).toEqual(runs);
  });

  it("are right only when both ends are", () => {
    const marked = [
      { from: 0, to: 2 },
      { from: 3, to: 4 },
    ];
    const score = scoreSpans(
      NO_SPANS,
      [
        { from: 0, to: 2 },
        { from: 3, to: 5 },
      ],
      marked,
    );
    expect(score).toEqual({ right: 1, found: 2, marked: 2 });
    expect(f1(score)).toBe(0.5);
    expect(f1(NO_SPANS)).toBe(0);
  });
});
