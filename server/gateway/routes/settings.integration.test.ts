import { afterAll, beforeAll, expect, it } from "vitest";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

let gateway: TestGateway;
const USUAL = { acceleration: "g", rotation: "rad/s" };

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

it("a time zone is kept for the person alone, and summaries begin their days in it", async () => {
  const [ann, bob] = [await gateway.newPerson(), await gateway.newPerson()];
  expect(await ann.must("GET", "/api/settings")).toEqual({ timeZone: null, units: USUAL });
  expect(await ann.must("PUT", "/api/settings", { timeZone: "Asia/Kathmandu" })).toEqual({
    timeZone: "Asia/Kathmandu",
    units: USUAL,
  });
  expect(await ann.must("GET", "/api/settings")).toEqual({ timeZone: "Asia/Kathmandu", units: USUAL });
  expect(await bob.must("GET", "/api/settings")).toEqual({ timeZone: null, units: USUAL });
  const zoneOf = async (query: string) => {
    const summary = `/api/signals/${ann.id}/summary?from=${NOW - 1}&to=${NOW}${query}`;
    return (await ann.must<{ tz: string }>("GET", summary)).tz;
  };
  expect(await zoneOf("")).toBe("Asia/Kathmandu");
  expect(await zoneOf("&tz=Europe/Berlin")).toBe("Europe/Berlin");
  const refused = await ann.refusal("PUT", "/api/settings", { timeZone: "Mars/Olympus" });
  expect(refused).toMatchObject({ code: "invalid_input", field: "timeZone" });
  expect((await gateway.app.inject("/api/settings")).statusCode).toBe(401);
});

it("units are kept for the person alone, beside the time zone, and nothing else is taken", async () => {
  const [ann, bob] = [await gateway.newPerson(), await gateway.newPerson()];
  const units = { acceleration: "m/s^2", rotation: "deg/s" };
  await ann.must("PUT", "/api/settings", { timeZone: "Europe/Berlin" });
  expect(await ann.must("PUT", "/api/settings", { units })).toEqual({ timeZone: "Europe/Berlin", units });
  await ann.must("PUT", "/api/settings", { timeZone: null });
  expect(await ann.must("GET", "/api/settings")).toEqual({ timeZone: null, units });
  expect(await bob.must("GET", "/api/settings")).toEqual({ timeZone: null, units: USUAL });
  for (const wrong of [
    { units: { acceleration: "ft/s^2", rotation: "deg/s" } },
    { units: { acceleration: "g" } },
    { language: "de" },
  ]) {
    expect(await ann.refusal("PUT", "/api/settings", wrong)).toMatchObject({ code: "invalid_input" });
  }
  expect(await ann.must("GET", "/api/settings")).toEqual({ timeZone: null, units });
});
