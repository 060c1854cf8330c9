import { expect, it } from "vitest";
import { roomOf } from "./source-room.ts";

it("leads to the very thing that an item comes from", () => {
  const room = (kind: string, locator?: string) =>
    roomOf({ source: { kind, id: "a b", ...(locator === undefined ? {} : { locator }) } });
  expect(room("interview")).toBe("/interview?interview=a%20b");
  expect(room("insight", "pace_short:P&1")).toBe("/plans?analysis=a%20b&insight=pace_short%3AP%261");
  expect(room("note")).toBeUndefined();
});
