/**
 * The migration gate: logs recorded with earlier machines are replayed with today's. Who would land elsewhere is
 * told by how much. Intended changes raise MACHINE_VERSION (or the model's version) and record the life anew.
 */
import { EVENTS } from "@trajectory/protocols/events/envelope.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { describe, expect, it } from "vitest";
import { MACHINE_VERSION } from "../machine-version.ts";
import { MemoryLog } from "../memory-log.ts";
import { rebuild } from "../replay.ts";
import { upcast } from "../upcast.ts";
import constants from "./constants.json" with { type: "json" };
import edits from "./edits.json" with { type: "json" };
import { differences, outcomeOf, type RecordedLife } from "./recorded-life.ts";
import interviews from "./interviews.json" with { type: "json" };
import reminders from "./reminders.json" with { type: "json" };
import year from "./year.json" with { type: "json" };

const LIVES = Object.entries({ year, edits, interviews, reminders, constants } as unknown as Record<
  string,
  RecordedLife
>);

describe.each(LIVES)("the recorded life %s", (_, { events, outcome }) => {
  it("lands where it did", async () => {
    const log = new MemoryLog();
    await log.append({ userId: "anna", expectedSeq: 0, events });
    expect(differences(outcome, outcomeOf(await rebuild(log, "anna")))).toEqual([]);
  });

  it("has events that today's contract takes", () => {
    for (const record of events) {
      const { actor, type, payload, machineVersion } = upcast(record);
      expect(machineVersion).toBeLessThanOrEqual(MACHINE_VERSION);
      const schemas = EVENTS[actor];
      expect(() => parse(schemas[type as keyof typeof schemas], payload)).not.toThrow();
    }
  });
});

describe("the recorded lives", () => {
  it("have every kind of event between them", () => {
    const recorded = new Set(
      LIVES.flatMap(([, { events }]) => events.map(({ actor, type }) => `${actor}.${type}`)),
    );
    const known = Object.entries(EVENTS).flatMap(([actor, types]) =>
      Object.keys(types).map((type) => `${actor}.${type}`),
    );
    expect(known.filter((type) => !recorded.has(type))).toEqual([]);
  });
});

describe("the differences of two outcomes", () => {
  it("are named by path, without what rounding does", () => {
    const before = { eta: { value: 0.844434526287983, parts: [1, 2] }, state: "bound" };
    expect(differences(before, structuredClone(before))).toEqual([]);
    expect(differences(before, { ...before, eta: { ...before.eta, value: 0.844434526287984 } })).toEqual([]);
    expect(differences(before, { eta: { value: 0.85, parts: [1] }, state: "escaped" })).toEqual([
      "eta.value: was 0.844434526287983, is 0.85",
      "eta.parts.1: was 2, is undefined",
      'state: was "bound", is "escaped"',
    ]);
  });
});
