import { expect, test } from "vitest";
import { checkVectors } from "./vectors.suite.ts";

test("all 540 numbers of the worked example to 1e-10", () => {
  const checks = checkVectors();
  expect(checks).toHaveLength(540);
  expect(new Set(checks.map(({ path }) => path)).size).toBe(540);
  expect(checks.filter(({ error }) => !(error <= 1e-10))).toEqual([]);
});
