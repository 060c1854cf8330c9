import { expect, test } from "vitest";
import { expectClose } from "../testdata/close.suite.ts";
import { erfc, normalCdf, probit } from "./normal.ts";

test("erfc agrees with tabulated values in all three of its ranges", () => {
  // Abramowitz & Stegun 7.1 and DLMF 7.23, to the digits printed there and beyond.
  expectClose(erfc(0.1), 0.8875370839817152, "erfc(0.1)", 1e-15);
  expectClose(erfc(0.5), 0.4795001221869535, "erfc(0.5)", 1e-15);
  expectClose(erfc(2), 0.004677734981047266, "erfc(2)", 1e-14);
  expectClose(erfc(5), 1.5374597944280349e-12, "erfc(5)", 1e-14);
  expectClose(erfc(10), 2.088487583762545e-45, "erfc(10)", 1e-14);
  expectClose(erfc(-1), 1.842700792949715, "erfc(-1)", 1e-15);
});

test("erfc at the ends", () => {
  expect(erfc(0)).toBe(1);
  expect(erfc(Infinity)).toBe(0);
  expect(erfc(-Infinity)).toBe(2);
  expect(erfc(NaN)).toBeNaN();
});

test("the pieces of erfc meet", () => {
  for (const seam of [0.46875, 4]) {
    expectClose(erfc(seam * (1 + 1e-15)), erfc(seam), `seam ${seam}`, 1e-13);
  }
});

test("the cumulative distribution and its inverse undo each other", () => {
  for (let x = -8; x <= 5; x += 0.01) expect(Math.abs(probit(normalCdf(x)) - x)).toBeLessThan(1e-9);
});

test("probit agrees with known quantiles", () => {
  expectClose(probit(0.975), 1.959963984540054, "97.5 %", 1e-14);
  expectClose(probit(1e-10), -6.361340902404056, "1e-10", 1e-14);
  expectClose(probit(1e-300), -37.0471, "1e-300", 1e-6);
  expect(probit(0.5)).toBe(0);
  expect(probit(0)).toBe(-Infinity);
  expect(probit(1)).toBe(Infinity);
});
