import { expect, it } from "vitest";
import { settingsOf } from "./account.ts";

it("takes what an older server does not know of as usual", () => {
  expect(settingsOf({})).toEqual({ timeZone: null, units: { acceleration: "g", rotation: "rad/s" } });
  const units = { acceleration: "m/s^2" } as const;
  expect(settingsOf({ timeZone: "Europe/Berlin", units: units as never })).toEqual({
    timeZone: "Europe/Berlin",
    units: { acceleration: "m/s^2", rotation: "rad/s" },
  });
});
