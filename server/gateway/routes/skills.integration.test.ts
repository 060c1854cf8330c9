/** Skills, edges, evidence and beliefs over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose, expected } from "@trajectory/engine/forces/worked-example.suite.ts";
import type { Evidence, Skill, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface Belief {
  seq: number;
  version: string;
  inputsHash: string;
  theta: { value: number; sd: number; unit: string };
  level: { value: number; band: [number, number]; unit: string };
  prior: { value: number };
  contributions: { evidenceId: string; value: number; unit: string }[];
  others: { count: number; value: number };
  alone: { deviation: { value: number; sd: number } };
  halfLife: { value: number; unit: string };
  nextAnswer: { value: number };
}
interface Known extends Skill {
  belief: Pick<Belief, "theta" | "level">;
}

const SKILL = { name: "SQL", domain: "software" };
const TEST = { kind: "test", sourceId: "quiz", practice: true, value: { k: 8, n: 10, b: 0 } };

let gateway: TestGateway;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

function beliefOf(person: Person, id: string): Promise<Belief> {
  return person.must<Belief>("GET", `/api/skills/${id}/belief`);
}

async function skillsOf(person: Person): Promise<Known[]> {
  return (await person.must<{ skills: Known[] }>("GET", "/api/skills")).skills;
}

async function edgesOf(person: Person): Promise<SkillEdge[]> {
  return (await person.must<{ edges: SkillEdge[] }>("GET", "/api/skill-edges")).edges;
}

describe("skills", () => {
  it("are listed with the posterior of the worked example, each number with unit and sd", async () => {
    const skills = await skillsOf(ann);
    for (const [i, { id, belief }] of skills.entries()) {
      expectClose(belief.theta.value, expected.posterior.theta[id as "ts"], id);
      expectClose(belief.theta.sd ** 2, expected.posterior.var[i]!, `variance of ${id}`);
      expect(belief).toMatchObject({ theta: { unit: "logit" }, level: { unit: "level 0 to 4" } });
      expect(belief.level.band[0]).toBeLessThan(belief.level.value);
      expect(belief.level.band[1]).toBeGreaterThan(belief.level.value);
    }
    expect(skills.map(({ name }) => name)).toContain("Real-time systems");
    const graph = await ann.must<{ edges: SkillEdge[]; evidence: Evidence[] }>("GET", "/api/skills/graph");
    expect(graph).toMatchObject({ skills, edges: await edgesOf(ann) });
    expect(graph.evidence).toHaveLength(8);
  });

  it("are added, replaced and removed, and count once for a key", async () => {
    const eve = await gateway.newDemoPerson();
    const post = () =>
      eve.call<{ seq: number; skill: Skill }>("POST", "/api/skills", SKILL, { key: "add-sql-1" });
    const added = await post();
    expect(added).toMatchObject({
      status: 201,
      body: { skill: { ...SKILL, mu0: -1, decay: "mixed", motor: false } },
    });
    expect(await post()).toEqual(added);
    const { id } = added.body.skill;
    const put = () =>
      eve.must("PUT", `/api/skills/${id}`, { ...SKILL, name: "SQL, advanced" }, { key: "put-sql-1" });
    const replaced = await put();
    expect(replaced).toMatchObject({ skill: { id, name: "SQL, advanced" } });
    const remove = () => eve.must("DELETE", `/api/skills/${id}`, undefined, { key: "remove-sql-1" });
    const removed = await remove();
    expect(await remove()).toEqual(removed);
    expect(await put()).toEqual(replaced);
    expect((await skillsOf(eve)).map((skill) => skill.id)).toEqual(["ts", "rt", "ml", "wr", "pub"]);
  });

  it("come page by page in the order of their ids, whatever is added or removed meanwhile", async () => {
    const eve = await gateway.newDemoPerson();
    interface Page {
      skills: Known[];
      next?: string;
    }
    const first = await eve.must<Page>("GET", "/api/skills?limit=2");
    expect(first.skills.map(({ id }) => id)).toEqual(["ml", "pub"]);
    const all = await skillsOf(eve);
    expect(first.skills).toEqual(["ml", "pub"].map((name) => all.find(({ id }) => id === name)));
    await eve.must("POST", "/api/skills", { ...SKILL, id: "a-new-one" });
    await eve.must("POST", "/api/skills", { ...SKILL, id: "sql" });
    const second = await eve.must<Page>("GET", `/api/skills?limit=2&cursor=${first.next}`);
    expect(second.skills.map(({ id }) => id)).toEqual(["rt", "sql"]);
    await eve.must("DELETE", "/api/skills/sql");
    const rest = await eve.must<Page>("GET", `/api/skills?cursor=${second.next}`);
    expect(rest.skills.map(({ id }) => id)).toEqual(["ts", "wr"]);
    expect(rest.next).toBeUndefined();
    expect((await eve.refusal("GET", "/api/skills?limit=0")).field).toBe("limit");
    expect((await eve.refusal("GET", "/api/skills?cursor=a%20b")).field).toBe("cursor");
    expect((await bob.must<Page>("GET", "/api/skills?limit=5")).skills).toEqual([]);
  });

  it("stay while a project requires them", async () => {
    expect(await ann.refusal("DELETE", "/api/skills/ts")).toMatchObject({
      code: "model_refused",
      reason: "skill_in_use",
      field: "skillId",
    });
  });

  it.each<[string, object, string]>([
    ["a prior beyond the scale", { ...SKILL, mu0: 7 }, "mu0"],
    ["NaN, which is null in JSON", { ...SKILL, mu0: null }, "mu0"],
    ["an unknown decay", { ...SKILL, decay: "never" }, "decay"],
    ["no domain", { name: "SQL" }, "domain"],
    ["no name", { ...SKILL, name: "" }, "name"],
  ])("with %s are refused and the field named", async (_, body, field) => {
    expect(await ann.refusal("POST", "/api/skills", body)).toMatchObject({ code: "invalid_input", field });
  });
});

describe("a belief", () => {
  it("is taken apart into evidence: the parts and the prior make the level", async () => {
    for (const id of ["ts", "rt", "ml", "wr", "pub"] as const) {
      const belief = await beliefOf(ann, id);
      expectClose(belief.theta.value, expected.posterior.theta[id], id);
      const parts = new Map(belief.contributions.map(({ evidenceId, value }) => [evidenceId, value]));
      for (const [evidenceId, part] of Object.entries(expected.contributions[id])) {
        expectClose(parts.get(evidenceId), part, `${id}.${evidenceId}`);
      }
      const learnt = [...parts.values()].reduce((sum, value) => sum + value, 0);
      expect(belief.prior.value + learnt).toBeCloseTo(belief.theta.value, 12);
      expect(belief.others).toMatchObject({ count: 0, value: 0 });
      const { m, P, halfLifeDays } = expected.filter[id];
      expectClose(belief.alone.deviation.value, m, `${id} alone`);
      expectClose(belief.alone.deviation.sd ** 2, P, `variance of ${id} alone`);
      expectClose(belief.halfLife.value, halfLifeDays, `half-life of ${id}`);
    }
    const { version, inputsHash, contributions } = await beliefOf(ann, "ts");
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(inputsHash).toMatch(/^[0-9a-f]{16}$/);
    expect(contributions[0]).toMatchObject({ evidenceId: "e2", unit: "logit" });
  });

  it("expects the next answer from the order of the latest ones, and hashes what it rests on", async () => {
    const eve = await gateway.newPerson();
    await eve.must("POST", "/api/skills", { ...SKILL, id: "sql" });
    const hashes = new Set([(await beliefOf(eve, "sql")).inputsHash]);
    const expectations: number[] = [];
    const wrongFirst = [false, false, false, false, true, true, true, true];
    for (const answers of [wrongFirst, wrongFirst.toReversed()]) {
      const value = { k: 4, n: 8, b: 0, answers };
      const { evidence } = await eve.must<{ evidence: Evidence }>("POST", "/api/skills/sql/evidence", {
        ...TEST,
        value,
      });
      const belief = await beliefOf(eve, "sql");
      expectations.push(belief.nextAnswer.value);
      hashes.add(belief.inputsHash);
      await eve.must("DELETE", `/api/skills/sql/evidence/${evidence.id}`);
    }
    const [risen = 0, fallen = 0] = expectations;
    expect(risen - fallen).toBeGreaterThan(0.1);
    expect(hashes.size).toBe(3);
  });

  it("lists the largest parts of much evidence, and sums the others", async () => {
    const eve = await gateway.newPerson();
    await eve.must("POST", "/api/skills", { ...SKILL, id: "sql" });
    for (let i = 0; i < 60; i++) {
      const t = NOW - i * 86_400_000;
      await eve.must("POST", "/api/skills/sql/evidence", { ...TEST, t, sourceId: `quiz ${i}` });
    }
    const { theta, prior, contributions, others } = await beliefOf(eve, "sql");
    expect(contributions).toHaveLength(50);
    expect(others.count).toBe(10);
    const learnt = contributions.reduce((sum, { value }) => sum + value, others.value);
    expect(prior.value + learnt).toBeCloseTo(theta.value, 10);
    expect(prior.value).toBeCloseTo(-1, 10);
  });
});

describe("evidence", () => {
  it("moves the belief, counts once for a key, and leaves no trace when it is retracted", async () => {
    const eve = await gateway.newDemoPerson();
    const before = await beliefOf(eve, "rt");
    const post = () =>
      eve.call<{ evidence: Evidence }>("POST", "/api/skills/rt/evidence", TEST, { key: "quiz-rt-1" });
    const added = await post();
    expect(added).toMatchObject({
      status: 201,
      body: { evidence: { ...TEST, skillId: "rt", t: NOW, strength: 1, reliability: 1 } },
    });
    gateway.now = NOW + 60_000;
    try {
      expect(await post()).toEqual(added);
    } finally {
      gateway.now = NOW;
    }
    const moved = await beliefOf(eve, "rt");
    expect(moved.theta.value).toBeGreaterThan(before.theta.value);
    expect(moved.theta.sd).toBeLessThan(before.theta.sd);

    const { id } = added.body.evidence;
    const url = `/api/skills/rt/evidence/${id}`;
    const retract = () => eve.must("DELETE", url, undefined, { key: "retract-rt-1" });
    const retracted = await retract();
    expect(await retract()).toEqual(retracted);
    const restored = await beliefOf(eve, "rt");
    expectClose(restored.theta.value, before.theta.value, "θ as before");
    expectClose(restored.theta.sd, before.theta.sd, "sd as before");
    for (const [i, { evidenceId, value }] of before.contributions.entries()) {
      expect(restored.contributions[i]!.evidenceId).toBe(evidenceId);
      expectClose(restored.contributions[i]!.value, value, evidenceId);
    }
    expect(restored.contributions).toHaveLength(before.contributions.length);
    expect((await eve.refusal("DELETE", url)).code).toBe("not_found");
  });

  it("is not found under another skill, and not for a skill that is not there", async () => {
    expect(await ann.refusal("DELETE", "/api/skills/rt/evidence/e1")).toMatchObject({
      code: "not_found",
      field: "id",
    });
    for (const person of [ann, bob]) {
      expect(await person.refusal("POST", "/api/skills/none/evidence", TEST)).toMatchObject({
        code: "not_found",
      });
      expect(await person.refusal("DELETE", "/api/skills/none/evidence/e1")).toMatchObject({
        code: "not_found",
      });
      expect(await person.refusal("GET", "/api/skills/none/belief")).toMatchObject({ code: "not_found" });
      expect(await person.refusal("PUT", "/api/skills/none", SKILL)).toMatchObject({ code: "not_found" });
      expect(await person.refusal("DELETE", "/api/skills/none")).toMatchObject({
        code: "not_found",
        field: "id",
      });
    }
    expect((await bob.refusal("GET", "/api/skills/ts/belief")).code).toBe("not_found");
  });

  it.each<[string, object, string, string?]>([
    ["of tomorrow", { ...TEST, t: NOW + 86_400_000 }, "t", "out_of_range"],
    ["with more right than asked", { ...TEST, value: { k: 11, n: 10, b: 0 } }, "value.k", "out_of_range"],
    ["whose kind needs answers", { ...TEST, value: { level: 3 } }, "value", "invalid_value"],
    [
      "of the body for a skill of the head",
      { ...TEST, kind: "embodied", value: { level: 3 } },
      "kind",
      "embodied_not_motor",
    ],
    ["that is there already", { ...TEST, id: "e1" }, "id", "duplicate_id"],
    ["without answers", { ...TEST, value: { k: 0, n: 0, b: 0 } }, "value.n"],
    ["beyond the scale", { ...TEST, kind: "peer", value: { level: 4.1 } }, "value.level"],
    ["of nothing", { ...TEST, value: {} }, "value"],
    ["of no strength", { ...TEST, strength: 0 }, "strength"],
    ["of too much strength", { ...TEST, reliability: 1.01 }, "reliability"],
    ["of an unknown kind", { ...TEST, kind: "rumour" }, "kind"],
    ["without source", { ...TEST, sourceId: "" }, "sourceId"],
  ])("%s is refused and the field named", async (_, body, field, reason) => {
    const before = await ann.must("GET", "/api/portfolio");
    expect(await ann.refusal("POST", "/api/skills/ts/evidence", body)).toMatchObject(
      reason === undefined ? { code: "invalid_input", field } : { code: "model_refused", field, reason },
    );
    expect(await ann.must("GET", "/api/portfolio")).toEqual(before);
  });
});

describe("edges", () => {
  const edge = { from: "pub", to: "wr", type: "prerequisite", w: 0.5 };

  it("are set, replaced and removed, one between two skills", async () => {
    const eve = await gateway.newDemoPerson();
    const post = () => eve.call("POST", "/api/skill-edges", edge, { key: "edge-pub-wr" });
    const added = await post();
    expect(added).toMatchObject({ status: 201, body: { edge } });
    expect(await post()).toEqual(added);
    expect(await edgesOf(eve)).toHaveLength(4);
    const replaced = await eve.must("PUT", "/api/skill-edges/pub/wr", { type: "similarity", w: 0.1 });
    expect(replaced).toMatchObject({ edge: { from: "pub", to: "wr", type: "similarity", w: 0.1 } });
    const remove = () => eve.must("DELETE", "/api/skill-edges/pub/wr", undefined, { key: "no-edge-1" });
    const removed = await remove();
    expect(await remove()).toEqual(removed);
    expect(await edgesOf(eve)).toHaveLength(3);
  });

  it("are not found where there are none", async () => {
    for (const person of [ann, bob]) {
      expect(await person.refusal("DELETE", "/api/skill-edges/ts/pub")).toMatchObject({ code: "not_found" });
      const body = { type: "similarity", w: 0.1 };
      expect(await person.refusal("PUT", "/api/skill-edges/ts/pub", body)).toMatchObject({
        code: "not_found",
      });
    }
  });

  it.each<[string, object, string, string?]>([
    ["in a circle", { from: "ml", to: "ts", type: "prerequisite", w: 1 }, "edge", "cyclic_prerequisites"],
    ["to a missing skill", { ...edge, to: "none" }, "to", "unknown_skill"],
    ["from a missing skill", { ...edge, from: "none" }, "from", "unknown_skill"],
    ["to itself", { ...edge, to: "pub" }, "to", "self_edge"],
    ["of no weight", { ...edge, w: 0 }, "w"],
    ["of negative weight", { ...edge, w: -0.1 }, "w"],
    ["of a weight over 1", { ...edge, w: 1.1 }, "w"],
    ["of a weight that is NaN", { ...edge, w: null }, "w"],
    ["of an unknown type", { ...edge, type: "causal" }, "type"],
  ])("%s are refused and the field named", async (_, body, field, reason) => {
    const eve = await gateway.newDemoPerson();
    await eve.must("POST", "/api/skill-edges", { from: "rt", to: "ml", type: "prerequisite", w: 1 });
    expect(await eve.refusal("POST", "/api/skill-edges", body)).toMatchObject(
      reason === undefined ? { code: "invalid_input", field } : { code: "model_refused", field, reason },
    );
  });
});
