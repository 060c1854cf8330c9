import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SampleBuffer } from "./sample-buffer.ts";

const START = 1_790_000_000_000_000;

describe("the newest samples of a stream", () => {
  it("keeps a late sample in its place while making room in front of it", () => {
    const buffer = new SampleBuffer();
    for (let i = 0; i < 16; i++) buffer.insert(START + i * 5_000_000, i);
    buffer.trim(START + 30_000_000);
    buffer.insert(START + 25_000_000, 99);
    expect(stampsOf(buffer)[0]).toBe(START + 25_000_000);
    expect(buffer.indexOf(START + 26_000_000)).toBe(1);
  });

  it("keeps exact stamps over hours", () => {
    const buffer = new SampleBuffer();
    for (let i = 0; i < 20_000; i++) {
      buffer.insert(START + i * 1_000_000, i);
      buffer.trim(START + (i - 30) * 1_000_000);
    }
    expect(stampsOf(buffer)).toEqual(Array.from({ length: 31 }, (_, i) => START + (19_969 + i) * 1_000_000));
  });

  it("holds what a sorted list would hold, in whatever order samples come and old ones go", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(600), fc.nat(3), fc.boolean()), { maxLength: 120 }), (steps) => {
        const buffer = new SampleBuffer();
        let list: { us: number; value: number }[] = [];
        for (const [second, value, isTrim] of steps) {
          const us = START + second * 1_000_000;
          if (isTrim) {
            buffer.trim(us - 60_000_000);
            list = list.filter((sample) => sample.us >= us - 60_000_000);
          } else {
            buffer.insert(us, value);
            list.push({ us, value });
          }
        }
        list.sort((a, b) => a.us - b.us || a.value - b.value);
        expect(stampsOf(buffer)).toEqual(list.map(({ us }) => us));
        expect(list.map((_, i) => buffer.valueAt(i))).toEqual(list.map(({ value }) => value));
      }),
      { numRuns: 200 },
    );
  });
});

describe("many samples at once", () => {
  it("are held as one by one, in whatever order they come", () => {
    const sample = fc.tuple(fc.nat(900), fc.nat(3));
    fc.assert(
      fc.property(
        fc.array(fc.array(sample, { maxLength: 60 }), { maxLength: 6 }),
        fc.boolean(),
        (runs, isInOrder) => {
          const one = new SampleBuffer();
          const many = new SampleBuffer();
          for (const [i, run] of runs.entries()) {
            const samples = run.map(([s, value]) => [START + (i * 900 + s) * 3_000_000, value / 3] as const);
            if (isInOrder) samples.sort(([a], [b]) => a - b);
            for (const [us, value] of samples) one.insert(us, value);
            const stamps = Float64Array.from(samples, ([us]) => us);
            many.insertAll(
              stamps,
              Float64Array.from(samples, ([, value]) => value),
              samples.length,
            );
          }
          expect(stampsOf(many)).toEqual(stampsOf(one));
          expect(stampsOf(many).map((_, i) => many.valueAt(i))).toEqual(
            stampsOf(one).map((_, i) => one.valueAt(i)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

function stampsOf(buffer: SampleBuffer): number[] {
  return Array.from({ length: buffer.length }, (_, i) => buffer.stampAt(i));
}
