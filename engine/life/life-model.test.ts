import { describe, expect, test } from "vitest";
import { MS_PER_DAY, MS_PER_WEEK } from "../forces/forces-input.ts";
import type { WindowFeatures } from "../types.ts";
import { demoPortfolio } from "./demo.ts";
import type { ModelEvent } from "./events.ts";
import { LifeModel } from "./life-model.ts";

const NOW = 1_795_392_000_000;
const HOUR = 3_600_000;

function demo(more: readonly ModelEvent[] = []): LifeModel {
  const model = LifeModel.create();
  for (const event of [...demoPortfolio(NOW), ...more]) model.apply(event);
  return model;
}

function window(t1: number, move: number, coherence?: number): WindowFeatures {
  const features: WindowFeatures["features"] = { move: { value: move, quality: 1 } };
  if (coherence !== undefined) features.coherence = { value: coherence, quality: 1 };
  return { t0: t1 - 10_000, t1, overlap: 2, features };
}

/** Motion windows every 5 s. */
function session(
  from: number,
  count: number,
  move: number,
  coherence?: number,
  sessionId = "s1",
): ModelEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const t = from + (i + 1) * 5_000;
    return { type: "window_recorded", t, sessionId, window: window(t, move, coherence) };
  });
}

function paceOf(model: LifeModel, projectId: string): number {
  return model.snapshot().projects.find((p) => p.id === projectId)!.pace.value;
}

describe("time", () => {
  test("η moves only with events, and the snapshot is the same object until the next", () => {
    const model = demo();
    const snapshot = model.snapshot();
    expect(model.snapshot()).toBe(snapshot);
    expect(model.eta).toBe(snapshot.eta.value);
    model.apply({ type: "day_ticked", t: NOW + MS_PER_DAY });
    expect(model.snapshot().t).toBe(NOW + MS_PER_DAY);
    expect(model.snapshot().eta.value).not.toBe(snapshot.eta.value);
  });

  test("a late event is applied as of the model's time", () => {
    const change = { type: "effort_set", projectId: "P1", hours: 10, effortBasis: "planned" } as const;
    const late = demo([{ ...change, t: NOW - MS_PER_WEEK }]);
    const onTime = demo([{ ...change, t: NOW }]);
    expect(late.t).toBe(NOW);
    expect(late.stateHash()).toBe(onTime.stateHash());
  });

  test("time that passes in parts equals time that passes at once", () => {
    const settled: ModelEvent = { type: "life_updated", t: NOW, energy: 0, arousal: 0 };
    const once = demo([settled, { type: "day_ticked", t: NOW + 2 * HOUR }]);
    const twice = demo([
      settled,
      { type: "day_ticked", t: NOW + HOUR },
      { type: "day_ticked", t: NOW + 2 * HOUR },
    ]);
    for (const id of ["P1", "P2", "P3"]) {
      expect(Math.abs(paceOf(once, id) - paceOf(twice, id))).toBeLessThan(1e-13);
    }
    expect(Math.abs(once.eta - twice.eta)).toBeLessThan(1e-13);
  });

  test("a day makes skills fade, demand grow and pace follow thrust", () => {
    const model = demo();
    const before = model.snapshot();
    model.apply({ type: "day_ticked", t: NOW + MS_PER_DAY });
    const after = model.snapshot();
    expect(after.projects[0]!.readiness).toBeLessThan(before.projects[0]!.readiness);
    expect(after.required.value).toBeGreaterThan(before.required.value);
    expect(after.projects[0]!.pace.value).toBeGreaterThan(before.projects[0]!.pace.value);
    expect(after.projects[0]!.weeksLeft).toBeCloseTo(10 - 1 / 7, 10);
  });
});

