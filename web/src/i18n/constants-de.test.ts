import { expect, it } from "vitest";
import { constantsCatalogue } from "@trajectory/engine/constants-catalogue.ts";
import { MEANINGS, SOURCES } from "./constants-de.ts";

it("says every constant and every source in German, and nothing else", () => {
  const catalogue = constantsCatalogue();
  expect(Object.keys(MEANINGS)).toEqual(catalogue.map(({ key }) => key));
  expect(new Set(Object.keys(SOURCES))).toEqual(new Set(catalogue.map(({ source }) => source)));
});
