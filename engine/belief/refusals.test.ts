import { expect, test } from "vitest";
import type { ModelErrorCode } from "../errors.ts";
import type { SkillEdge } from "../types.ts";
import { SkillBelief } from "./skill-belief.ts";
import { exampleBelief, exampleDay, exampleEvidence, exampleSkills } from "./worked-example.suite.ts";

const skill = exampleSkills[0]!;
const edge: SkillEdge = { from: "ts", to: "wr", type: "similarity", w: 0.5 };
const item = { ...exampleEvidence[0]!, id: "new" };
const cases: [string, (belief: SkillBelief) => void, ModelErrorCode, string][] = [
  ["a skill without id", (b) => b.setSkill({ ...skill, id: "" }), "invalid_value", "skill.id"],
  ["a skill without domain", (b) => b.setSkill({ ...skill, domain: "" }), "invalid_value", "skill.domain"],
  ["a prior that is no number", (b) => b.setSkill({ ...skill, mu0: NaN }), "not_a_number", "skill.mu0"],
  ["a prior off the scale", (b) => b.setSkill({ ...skill, mu0: 7 }), "out_of_range", "skill.mu0"],
  [
    "an unknown decay",
    (b) => b.setSkill({ ...skill, decay: "x" as "mixed" }),
    "invalid_value",
    "skill.decay",
  ],
  ["an edge from nowhere", (b) => b.setEdge({ ...edge, from: "x" }), "unknown_skill", "edge.from"],
  ["an edge to nowhere", (b) => b.setEdge({ ...edge, to: "x" }), "unknown_skill", "edge.to"],
  ["an edge to itself", (b) => b.setEdge({ ...edge, to: "ts" }), "self_edge", "edge.to"],
  ["an edge of no weight", (b) => b.setEdge({ ...edge, w: 0 }), "out_of_range", "edge.w"],
  ["an edge of too much weight", (b) => b.setEdge({ ...edge, w: 1.01 }), "out_of_range", "edge.w"],
  ["an edge of weight NaN", (b) => b.setEdge({ ...edge, w: NaN }), "not_a_number", "edge.w"],
  ["an unknown type", (b) => b.setEdge({ ...edge, type: "x" as "similarity" }), "invalid_value", "edge.type"],
  ["a missing edge", (b) => b.removeEdge("ts", "pub"), "unknown_edge", "edge"],
  [
    "evidence for nothing",
    (b) => b.addEvidence({ ...item, skillId: "x" }),
    "unknown_skill",
    "evidence.skillId",
  ],
  ["the same evidence twice", (b) => b.addEvidence({ ...item, id: "e1" }), "duplicate_id", "evidence.id"],
  ["retracting what is not there", (b) => b.retractEvidence("x"), "unknown_evidence", "evidenceId"],
  ["going back in time", (b) => b.advanceTo(exampleDay - 1), "time_reversed", "day"],
  ["no time", (b) => b.advanceTo(NaN), "not_a_number", "day"],
  ["an unknown skill", (b) => b.theta("x"), "unknown_skill", "skillId"],
  ["a slope of NaN", (b) => b.varianceAlong([["ts", NaN]]), "not_a_number", "gradient.ts"],
];

test.each(cases)("refuses %s", (_, attempt, code, field) => {
  const belief = exampleBelief();
  const before = JSON.stringify(belief);
  expect(() => attempt(belief)).toThrow(expect.objectContaining({ name: "ModelError", code, field }));
  expect(JSON.stringify(belief)).toBe(before);
});

test("refuses a circle of prerequisites, named in the hint", () => {
  const belief = exampleBelief();
  belief.setEdge({ from: "rt", to: "pub", type: "prerequisite", w: 0.5 });
  expect(() => belief.setEdge({ from: "pub", to: "ts", type: "prerequisite", w: 0.5 })).toThrow(
    expect.objectContaining({
      code: "cyclic_prerequisites",
      hint: expect.stringContaining("pub → ts → rt → pub"),
    }),
  );
});

test("a motor skill with body evidence cannot stop being one", () => {
  const belief = new SkillBelief({ day: exampleDay });
  belief.setSkill({ ...skill, motor: true });
  belief.addEvidence({ ...item, kind: "embodied" });
  expect(() => belief.setSkill(skill)).toThrow(expect.objectContaining({ code: "embodied_not_motor" }));
});

test("refuses more domains than the bound", () => {
  const belief = new SkillBelief({ day: exampleDay });
  for (let i = 0; i < 256; i++) belief.setSkill({ ...skill, id: `s${i}`, domain: `d${i}` });
  expect(() => belief.setSkill({ ...skill, domain: "d256" })).toThrow(
    expect.objectContaining({ code: "too_many_domains", field: "skill.domain" }),
  );
  belief.setSkill({ ...skill, id: "s3", domain: "d256" });
  expect(belief.theta("s3")).toBe(-1);
});
