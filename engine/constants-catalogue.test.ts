import { expect, test } from "vitest";
import { constantsCatalogue } from "./constants-catalogue.ts";
import { DEFAULTS } from "./constants.ts";

/** Paths of all numbers. */
function leaves(value: object, path = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const below = path === "" ? key : `${path}.${key}`;
    return typeof inner === "object" && inner !== null ? leaves(inner, below) : [below];
  });
}

test("the catalogue lists every constant once, in the order of the model", () => {
  expect(constantsCatalogue().map(({ key }) => key)).toEqual(leaves(DEFAULTS));
});

test("the values are those in force, beside the published ones", () => {
  const changed = { ...DEFAULTS, mu0: -0.5, halfLifeDays: { ...DEFAULTS.halfLifeDays, mixed: 100 } };
  const differing = constantsCatalogue(changed).filter(({ value, standard }) => value !== standard);
  expect(differing.map(({ key, value, standard }) => [key, value, standard])).toEqual([
    ["mu0", -0.5, -1],
    ["halfLifeDays.mixed", 100, DEFAULTS.halfLifeDays.mixed],
  ]);
});

test("each has a unit, one sentence of meaning and a source", () => {
  for (const { key, value, unit, meaning, source } of constantsCatalogue()) {
    expect(Number.isFinite(value), key).toBe(true);
    expect(unit, key).not.toBe("");
    expect(meaning, key).toMatch(/^[A-Z].*\.$/);
    expect(source, key).not.toBe("");
  }
});
