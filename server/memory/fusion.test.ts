import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse } from "./fusion.ts";

const list = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });

describe("reciprocal rank fusion", () => {
  it("puts what both searches found before what only one found", () => {
    expect(fuse([1, 2, 3], [3, 4])).toEqual([
      { n: 3, vectorRank: 3, textRank: 1, score: 1 / 63 + 1 / 61 },
      { n: 1, vectorRank: 1, textRank: null, score: 1 / 61 },
      { n: 4, vectorRank: null, textRank: 2, score: 1 / 62 },
      { n: 2, vectorRank: 2, textRank: null, score: 1 / 62 },
    ]);
  });

  it("keeps the order of a list that stands alone", () => {
    fc.assert(
      fc.property(list, (numbers) => {
        expect(fuse(numbers, []).map(({ n }) => n)).toEqual(numbers);
        expect(fuse([], numbers).map(({ n }) => n)).toEqual(numbers);
      }),
    );
  });

  it("names everything once, and nobody below somebody that both rank lower", () => {
    fc.assert(
      fc.property(list, list, (byVector, byText) => {
        const fused = fuse(byVector, byText);
        expect(new Set(fused.map(({ n }) => n))).toEqual(new Set([...byVector, ...byText]));
        for (const [i, worse] of fused.entries()) {
          for (const better of fused.slice(0, i)) {
            const isBeaten =
              (worse.vectorRank ?? Infinity) < (better.vectorRank ?? Infinity) &&
              (worse.textRank ?? Infinity) < (better.textRank ?? Infinity);
            expect(isBeaten).toBe(false);
          }
        }
      }),
    );
  });
});
