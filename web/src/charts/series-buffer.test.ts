import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeriesBuffer } from "./series-buffer.ts";

function contents(buffer: SeriesBuffer): [number, number][] {
  const { times, columns } = buffer.view();
  return Array.from(times, (time, i) => [time, columns[0]?.[i] ?? Number.NaN]);
}

describe("SeriesBuffer", () => {
  it("keeps the newest points in order, whatever order they come in", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 200 }), (times) => {
        const roomy = new SeriesBuffer(1, 400);
        times.forEach((time) => roomy.put(time, [time * 2]));
        const wanted = [...new Set(times)].sort((a, b) => a - b).map((time) => [time, time * 2]);
        expect(contents(roomy)).toEqual(wanted);
      }),
    );
  });

  it("never holds more than its capacity and drops the oldest", () => {
    const buffer = new SeriesBuffer(2, 10);
    for (let i = 0; i < 1_000; i++) buffer.put(i, [i, -i]);
    expect(buffer.length).toBe(10);
    expect(contents(buffer).map(([time]) => time)).toEqual([
      990, 991, 992, 993, 994, 995, 996, 997, 998, 999,
    ]);
    buffer.put(5, [0, 0]);
    expect(buffer.length).toBe(10);
    expect(buffer.newest).toBe(999);
    buffer.put(995.5, [7, 7]);
    expect(contents(buffer).map(([time]) => time)).toContain(995.5);
    expect(buffer.length).toBe(10);
  });

  it("replaces a point at the same time and removes one", () => {
    const buffer = new SeriesBuffer(1, 10);
    [1, 2, 3].forEach((time) => buffer.put(time, [time]));
    buffer.put(2, [20]);
    expect(contents(buffer)).toEqual([
      [1, 1],
      [2, 20],
      [3, 3],
    ]);
    buffer.remove(2);
    buffer.remove(9);
    expect(contents(buffer)).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });

  it("slices with one point before and after, so that a line reaches the edges", () => {
    const buffer = new SeriesBuffer(1, 100);
    for (let i = 0; i < 50; i++) buffer.put(i, [i]);
    expect([...buffer.slice(10.5, 12.5).times]).toEqual([10, 11, 12, 13, 14]);
    expect([...buffer.slice(-5, 0.5).times]).toEqual([0, 1, 2]);
    expect(buffer.slice(80, 90).times).toHaveLength(1);
  });
});
