import { expect, it } from "vitest";
import { FixedSeries, joined } from "./fixed-series.ts";

function piece(...times: number[]) {
  return { times: new Float64Array(times), columns: [new Float64Array(times.map((time) => 10 * time))] };
}

it("joins pieces, and leaves out what both have", () => {
  const { times, columns } = joined([piece(1, 2, 3), piece(), piece(2, 3, 4, 5)], 1);
  expect([...times]).toEqual([1, 2, 3, 4, 5]);
  expect([...(columns[0] ?? [])]).toEqual([10, 20, 30, 40, 50]);
});

it("gives a part with a point more on each side, and no two have the same version", () => {
  const series = new FixedSeries(piece(1, 2, 3, 4, 5, 6));
  expect([...series.slice(3, 4).times]).toEqual([2, 3, 4, 5]);
  expect(series.length).toBe(6);
  expect(new FixedSeries(piece(1)).version).not.toBe(series.version);
});
