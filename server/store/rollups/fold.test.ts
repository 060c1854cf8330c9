import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "@trajectory/protocols/messages.ts";
import { LEVELS, LEVEL_US, type Bucket, foldBuckets, startOf } from "./bucket.ts";
import { Fold } from "./fold.ts";

const START = 1_790_000_000_123_456;
const SHAPE = { channels: 2, nominalHz: 10 };

function sampleAt(seq: number, stepUs: number): { us: number; values: [number, number] } {
  return {
    us: START + seq * stepUs,
    values: [Math.fround(Math.sin(seq) * 3), Math.fround(seq % 7) - 3.5],
  };
}

function blockOf(first: number, count: number, stepUs: number): Block {
  const samples = Array.from({ length: count }, (_, i) => sampleAt(first + i, stepUs));
  return {
    stream: 1,
    firstSeq: first,
    t0Us: samples[0]?.us ?? 0,
    dtUs: samples.map((_, i) => (i === 0 ? 0 : stepUs)),
    samples: samples.flatMap(({ values }) => values),
  };
}

/** The newest row of each bucket, as the store would hold it. */
class Rows {
  readonly held = { second: new Map<number, Bucket>(), minute: new Map(), hour: new Map() };

  take(fold: Fold): void {
    expect(fold.settle()).toBe(true);
    const rows = fold.takeRows();
    for (const level of LEVELS) {
      for (const bucket of rows[level]) {
        const before: Bucket | undefined = this.held[level].get(bucket.tUs);
        expect(bucket.replaces).toBe(before?.count ?? 0);
        this.held[level].set(bucket.tUs, bucket);
      }
    }
  }

  list(level: (typeof LEVELS)[number]): Bucket[] {
    return [...this.held[level].values()].sort((a, b) => a.tUs - b.tUs);
  }
}

describe("folding the blocks of a stream", () => {
  it("keeps count, extremes, sums and gaps of each second", () => {
    const fold = new Fold(SHAPE);
    fold.offer(blockOf(0, 5, 100_000));
    fold.offer(blockOf(7, 3, 100_000));
    const rows = new Rows();
    rows.take(fold);
    const [first, second] = rows.list("second");
    const values = [0, 1, 2, 3, 4, 7, 8].map((seq) => sampleAt(seq, 100_000).values[0]);
    expect(first).toMatchObject({
      tUs: startOf("second", START),
      count: 7,
      firstSeq: 0,
      lastSeq: 8,
      gaps: 1,
    });
    expect(first?.mins[0]).toBe(Math.min(...values));
    expect(first?.maxs[0]).toBe(Math.max(...values));
    expect(first?.sums[0]).toBeCloseTo(
      values.reduce((sum, value) => sum + value, 0),
      12,
    );
    expect(first?.squares[0]).toBeCloseTo(
      values.reduce((sum, value) => sum + value * value, 0),
      12,
    );
    expect(first?.coveredS).toBe(0.7);
    expect(second).toMatchObject({ count: 1, firstSeq: 9, gaps: 0 });
  });

  it("does not take what comes behind its time", () => {
    const fold = new Fold(SHAPE);
    fold.offer(blockOf(0, 15, 100_000));
    expect(fold.offer(blockOf(5, 5, 100_000))).toBe(false);
    expect(fold.offer({ ...blockOf(15, 5, 100_000), t0Us: START })).toBe(false);
    expect(fold.offer(blockOf(20, 5, 100_000))).toBe(true);
  });

  it("waits for blocks whose COMMIT is a little later, until it is to be written", () => {
    const fold = new Fold(SHAPE);
    const [first, second, third] = [blockOf(0, 5, 100_000), blockOf(5, 5, 100_000), blockOf(10, 5, 100_000)];
    for (const block of [third, first, second]) expect(fold.offer(block)).toBe(true);
    const rows = new Rows();
    rows.take(fold);
    expect(rows.list("minute")).toMatchObject([{ count: 15, gaps: 0 }]);
    expect(fold.offer(blockOf(25, 5, 100_000))).toBe(true);
    expect(fold.offer(blockOf(15, 12, 100_000))).toBe(true);
    expect(fold.settle()).toBe(false);
    expect(fold.unwritten).toEqual({ fromUs: START + 1_500_000, toUs: START + 2_900_000 });
  });

  it("goes on behind a gap that is not filled", () => {
    const fold = new Fold(SHAPE);
    fold.offer(blockOf(0, 5, 100_000));
    for (let seq = 100; seq < 300; seq += 5) expect(fold.offer(blockOf(seq, 5, 100_000))).toBe(true);
    const rows = new Rows();
    rows.take(fold);
    expect(rows.list("hour")).toMatchObject([{ count: 205, gaps: 1, firstSeq: 0, lastSeq: 299 }]);
  });

  it("gives the same bits however blocks are cut and whenever they are written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(100_000, 1_700_000, 61_000_000),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        (stepUs, cuts, flushes) => {
          const cut = new Rows();
          const fold = new Fold(SHAPE);
          let seq = 0;
          for (const [i, count] of cuts.entries()) {
            fold.offer(blockOf(seq, count, stepUs));
            seq += count;
            if (flushes[i] === true) cut.take(fold);
          }
          cut.take(fold);
          const whole = new Rows();
          const once = new Fold(SHAPE);
          once.offer(blockOf(0, seq, stepUs));
          whole.take(once);
          const content = (rows: Rows, level: (typeof LEVELS)[number]) =>
            rows.list(level).map((bucket) => ({ ...bucket, replaces: null }));
          for (const level of LEVELS) expect(content(cut, level)).toEqual(content(whole, level));
          const seconds = content(whole, "second");
          expect(foldBuckets("minute", seconds)).toEqual(content(whole, "minute"));
          expect(foldBuckets("hour", foldBuckets("minute", seconds))).toEqual(content(whole, "hour"));
          expect(seconds.reduce((sum, { count }) => sum + count, 0)).toBe(seq);
          expect(seconds.every(({ tUs }) => tUs % LEVEL_US.second === 0)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
