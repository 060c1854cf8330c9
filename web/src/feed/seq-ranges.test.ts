import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeqRanges } from "./seq-ranges.ts";

describe("SeqRanges", () => {
  it("returns only what is new, however blocks overlap", () => {
    const ranges = new SeqRanges();
    expect(ranges.add(0, 50)).toEqual([{ from: 0, to: 50 }]);
    expect(ranges.add(0, 50)).toEqual([]);
    expect(ranges.add(100, 150)).toEqual([{ from: 100, to: 150 }]);
    expect(ranges.missing).toBe(50);
    expect(ranges.add(40, 120)).toEqual([{ from: 50, to: 100 }]);
    expect(ranges.missing).toBe(0);
    expect(ranges.seen).toBe(150);
  });

  it("hands out every number exactly once in any order of blocks", () => {
    const block = fc.record({ from: fc.nat(200), count: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 60 }), (blocks) => {
        const ranges = new SeqRanges();
        const given = new Map<number, number>();
        for (const { from, count } of blocks) {
          for (const fresh of ranges.add(from, from + count)) {
            for (let seq = fresh.from; seq < fresh.to; seq++) given.set(seq, (given.get(seq) ?? 0) + 1);
          }
        }
        const wanted = new Set(
          blocks.flatMap(({ from, count }) => Array.from({ length: count }, (_, i) => from + i)),
        );
        expect(new Set(given.keys())).toEqual(wanted);
        expect([...given.values()].every((times) => times === 1)).toBe(true);
        expect(ranges.seen).toBe(wanted.size);
      }),
    );
  });

  it("stays bounded when every second number is lost", () => {
    const ranges = new SeqRanges();
    for (let seq = 0; seq < 2_000; seq += 2) ranges.add(seq, seq + 1);
    expect(ranges.missing).toBeLessThanOrEqual(256);
    expect(ranges.add(2_000, 2_001)).toHaveLength(1);
  });
});