describe("windows", () => {
  test("move energy, through its average thrust and η∞, and never the pace", () => {
    const events = session(NOW, 60, 5);
    const last = events.at(-1)!;
    const model = demo(events);
    const quiet = demo([{ type: "day_ticked", t: last.t }]);
    const [after, without] = [model.snapshot(), quiet.snapshot()];
    expect(after.body.energy.value).toBeGreaterThan(0.5);
    expect(after.energyFactor.value).toBeGreaterThan(without.energyFactor.value);
    expect(after.etaInf.value).toBeGreaterThan(without.etaInf.value!);
    expect(after.body.coverage).toBeCloseTo(1 / 7, 12);
    expect(after.body.seen).toEqual({ move: last.t });
    model.apply(last);
    expect(model.snapshot().velocity.value).toBe(after.velocity.value);
  });

  test("a late upload counts when it happened", () => {
    const live = demo([...session(NOW, 60, 5), { type: "day_ticked", t: NOW + 10 * HOUR }]);
    const uploaded = demo([{ type: "day_ticked", t: NOW + 10 * HOUR }, ...session(NOW, 60, 5)]);
    const [a, b] = [live.snapshot().body, uploaded.snapshot().body];
    expect(b.energy.value).toBeCloseTo(a.energy.value, 12);
    expect(b.energyDay.value).toBeCloseTo(a.energyDay.value, 12);
  });
});

describe("the escape state", () => {
  test("changes after a minute beyond the dead band, says why, and keeps it", () => {
    const model = demo();
    const p1 = model.projects()[0]!;
    model.apply({ type: "project_set", t: NOW, project: { ...p1, progress: 0.85 } });
    model.apply({ type: "constraint_removed", t: NOW, constraintId: "c1" });
    const transitions: string[] = [];
    for (let day = 1; day <= 60; day++) {
      for (const seconds of [0, 30, 59, 61]) {
        model.apply({ type: "day_ticked", t: NOW + day * MS_PER_DAY + seconds * 1000 });
        if (model.transition !== null) transitions.push(`${day} ${model.transition.to}`);
      }
      if (transitions.length > 0) break;
    }
    expect(transitions).toHaveLength(1);
    const { lastTransition } = model;
    expect(lastTransition).toMatchObject({ from: "bound", to: "escaped" });
    expect(lastTransition!.eta).toBeGreaterThan(1 + model.snapshot().hysteresis.value);
    expect(lastTransition!.contributions).toHaveLength(3);
    expect(lastTransition!.contributions[0]!.value).toBeGreaterThan(0.1);
    model.apply({ type: "day_ticked", t: model.t + 1 });
    expect(model.transition).toBeNull();
    expect(model.snapshot().escape).toMatchObject({ state: "escaped", lastTransition });
  });

  test("an undefined η keeps the state and ends the minute", () => {
    const model = demo();
    for (const id of ["g1", "g2", "g3"]) model.apply({ type: "goal_removed", t: NOW, goalId: id });
    const { eta, escape } = model.snapshot();
    expect(eta).toMatchObject({ value: null, reason: "no_goals" });
    expect(escape).toMatchObject({ state: "bound", candidateSince: null });
    expect(model.eta).toBeNaN();
    model.apply({ type: "goal_set", t: NOW, goal: { id: "g1", importance: 1 } });
    expect(model.snapshot().eta.value).toBeGreaterThan(0);
  });
});

