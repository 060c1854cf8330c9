import fc from "fast-check";
import { expect, test } from "vitest";
import { MS_PER_DAY } from "../forces/forces-input.ts";
import { demoPortfolio } from "./demo.ts";
import type { ModelEvent } from "./events.ts";
import { LifeModel } from "./life-model.ts";
import type { PhysicsSnapshot } from "./snapshot.ts";

const NOW = 1_795_392_000_000;
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const projectId = fc.constantFrom("P1", "P2", "P3");
const skillId = fc.constantFrom("ts", "rt", "ml", "wr", "pub");

/** Everyday events without their time. Ids are reused, so that edits, repeats and refusals happen. */
const something: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constant("day_ticked") }),
  fc.record({ type: fc.constant("progress_reported"), projectId, progress: unit }),
  fc.record({
    type: fc.constant("effort_set"),
    projectId,
    hours: fc.double({ min: 0, max: 60, noNaN: true }),
    effortBasis: fc.constantFrom("planned", "measured"),
  }),
  fc.record({
    type: fc.constant("goal_set"),
    goal: fc.record({ id: fc.constantFrom("g1", "g2", "g3", "g4"), importance: unit }),
  }),
  fc.record({ type: fc.constant("goal_removed"), goalId: fc.constantFrom("g1", "g2", "g3", "g4") }),
  fc.record({
    type: fc.constant("constraint_set"),
    constraint: fc.record({
      id: fc.constantFrom("c1", "c2", "c9"),
      kind: fc.constantFrom("health", "time", "care", "other"),
      severity: unit,
      flexibility: unit,
      confidence: unit,
    }),
  }),
  fc.record({ type: fc.constant("constraint_removed"), constraintId: fc.constantFrom("c1", "c2", "c3") }),
  fc.record({
    type: fc.constant("project_archived"),
    projectId,
    actualHours: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({
    type: fc.constant("evidence_added"),
    evidence: fc.record({
      id: fc.constantFrom("n1", "n2", "n3", "n4", "n5"),
      skillId,
      t: fc.integer({ min: NOW - 300 * MS_PER_DAY, max: NOW }),
      kind: fc.constantFrom("self_report", "artifact", "peer"),
      sourceId: fc.constantFrom("a", "b"),
      strength: fc.double({ min: 0.1, max: 1, noNaN: true }),
      reliability: fc.constant(1),
      practice: fc.boolean(),
      value: fc.record({ level: fc.double({ min: 0, max: 4, noNaN: true }) }),
    }),
  }),
  fc.record({
    type: fc.constant("constants_set"),
    constants: fc.record(
      {
        switchHours: fc.double({ min: 0, max: 20, noNaN: true }),
        optimismScatter: fc.double({ min: 0.01, max: 2, noNaN: true }),
        domainShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
        "validity.peer": fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        bodyHalfLifeHours: fc.double({ min: 1, max: 720, noNaN: true }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ type: fc.constant("evidence_retracted"), evidenceId: fc.constantFrom("e1", "e2", "n1", "n2") }),
  fc.record({
    type: fc.constant("life_updated"),
    energy: fc.double({ min: -3, max: 3, noNaN: true }),
    arousal: fc.double({ min: -3, max: 3, noNaN: true }),
  }),
  fc.record({
    type: fc.constant("window_recorded"),
    sessionId: fc.constantFrom("s1", "s2"),
    window: fc.record({
      t0: fc.constant(NOW),
      t1: fc.integer({ min: NOW, max: NOW + 60_000 }),
      overlap: fc.constant(2),
      features: fc.record(
        {
          move: fc.record({ value: fc.double({ min: 0, max: 7, noNaN: true }), quality: unit }),
          hr: fc.record({ value: fc.integer({ min: 40, max: 180 }), quality: unit }),
          rmssd: fc.record({ value: fc.integer({ min: 5, max: 200 }), quality: unit }),
        },
        { requiredKeys: [] },
      ),
    }),
  }),
  fc.record({ type: fc.constant("session_ended"), sessionId: fc.constantFrom("s1", "s2"), projectId }),
  fc.record({
    type: fc.constant("session_rated"),
    projectId,
    rating: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
);

const story = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 * MS_PER_DAY }), something), { minLength: 1, maxLength: 25 })
  .map((steps) => {
    let t = NOW;
    return steps.map(([wait, event]) => {
      t += wait;
      return Object.assign({ t }, event) as ModelEvent;
    });
  });

/** Applies what the model accepts; returns that. */
function applyAll(model: LifeModel, events: readonly ModelEvent[]): ModelEvent[] {
  return events.filter((event) => {
    try {
      model.apply(event);
      return true;
    } catch {
      return false;
    }
  });
}

function expectSum(parts: readonly { value: number }[], total: number, what: string): void {
  const sum = parts.reduce((s, p) => s + p.value, 0);
  const scale = parts.reduce((s, p) => s + Math.abs(p.value), Math.abs(total));
  expect(Math.abs(sum - total) <= 1e-12 * scale, `${what}: parts sum to ${sum}, not ${total}`).toBe(true);
}

function expectPartsSum(s: PhysicsSnapshot): void {
  expectSum(s.velocity.parts, s.velocity.value, "v");
  expectSum(s.velocityInf.parts, s.velocityInf.value, "v∞");
  expectSum(s.required.parts, s.required.value, "r");
  expectSum(s.gravity.parts, s.gravity.value, "g");
  expectSum(s.thrust.parts, s.thrust.value, "T");
  expectSum(s.mass.parts, s.mass.value, "m");
  expectSum(s.drag.parts, s.drag.value, "δ");
  if (s.eta.value !== null) expectSum(s.eta.parts, s.eta.value, "η");
  if (s.alignment.value !== null) expectSum(s.alignment.parts, s.alignment.value, "A");
}

test("levels and changes are the sums of their parts, whatever happens", () => {
  fc.assert(
    fc.property(story, (events) => {
      const model = LifeModel.create();
      for (const event of demoPortfolio(NOW)) model.apply(event);
      let before = model.snapshot();
      for (const event of events) {
        applyAll(model, [event]);
        const after = model.snapshot();
        expectPartsSum(after);
        const { change, parts, thrust } = model.why(before, after);
        const scale = (before.eta.value ?? 0) + (after.eta.value ?? 0);
        const sum = parts.reduce((s, p) => s + p.value, 0);
        if (change !== null)
          expect(Math.abs(sum - change)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(scale)));
        expectSum([...thrust.parts, { value: thrust.from }], thrust.to, "ΔT");
        before = after;
      }
    }),
    { numRuns: 60 },
  );
});

test("replay is bit-equal, also through storage in the middle", () => {
  fc.assert(
    fc.property(story, fc.nat(24), (events, cut) => {
      const live = LifeModel.create();
      const log = applyAll(live, [...demoPortfolio(NOW), ...events]);
      const at = Math.min(cut + demoPortfolio(NOW).length, log.length);
      const first = LifeModel.create();
      for (const event of log.slice(0, at)) first.apply(event);
      const second = LifeModel.fromJSON(JSON.parse(JSON.stringify(first)));
      for (const event of log.slice(at)) second.apply(event);
      expect(second.stateHash()).toBe(live.stateHash());
      // As JSON: storage makes 0 of −0.
      expect(JSON.stringify(second.snapshot())).toBe(JSON.stringify(live.snapshot()));
    }),
    { numRuns: 60 },
  );
});
