/**
 * Recorded logs are replayed with the machines and the model of now: a change that would land a person elsewhere
 * fails here and says which numbers differ. tests/recorded-logs/README.md says what to do then.
 */
import { MACHINE_VERSION } from "@trajectory/actors/runtime/machine-version.ts";
import { upcast } from "@trajectory/actors/runtime/upcast.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { expect, it } from "vitest";
import { differences, land, readExpected, readLog, recordedLogs } from "./landing.ts";

const names = await recordedLogs();

it("has logs to replay", () => {
  expect(names.length).toBeGreaterThan(0);
});

it.each(names)("%s lands where it did", async (name) => {
  const [log, expected] = await Promise.all([readLog(name), readExpected(name)]);
  const found = differences(expected, land(log.events));
  if (found.length === 0) return;
  throw new Error(
    [
      `The log "${name}" lands elsewhere (expected → now):`,
      ...found.map((line) => `  ${line}`),
      "If that is meant: raise MODEL_VERSION or MACHINE_VERSION where what is stored changes its meaning, then",
      `  node tests/recorded-logs/accept.ts ${name} --reason "why people land there now"`,
    ].join("\n"),
  );
});

it("says which numbers differ, and which event does not fit any more", async () => {
  const [name = ""] = names;
  const { events } = await readLog(name);
  const before = land(events);
  expect(differences(before, land(events))).toEqual([]);

  const changed = events.map((event) =>
    event.type === "progress_reported" ? { ...event, payload: { projectId: "P1", progress: 0.36 } } : event,
  );
  const lines = differences(before, land(changed));
  expect(lines).toContainEqual(
    expect.stringMatching(/^physics\.eta\.value: 0\.\d+ → 0\.\d+ \([+-][\d.e-]+ %\)$/),
  );
  expect(lines.length).toBeLessThan(50);

  const other = { ...before, stateHash: "0" };
  expect(differences(before, other)).toEqual([expect.stringContaining("though no number above it differs")]);
  const withoutStart = events
    .filter(({ type }) => type !== "session_started")
    .map((event, i) => ({ ...event, seq: i + 1 }));
  expect(() => land(withoutStart)).toThrow(/^Event \d+ \(session\.window_recorded\) cannot be replayed: /);
});

it("replays what an older machine wrote through its up-caster, and only with it", async () => {
  const [name = ""] = names;
  const { events } = await readLog(name);
  const asOlderMachinesWrote = events.map((event) => {
    if (event.type !== "progress_reported") return event;
    const { projectId, progress } = event.payload as { projectId: string; progress: number };
    return { ...event, machineVersion: MACHINE_VERSION - 1, payload: { projectId, percent: progress * 100 } };
  });
  const fromPercent = (event: EventRecord): EventRecord => {
    if (event.type !== "progress_reported") return event;
    const { projectId, percent } = event.payload as { projectId: string; percent: number };
    return { ...event, payload: { projectId, progress: percent / 100 } };
  };
  const upcasters = new Map([[MACHINE_VERSION - 1, fromPercent]]);
  expect(
    differences(
      land(events),
      land(asOlderMachinesWrote, (event) => upcast(event, upcasters)),
    ),
  ).toEqual([]);
  expect(() => land(asOlderMachinesWrote)).toThrow(/progress_reported\) cannot be replayed/);
});