describe("projects", () => {
  test("an edit keeps the pace, a changed progress in it is a correction, a drop in a report too", () => {
    const model = demo();
    const pace = paceOf(model, "P1");
    const p1 = model.projects().find((p) => p.id === "P1")!;
    model.apply({ type: "project_set", t: NOW, project: { ...p1, progress: 0.6, hours: 5 } });
    expect(paceOf(model, "P1")).toBe(pace);
    model.apply({ type: "day_ticked", t: NOW + HOUR });
    const later = paceOf(model, "P1");
    model.apply({ type: "progress_reported", t: NOW + HOUR, projectId: "P1", progress: 0.2 });
    expect(paceOf(model, "P1")).toBe(later);
    expect(model.snapshot().projects[0]!.remaining.value).toBeCloseTo(1.3 * 80 * 0.8, 10);
  });

  test("a report that keeps the plan raises what is believed of the person", () => {
    const model = demo();
    model.apply({ type: "progress_reported", t: NOW + MS_PER_WEEK, projectId: "P1", progress: 0.55 });
    const { bias } = model.snapshot().projects[0]!;
    expect(bias.value).toBeGreaterThan(0.06);
    expect(bias.sd).toBeLessThan(0.39);
  });

  test("a finished project frees its hours and keeps its deadline as met", () => {
    const model = demo([{ type: "progress_reported", t: NOW, projectId: "P3", progress: 1 }]);
    expect(model.snapshot().projects[2]).toMatchObject({ hours: 0, thrust: 0, overdue: false });
    expect(model.snapshot().effectiveProjects.value).toBeLessThan(2);
  });

  test("an archived project leaves, and its true effort teaches the optimism", () => {
    const model = demo([{ type: "project_archived", t: NOW, projectId: "P3", actualHours: 72 }]);
    const { optimism, projects } = model.snapshot();
    expect(projects.map((p) => p.id)).toEqual(["P1", "P2"]);
    expect(Math.log(optimism.value)).toBeCloseTo(0.3795163286239571, 12);
    expect(optimism.sd).toBeCloseTo(0.24, 12);
  });

  test("a new project starts at the pace its hours and skills predict", () => {
    const model = demo();
    const [p1] = model.projects();
    model.apply({ type: "project_set", t: NOW, project: { ...p1!, id: "P4", hours: 4 } });
    const p4 = model.snapshot().projects[3]!;
    expect(p4.pace.value).toBe(p4.attainable);
    expect(p4.bias).toMatchObject({ value: 0, sd: 0.4 });
  });
});

describe("sessions", () => {
  const coherent = session(NOW, 120, 1, 3);
  const end = NOW + 601_000;

  test("a coherent session of a project raises its felt alignment a little, a rating more", () => {
    const model = demo([...coherent, { type: "session_ended", t: end, sessionId: "s1", projectId: "P2" }]);
    const felt = model.snapshot().projects[1]!.felt;
    expect(felt).toBeGreaterThan(0.001);
    expect(felt).toBeLessThan(0.005);
    model.apply({ type: "session_rated", t: end, projectId: "P2", rating: 1 });
    expect(model.snapshot().projects[1]!.felt).toBeGreaterThan(0.04);
    expect(model.snapshot().projects[1]!.relevance).toBeCloseTo(0.5 + model.snapshot().projects[1]!.felt, 12);
  });

  test("a tag after the end counts the same, and moves with a new tag", () => {
    const model = demo([...coherent, { type: "session_ended", t: end, sessionId: "s1" }]);
    model.apply({ type: "session_tagged", t: end, sessionId: "s1", projectId: "P1" });
    const felt = model.snapshot().projects[0]!.felt;
    expect(felt).toBeGreaterThan(0.001);
    model.apply({ type: "session_tagged", t: end, sessionId: "s1", projectId: "P2" });
    expect(model.snapshot().projects[0]!.felt).toBeCloseTo(0, 15);
    expect(model.snapshot().projects[1]!.felt).toBeCloseTo(felt, 15);
  });
});

test("claims are compared with the signals at their time and never raised", () => {
  const model = demo(session(NOW - 300_000, 60, 5));
  model.apply({ type: "claim_made", t: NOW, claim: { id: "c", direction: "energised", intensity: 2 } });
  model.apply({ type: "claim_made", t: NOW, claim: { id: "d", direction: "tired", intensity: 2 } });
  const [kept, differing] = model.claims();
  expect(kept).toMatchObject({ direction: "energised", weight: 1, confirmed: false });
  expect(differing!.llr).toBeLessThan(kept!.llr);
  expect(differing!.weight).toBeLessThan(1);
  model.apply({ type: "claim_confirmed", t: NOW, claimId: "d" });
  expect(model.claims()[1]!.confirmed).toBe(true);
  expect(model.claimPatterns().map((p) => [p.direction, p.sessions])).toEqual([
    ["energised", 1],
    ["tired", 1],
  ]);
});

