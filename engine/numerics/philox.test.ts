import { expect, test } from "vitest";
import { expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { draw, drawInto, philox } from "./philox.ts";

function words(...args: [number, number, number, number, number, number]): number[] {
  const out = new Uint32Array(4);
  philox(out, ...args);
  return [...out];
}

test("the known answers of Random123 1.14", () => {
  const ones = 0xffffffff;
  expect(words(0, 0, 0, 0, 0, 0)).toEqual(vectors.expected.rng.philox000);
  expect(words(ones, ones, ones, ones, ones, ones)).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  const pi = [0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;
  expect(words(...pi)).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
});

test("a draw is a function of its four integers", () => {
  const { z, u } = draw(20261123, 3, 5, 1);
  expectClose(z, vectors.expected.rng.draw.z, "z");
  expectClose(u, vectors.expected.rng.draw.u, "u");
  const pair = new Float64Array(2);
  drawInto(pair, 20261123, 3, 5, 1);
  expect([...pair]).toEqual([z, u]);
});

test("draws look normal and uniform", () => {
  const n = 20_000;
  let sum = 0;
  let squares = 0;
  let uniform = 0;
  for (let path = 0; path < n; path++) {
    const { z, u } = draw(1, path, 0, 0);
    sum += z;
    squares += z * z;
    uniform += u;
  }
  expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  expect(Math.abs(uniform / n - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n));
});
