/** Bad input to the stateless questions: refused with the field's name, by the schema or by the model. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleLife, exampleSkills } from "../../compute/example-life.ts";
import type { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const skills = exampleSkills();
const life = exampleLife();

let gateway: TestGateway;
let ann: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

describe("bad input", () => {
  const [p1] = life.projects;
  const edge = (from: string, to: string) => ({ from, to, type: "prerequisite", w: 1 });
  it.each<[string, string, object, string, string]>([
    [
      "a cycle",
      "skill-graph/propagate",
      { edges: [edge("ts", "rt"), edge("rt", "ml"), edge("ml", "ts")] },
      "edges.2",
      "cyclic_prerequisites",
    ],
    [
      "a two-way prerequisite",
      "skill-graph/update",
      { edges: [edge("ts", "rt"), edge("rt", "ts")] },
      "edges.1",
      "cyclic_prerequisites",
    ],
    [
      "two edges between the same skills",
      "skill-graph/update",
      { edges: [edge("ts", "rt"), edge("ts", "rt")] },
      "edges.1",
      "duplicate_id",
    ],
    [
      "an edge to a missing skill",
      "skill-graph/propagate",
      { edges: [edge("ts", "none")] },
      "edges.0.to",
      "unknown_skill",
    ],
    ["an edge to itself", "skill-graph/propagate", { edges: [edge("ts", "ts")] }, "edges.0.to", "self_edge"],
    [
      "two skills of one id",
      "mass",
      { skills: [...life.skills, life.skills[0]] },
      "skills.5.id",
      "duplicate_id",
    ],
    [
      "evidence for a missing skill",
      "skill-graph/sample",
      { evidence: [{ ...skills.evidence[0], skillId: "none" }] },
      "evidence.0.skillId",
      "unknown_skill",
    ],
    [
      "evidence of tomorrow",
      "skill-graph/sample",
      { evidence: [{ ...skills.evidence[0], t: life.t + 1 }] },
      "evidence.0.t",
      "out_of_range",
    ],
    [
      "a skill to explain that is missing",
      "skill-graph/propagate",
      { explain: ["ts", "none"] },
      "explain.1",
      "unknown_skill",
    ],
    [
      "weights that sum to more than 1",
      "gravity",
      { projects: [{ ...p1, goals: { g1: 0.8, g2: -0.3 } }], pace: [] },
      "projects.0.goals",
      "out_of_range",
    ],
    [
      "importances that do not sum to 1",
      "gravity",
      { projects: [{ ...p1, requires: [{ skillId: "ts", b: 0, importance: 0.5 }] }], pace: [] },
      "projects.0.requires",
      "out_of_range",
    ],
    [
      "a missing goal",
      "gravity",
      { projects: [{ ...p1, goals: { g9: 1 } }], pace: [] },
      "projects.0.goals.g9",
      "unknown_goal",
    ],
    [
      "a deadline in the past",
      "gravity",
      { projects: [{ ...p1, deadline: life.t - 1 }], pace: [] },
      "projects.0.deadline",
      "deadline_passed",
    ],
    [
      "a constraint that ends before it begins",
      "gravity",
      { constraints: [{ ...life.constraints[0], from: 5, until: 4 }] },
      "constraints.0.until",
      "out_of_range",
    ],
    [
      "a pace that has no covariance",
      "life-state/predict",
      { pace: [{ ...life.pace[0], P: [1, 2, 1] }] },
      "pace.0.P",
      "not_positive_definite",
    ],
    [
      "felt alignment of a missing project",
      "alignment/compute",
      { felt: { P9: 1 } },
      "felt.P9",
      "unknown_project",
    ],
    [
      "an id that no id can be",
      "gravity",
      { goals: [{ id: "__proto__", importance: 1 }] },
      "goals.0.id",
      "invalid_value",
    ],
  ])("%s is refused by the model, which names the field", async (_, path, change, field, reason) => {
    const base = path.startsWith("skill-graph") ? skills : life;
    const refusal = await ann.refusal("POST", `/api/models/${path}`, { ...base, ...change });
    expect(refusal).toMatchObject({ code: "model_refused", field, reason });
    expect(refusal.hint).not.toBe("");
  });

  it.each<[string, string, string, string]>([
    ["NaN as null", "gravity", '{"goals": [{"id": "g", "importance": null}]}', "goals.0.importance"],
    ["NaN as text", "gravity", '{"capacity": "NaN"}', "capacity"],
    [
      "infinity",
      "gravity",
      '{"constraints": [{"id": "c", "kind": "care", "severity": 1e999, "flexibility": 0}]}',
      "constraints.0.severity",
    ],
    [
      "a constraint that lasts for ever",
      "gravity",
      '{"constraints": [{"id": "c", "kind": "care", "severity": 1, "flexibility": 0, "until": 1e999}]}',
      "constraints.0.until",
    ],
    [
      "a weight over 1",
      "gravity",
      '{"edges": [{"from": "a", "to": "b", "type": "similarity", "w": 1.5}]}',
      "edges.0.w",
    ],
    [
      "a weight of 0",
      "gravity",
      '{"edges": [{"from": "a", "to": "b", "type": "similarity", "w": 0}]}',
      "edges.0.w",
    ],
    ["no capacity", "gravity", '{"capacity": 0}', "capacity"],
    ["unknown fields", "gravity", '{"constructor": 1}', "constructor"],
    ["a list of no skills", "skill-graph/update", '{"skills": 7}', "skills"],
    ["too many draws", "skill-graph/sample", '{"count": 1e6}', "count"],
    ["half a seed", "skill-graph/sample", '{"seed": 0.5}', "seed"],
  ])("%s is refused by the schema, which names the field", async (_, path, body, field) => {
    expect(await ann.refusal("POST", `/api/models/${path}`, body)).toMatchObject({
      code: "invalid_input",
      field,
    });
  });

  it.each([
    ["cut off", '{"skills": ['],
    ["nothing", ""],
    ["NaN as a word", '{"capacity": NaN}'],
    ["a list", "[]"],
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["a hundred thousand lists", "[".repeat(100_000) + "]".repeat(100_000)],
  ])("%s is refused", async (_, body) => {
    expect(await ann.refusal("POST", "/api/models/gravity", body)).toMatchObject({ code: "invalid_input" });
  });

  it("more than a megabyte is refused", async () => {
    const body = JSON.stringify({ skills: [], more: "x".repeat(1 << 20) });
    expect(await ann.refusal("POST", "/api/models/gravity", body)).toMatchObject({ code: "invalid_input" });
  });

  it("other content types are refused", async () => {
    const headers = { "content-type": "text/plain" };
    expect(await ann.refusal("POST", "/api/models/gravity", "{}", { headers })).toMatchObject({
      code: "invalid_input",
    });
  });

  it("draws of many skills are bounded together", async () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...life.skills[0], id: `s${i}` }));
    const refusal = await ann.refusal("POST", "/api/models/skill-graph/sample", { skills: many, count: 501 });
    expect(refusal).toMatchObject({ code: "model_refused", field: "count", reason: "out_of_range" });
  });
});