describe("the state", () => {
  const story: ModelEvent[] = [
    ...session(NOW, 40, 4, 0.5),
    {
      type: "claim_made",
      t: NOW + 201_000,
      claim: { id: "c", direction: "calm", intensity: 1, sessionId: "s1" },
    },
    { type: "session_ended", t: NOW + 202_000, sessionId: "s1", projectId: "P2" },
    { type: "effort_set", t: NOW + HOUR, projectId: "P1", hours: 25, effortBasis: "measured" },
    { type: "constraint_removed", t: NOW + HOUR, constraintId: "c1" },
    { type: "evidence_retracted", t: NOW + MS_PER_DAY, evidenceId: "e3" },
    { type: "goal_set", t: NOW + MS_PER_DAY, goal: { id: "g4", importance: 0.4 } },
    { type: "progress_reported", t: NOW + 3 * MS_PER_DAY, projectId: "P2", progress: 0.2 },
    { type: "edge_removed", t: NOW + 3 * MS_PER_DAY, from: "wr", to: "pub" },
    { type: "project_archived", t: NOW + 4 * MS_PER_DAY, projectId: "P3", actualHours: 60 },
    ...session(NOW + 5 * MS_PER_DAY, 40, 2, 1.5, "s2"),
    { type: "skill_removed", t: NOW + 6 * MS_PER_DAY, skillId: "pub" },
    { type: "day_ticked", t: NOW + 9 * MS_PER_DAY },
  ];
  const events = [...demoPortfolio(NOW), ...story];

  test("is bit-equal on replay and after being stored at any point", () => {
    const live = LifeModel.create();
    const hashes = events.map((event) => {
      live.apply(event);
      return live.stateHash();
    });
    for (let cut = 1; cut < events.length; cut += 5) {
      const stored: unknown = JSON.parse(JSON.stringify(replay(events.slice(0, cut))));
      const resumed = LifeModel.fromJSON(stored);
      expect(resumed.stateHash()).toBe(hashes[cut - 1]);
      for (const event of events.slice(cut)) resumed.apply(event);
      expect(resumed.stateHash()).toBe(hashes.at(-1));
      expect(resumed.snapshot()).toEqual(live.snapshot());
    }
  });

  test("has another hash after every event", () => {
    const model = LifeModel.create();
    const hashes = events.map((event) => {
      model.apply(event);
      return model.stateHash();
    });
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("does not depend on unknown fields or the order of keys", () => {
    const plain = replay(demoPortfolio(NOW));
    const reordered = replay(
      demoPortfolio(NOW).map((event) => reversedKeys({ ...event, note: "x" }) as ModelEvent),
    );
    expect(reordered.stateHash()).toBe(plain.stateHash());
  });

  test("of another version of the model is refused", () => {
    const stored = { ...demo().toJSON(), model: "0.0.1" };
    expect(() => LifeModel.fromJSON(stored)).toThrow(expect.objectContaining({ code: "snapshot_mismatch" }));
    expect(() => LifeModel.fromJSON(null)).toThrow(expect.objectContaining({ code: "snapshot_mismatch" }));
  });

  function replay(of: readonly ModelEvent[]): LifeModel {
    const model = LifeModel.create();
    for (const event of of) model.apply(event);
    return model;
  }
});

function reversedKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversedKeys);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}

test("evidence in any order gives the same belief", () => {
  const events = demoPortfolio(NOW);
  const evidence = events.filter((e) => e.type === "evidence_added");
  const rest = events.filter((e) => e.type !== "evidence_added");
  const skillEvents = rest.filter((e) => e.type === "skill_set" || e.type === "edge_set");
  const forward = LifeModel.create();
  const backward = LifeModel.create();
  for (const event of [...skillEvents, ...evidence]) forward.apply(event);
  for (const event of [...skillEvents, ...evidence.toReversed()]) backward.apply(event);
  for (const { id } of forward.skills()) {
    expect(Math.abs(forward.belief.theta(id) - backward.belief.theta(id))).toBeLessThan(1e-13);
  }
});
