import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SeqRange, count, ledgerOf, positionOf, subtract, union } from "./seq-ranges.ts";

const ranges = fc
  .array(fc.tuple(fc.nat(60), fc.nat(12)), { maxLength: 12 })
  .map((pairs) => pairs.map(([from, length]): SeqRange => ({ from, to: from + length })));

function numbers(set: readonly SeqRange[]): Set<number> {
  return new Set(
    set.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
}

function sorted(set: Iterable<number>): number[] {
  return [...set].toSorted((a, b) => a - b);
}

describe("ranges of sequence numbers", () => {
  it("unite as sets do, in order and apart", () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const both = union(a, b);
        expect(sorted(numbers(both))).toEqual(sorted(new Set([...numbers(a), ...numbers(b)])));
        expect(count(both)).toBe(numbers(both).size);
        for (const [index, { from, to }] of both.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(both[index - 1]?.to ?? -1);
        }
      }),
    );
  });

  it("subtract as sets do", () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const rest = numbers(subtract(union(a), union(b)));
        expect(sorted(rest)).toEqual(sorted([...numbers(a)].filter((seq) => !numbers(b).has(seq))));
      }),
    );
  });

  it("leave what they were made from as it was", () => {
    const a = [{ from: 0, to: 5 }];
    union(a, [{ from: 3, to: 9 }]);
    expect(a).toEqual([{ from: 0, to: 5 }]);
  });
});

describe("position", () => {
  it.each([
    [[], [], 0, []],
    [[{ from: 0, to: 50 }], [], 50, []],
    [[{ from: 0, to: 50 }], [{ from: 50, to: 60 }], 60, []],
    [[{ from: 60, to: 70 }], [], 0, [{ firstSeq: 60, count: 10 }]],
    [[{ from: 0, to: 5 }], [{ from: 9, to: 10 }], 5, [{ firstSeq: 9, count: 1 }]],
  ])("of stored %j and dropped %j is %j with %j held", (stored, dropped, nextSeq, held) => {
    expect(positionOf(3, { stored, dropped })).toEqual({ stream: 3, nextSeq, held });
  });
});

describe("ledger", () => {
  it("balances, and counts a sample that was stored as stored", () => {
    const samples = { stored: [{ from: 0, to: 10 }], dropped: [{ from: 5, to: 15 }] };
    expect(ledgerOf(1, samples, 0)).toEqual({
      stream: 1,
      captured: 15,
      stored: 10,
      dropped: 5,
      outstanding: 0,
    });
    expect(ledgerOf(1, samples, 40)).toMatchObject({ captured: 40, outstanding: 25 });
  });
});
