import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate } from "./quote.ts";

const TEXT = "I wrote “the” parser,\n and it's fast (very).";

describe("a quote", () => {
  it.each([
    ["wrote “the” parser", "wrote “the” parser"],
    ['wrote "the" parser, and', "wrote “the” parser,\n and"],
    ["IT’S FAST (very)", "it's fast (very)"],
    ["  parser ", "parser"],
  ])("%s is found as it stands in the text", (quote, found) => {
    const located = locate(quote, TEXT);
    expect(located?.quote).toBe(found);
    expect(TEXT.slice(...(located?.span ?? []))).toBe(found);
  });

  it.each(["", "I", "wrote a parser", "parser and", "x".repeat(2_000)])("%s is none", (quote) => {
    expect(locate(quote, TEXT)).toBeUndefined();
  });

  it("that is a part of a text is always found; its span gives its words", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 4, maxLength: 60 }),
        fc.nat(20),
        fc.nat(20),
        (text, from, length) => {
          const part = text.slice(from, from + length + 2).trim();
          fc.pre(part.length >= 2);
          const located = locate(part, text);
          expect(located?.quote).toBe(part);
          expect(text.slice(...(located?.span ?? []))).toBe(part);
        },
      ),
    );
  });
});
