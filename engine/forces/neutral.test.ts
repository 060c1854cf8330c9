import { expect, test } from "vitest";
import type { ForcesInput } from "./forces-input.ts";
import { neutralInput, readingOf } from "./compute.ts";
import type { ForcesReading } from "./reading.ts";
import { changedProjects, exampleInput, NOW } from "./worked-example.suite.ts";

function read(change: Partial<ForcesInput>): ForcesReading {
  return readingOf({ ...exampleInput(), ...change });
}

function expectOnlyFiniteNumbers(value: unknown, path = "reading"): void {
  if (typeof value === "number") expect(Number.isFinite(value), `${path} = ${value}`).toBe(true);
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) expectOnlyFiniteNumbers(inner, `${path}.${key}`);
  }
}

test("no goals: η is null with its reason", () => {
  const reading = read({ goals: [] });
  expect(reading.eta).toEqual({ value: null, unit: "1", reason: "no_goals", parts: [] });
  expect(reading.alignment).toMatchObject({ value: null, reason: "no_goals" });
  expectOnlyFiniteNumbers(reading);
});

test("goals that all have importance 0 are no goals", () => {
  const reading = read({ goals: [{ id: "g1", importance: 0 }] });
  expect(reading.pEscape).toMatchObject({ value: null, reason: "no_goals" });
  expectOnlyFiniteNumbers(reading);
});

test("nothing at all: v_esc is its floor, flagged", () => {
  const reading = readingOf(neutralInput(NOW));
  expect(reading.escapeVelocity).toMatchObject({ value: 1, floored: true });
  expect(reading.eta.reason).toBe("no_goals");
  expectOnlyFiniteNumbers(reading);
});

test("goals without projects: η is null, gravity stays", () => {
  const reading = read({ projects: [] });
  expect(reading.eta.reason).toBe("no_projects");
  expect(reading.gravity.value).toBeCloseTo(2.9, 12);
  expectOnlyFiniteNumbers(reading);
});

test("zero hours: η is 0, alignment has no value, nothing is NaN", () => {
  const reading = read({ projects: changedProjects(exampleInput(), { hours: 0 }) });
  expect(reading.eta.value).toBe(0);
  expect(reading.etaInf.value).toBe(0);
  expect(reading.pEscape.value).toBeLessThan(0.01);
  expect(reading.alignment).toMatchObject({ value: null, reason: "no_effort" });
  expect(reading.balance).toMatchObject({ value: null, reason: "no_effort" });
  expect(reading.mass.value).toBe(1);
  expect(reading.escapeTime.value).toBeNull();
  expectOnlyFiniteNumbers(reading);
});

test("a finished project takes no hours and needs nothing", () => {
  const projects = changedProjects(exampleInput(), { progress: 1 }, "P3");
  const reading = read({ projects });
  expect(reading.projects[2]).toMatchObject({ hours: 0, thrust: 0, remaining: { value: 0 }, overdue: false });
  expect(reading.conflicts).toEqual([]);
  expectOnlyFiniteNumbers(reading);
});

test("a passed deadline counts as due within a week and is flagged", () => {
  const projects = changedProjects(exampleInput(), { deadline: NOW - 1 }, "P3");
  const reading = read({ projects });
  expect(reading.projects[2]).toMatchObject({ overdue: true });
  expect(reading.required.criticalTime.value).toBeGreaterThanOrEqual(1);
  expectOnlyFiniteNumbers(reading);
});

test("a constraint counts from its start until its end, for ever without one", () => {
  const [financial, health, care] = exampleInput().constraints;
  const constraints = [
    { ...financial!, from: NOW + 1 },
    { ...health!, from: NOW, until: NOW + 1 },
    { ...care!, until: NOW },
  ];
  expect(read({ constraints }).gravity.parts.map((p) => p.value > 0)).toEqual([false, true, false]);
});

test("care is not counted twice when hours are measured", () => {
  const projects = changedProjects(exampleInput(), { effortBasis: "measured" });
  const care = read({ projects }).gravity.parts[2];
  expect(care).toMatchObject({ id: "c3", value: 0 });
});

test("more needed than the capacity can give: the critical set is named", () => {
  const projects = changedProjects(exampleInput(), { deadline: NOW + 7 * 86_400_000 });
  const { criticalSet } = read({ projects });
  expect(criticalSet?.projects).toEqual(["P1", "P2", "P3"]);
  expect(criticalSet!.hoursNeeded).toBeGreaterThan(criticalSet!.hoursAvailable);
});
