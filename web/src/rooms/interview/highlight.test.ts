import { expect, it } from "vitest";
import { piecesOf } from "./highlight.ts";

const TEXT = "I use TypeScript daily.";

it("cuts a text at its quotes, also where they overlap", () => {
  const quoted = [
    { id: "a", span: [2, 16] as const },
    { id: "b", span: [6, 22] as const },
  ];
  expect(piecesOf(TEXT, quoted)).toEqual([
    { text: "I ", from: 0, ids: [], ending: [] },
    { text: "use ", from: 2, ids: ["a"], ending: [] },
    { text: "TypeScript", from: 6, ids: ["a", "b"], ending: ["a"] },
    { text: " daily", from: 16, ids: ["b"], ending: ["b"] },
    { text: ".", from: 22, ids: [], ending: [] },
  ]);
});

it("loses nothing of the text, whatever the spans are", () => {
  const quoted = [
    { id: "a", span: [-5, 900] as const },
    { id: "b", span: [4, 4] as const },
  ];
  expect(
    piecesOf(TEXT, quoted)
      .map(({ text }) => text)
      .join(""),
  ).toBe(TEXT);
  expect(piecesOf(TEXT, [])).toEqual([{ text: TEXT, from: 0, ids: [], ending: [] }]);
  expect(piecesOf("", quoted)).toEqual([]);
});
