import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { ModelError, type ModelErrorCode } from "../errors.ts";
import { expectClose } from "../testdata/close.suite.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import type { Evidence, Skill } from "../types.ts";
import { dayOf, levelToLogit, logitToLevel, observe, precisionOf, requireValidEvidence } from "./evidence.ts";
import { exampleEvidence } from "./worked-example.suite.ts";

const skill: Skill = { id: "s", domain: "d", mu0: -1, decay: "mixed", motor: false };
const graded = exampleEvidence[0]!;

test("observations of the worked example", () => {
  const expected: Record<string, { y: number; tau: number }> = vectors.expected.evidenceObs;
  for (const evidence of exampleEvidence) {
    const { y, tau } = observe(evidence, DEFAULTS);
    expectClose(y, expected[evidence.id]!.y, `${evidence.id} y`);
    expectClose(tau, expected[evidence.id]!.tau, `${evidence.id} tau`);
  }
});

test("on a fresh prior the gain of a graded kind is r²·s·ρ", () => {
  const { tau } = observe({ ...graded, kind: "peer", strength: 0.5, reliability: 0.8 }, DEFAULTS);
  const prior = DEFAULTS.sigmaRef ** 2;
  expectClose((prior * tau) / (1 + prior * tau), 0.4 ** 2 * 0.5 * 0.8, "gain");
});

test("planning knows the precision of a kind before anybody answers", () => {
  const { tau } = observe(
    { ...graded, kind: "interview_structured", strength: 1, reliability: 0.8 },
    DEFAULTS,
  );
  expectClose(precisionOf("interview_structured", DEFAULTS, 1, 0.8), tau, "precision");
});

test("more items never tell more than the validity of a test allows", () => {
  const answers = { ...graded, kind: "test", strength: 1, reliability: 1 } as const;
  const many = observe({ ...answers, value: { k: 500_000, n: 1_000_000, b: 0 } }, DEFAULTS);
  const noise = (DEFAULTS.sigmaRef ** 2 * (1 - 0.64)) / 0.64;
  expect(many.tau).toBeLessThan(1 / noise);
  expect(many.tau).toBeGreaterThan(0.999 / noise);
});

test("levels and logits", () => {
  expect(levelToLogit(2)).toBe(0);
  expect(logitToLevel(levelToLogit(3.5))).toBe(3.5);
  expect(logitToLevel(99)).toBe(4);
  expect(logitToLevel(-99)).toBe(0);
  expect(dayOf(86_400_000 * 20_780 - 1)).toBe(20_779);
});

const refused: [string, Partial<Evidence>, ModelErrorCode, string][] = [
  ["an empty id", { id: "" }, "invalid_value", "evidence.id"],
  ["an unknown kind", { kind: "rumour" as Evidence["kind"] }, "invalid_value", "evidence.kind"],
  ["no time", { t: NaN }, "not_a_number", "evidence.t"],
  ["no strength", { strength: 0 }, "out_of_range", "evidence.strength"],
  ["too reliable", { reliability: 1.1 }, "out_of_range", "evidence.reliability"],
  ["a body reading of a mental skill", { kind: "embodied" }, "embodied_not_motor", "evidence.kind"],
  ["a test without answers", { kind: "test" }, "invalid_value", "evidence.value"],
  ["answers without a test", { value: { k: 1, n: 2, b: 0 } }, "invalid_value", "evidence.value"],
  ["a level off the scale", { value: { level: 4.5 } }, "out_of_range", "evidence.value.level"],
  [
    "more right than asked",
    { kind: "test", value: { k: 3, n: 2, b: 0 } },
    "out_of_range",
    "evidence.value.k",
  ],
  ["half an item", { kind: "test", value: { k: 1.5, n: 2, b: 0 } }, "invalid_value", "evidence.value"],
  ["no difficulty", { kind: "test", value: { k: 1, n: 2, b: NaN } }, "not_a_number", "evidence.value.b"],
  [
    "answers that do not add up",
    { kind: "test", value: { k: 1, n: 2, b: 0, answers: [true, true] } },
    "invalid_value",
    "evidence.value.answers",
  ],
  [
    "fewer answers than asked",
    { kind: "test", value: { k: 1, n: 2, b: 0, answers: [true] } },
    "invalid_value",
    "evidence.value.answers",
  ],
  [
    "a run without end",
    { kind: "test", value: { k: 0, n: 1_001, b: 0, answers: Array.from({ length: 1_001 }, () => false) } },
    "out_of_range",
    "evidence.value.answers",
  ],
];

test.each(refused)("refuses %s", (_, change, code, field) => {
  const attempt = () => requireValidEvidence({ ...graded, ...change }, skill, DEFAULTS);
  expect(attempt).toThrow(ModelError);
  expect(attempt).toThrow(expect.objectContaining({ code, field }));
});

test("a motor skill takes a body reading", () => {
  requireValidEvidence({ ...graded, kind: "embodied" }, { ...skill, motor: true }, DEFAULTS);
});
