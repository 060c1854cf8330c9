import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passagesOf } from "./passages.ts";

const solid = (text: string): string => text.replaceAll(/\s/g, "");

describe("passages", () => {
  it("end with a sentence where they can", () => {
    const text = "One is short. Two is a little longer than one. Three ends it all, at last.";
    expect(passagesOf(text, 50)).toEqual([
      "One is short. Two is a little longer than one.",
      "Three ends it all, at last.",
    ]);
    expect(passagesOf("A paragraph here.\n\nAnd one there. It goes on.", 32)).toEqual([
      "A paragraph here.",
      "And one there. It goes on.",
    ]);
  });

  it("leave a short text as it is, and nothing of an empty one", () => {
    expect(passagesOf("  A note. ")).toEqual(["A note."]);
    expect(passagesOf(" \n ")).toEqual([]);
  });

  it("lose no letter, break no character and are never too long", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "B", ".", "!", " ", "\n", "ä", "🙂", "—"),
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (text, most) => {
        const passages = passagesOf(text, most);
        expect(solid(passages.join(""))).toBe(solid(text));
        for (const passage of passages) {
          expect(passage.length).toBeLessThanOrEqual(most);
          expect(passage.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
