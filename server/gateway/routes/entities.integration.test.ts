/** Goals, projects and constraints over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { Constraint, Goal, Project } from "@trajectory/protocols/events/entities.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const HOUR_MS = 3_600_000;
const GOAL = { name: "Learn to sail", importance: 0.2 };
const PROJECT = { name: "Licence", goals: { g1: 0.5 }, requires: [], size: 20, progress: 0, hours: 2 };
const CONSTRAINT = { name: "Commuting", kind: "time", severity: 0.5, flexibility: 0.2 };

let gateway: TestGateway;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function goalsOf(person: Person): Promise<Goal[]> {
  return (await person.must<{ goals: Goal[] }>("GET", `/api/goals/${person.id}`)).goals;
}

async function projectsOf(person: Person): Promise<Project[]> {
  return (await person.must<{ projects: Project[] }>("GET", `/api/projects/${person.id}`)).projects;
}

async function physicsOf(person: Person): Promise<PhysicsSnapshot> {
  return (await person.must<{ physics: PhysicsSnapshot }>("GET", `/api/physics/${person.id}`)).physics;
}

describe.each([
  ["goals", "goal", GOAL, { importance: 0.9 }],
  ["projects", "project", PROJECT, { hours: 5 }],
  ["constraints", "constraint", CONSTRAINT, { severity: 1 }],
] as const)("%s", (plural, key, body, change) => {
  type One = { seq: number } & Record<typeof key, { id: string; name: string }>;
  const list = async (person: Person) => {
    const answer = await person.must<Record<string, { id: string }[]>>("GET", `/api/${plural}/${person.id}`);
    return answer[plural]!;
  };

  it("are added, replaced and removed, and stand in the list with their names", async () => {
    const eve = await gateway.newDemoPerson();
    const { body: added, status } = await eve.call<One>("POST", `/api/${plural}`, body);
    expect(status).toBe(201);
    expect(added[key]).toMatchObject(body);
    const { id } = added[key];
    expect(await list(eve)).toContainEqual(added[key]);

    const replaced = await eve.must<One>("PUT", `/api/${plural}/${id}`, {
      ...body,
      ...change,
      id: "ignored",
    });
    expect(replaced.seq).toBe(added.seq + 1);
    expect(replaced[key]).toEqual({ ...added[key], ...change });
    expect(await list(eve)).toContainEqual(replaced[key]);

    expect(await eve.must("DELETE", `/api/${plural}/${id}`)).toEqual({ seq: added.seq + 2 });
    expect((await list(eve)).map((entity) => entity.id)).not.toContain(id);
  });

  it("keep the id they are given, and get one otherwise", async () => {
    const eve = await gateway.newDemoPerson();
    const named = await eve.must<One>("POST", `/api/${plural}`, { ...body, id: "mine" });
    expect(named[key].id).toBe("mine");
    const [one, other] = [
      await eve.must<One>("POST", `/api/${plural}`, body),
      await eve.must<One>("POST", `/api/${plural}`, body),
    ];
    expect(one[key].id).not.toBe(other[key].id);
  });

  it("count once, and are answered alike, when the same key is sent again", async () => {
    const eve = await gateway.newDemoPerson();
    const post = () => eve.must<One>("POST", `/api/${plural}`, body, { key: `add-${key}-1` });
    const added = await post();
    expect(await post()).toEqual(added);
    const { id } = added[key];
    const put = () =>
      eve.must<One>("PUT", `/api/${plural}/${id}`, { ...body, ...change }, { key: `put-${key}-1` });
    const replaced = await put();
    expect(await put()).toEqual(replaced);
    const remove = () => eve.must("DELETE", `/api/${plural}/${id}`, undefined, { key: `del-${key}-1` });
    const removed = await remove();
    expect(await remove()).toEqual(removed);
    expect(await post()).toEqual(added);
    expect(await put()).toEqual(replaced);
    expect((await list(eve)).map((entity) => entity.id)).not.toContain(id);
  });

  it("are not found where there are none, and nobody else's", async () => {
    for (const person of [ann, bob]) {
      expect(await person.refusal("PUT", `/api/${plural}/none`, body)).toMatchObject({
        code: "not_found",
        field: "id",
      });
      expect(await person.refusal("DELETE", `/api/${plural}/none`)).toMatchObject({
        code: "not_found",
        field: "id",
      });
    }
    const [theirs] = await list(ann);
    expect((await bob.refusal("DELETE", `/api/${plural}/${theirs!.id}`)).code).toBe("not_found");
    expect((await bob.refusal("GET", `/api/${plural}/${ann.id}`)).code).toBe("forbidden");
  });

  it("have ids and keys of letters, digits, _ and -", async () => {
    expect(await ann.refusal("PUT", `/api/${plural}/a%20b`, body)).toMatchObject({
      code: "invalid_input",
      field: "id",
    });
    expect(await ann.refusal("POST", `/api/${plural}`, { ...body, id: "" })).toMatchObject({ field: "id" });
    expect(await ann.refusal("POST", `/api/${plural}`, body, { key: "short" })).toMatchObject({
      code: "invalid_input",
      field: "idempotency-key",
    });
  });
});

describe("a project that is archived", () => {
  it("leaves the physics; what it really took teaches how optimistic estimates are", async () => {
    const eve = await gateway.newDemoPerson();
    const before = await physicsOf(eve);
    await eve.must("DELETE", "/api/projects/P3?actualHours=72");
    const after = await physicsOf(eve);
    expect(after.projects.map(({ id }) => id)).toEqual(["P1", "P2"]);
    // 72 h of an estimate of 40: 1.8 times as long, docs/model.md 3.4.
    expect(Math.log(after.optimism.value)).toBeCloseTo(0.3795163286239571, 12);
    expect(after.optimism.sd).toBeCloseTo(0.24, 12);
    expect(after.eta.value).not.toBe(before.eta.value);
    expect((await eve.refusal("DELETE", "/api/projects/P3")).code).toBe("not_found");
    expect((await eve.refusal("PUT", "/api/projects/P3", PROJECT)).code).toBe("not_found");
  });

  it("did not take a thousand times what was thought", async () => {
    expect(await ann.refusal("DELETE", "/api/projects/P1?actualHours=80000")).toMatchObject({
      code: "model_refused",
      field: "actualHours",
      reason: "out_of_range",
    });
    expect(await ann.refusal("DELETE", "/api/projects/P1?actualHours=0")).toMatchObject({
      code: "invalid_input",
      field: "actualHours",
    });
    expect((await projectsOf(ann)).map(({ id }) => id)).toContain("P1");
  });
});

describe("what has no value says why", () => {
  it("no goals: η is null, and comes back with a goal", async () => {
    const eve = await gateway.newDemoPerson();
    const goals = await goalsOf(eve);
    for (const { id } of goals) await eve.must("DELETE", `/api/goals/${id}`);
    expect((await physicsOf(eve)).eta).toMatchObject({ value: null, reason: "no_goals" });
    for (const goal of goals) await eve.must("POST", "/api/goals", goal);
    expect((await physicsOf(eve)).eta.value).toBeCloseTo(0.8444345262879829, 12);
  });

  it("no hours: nothing is thrust, and alignment is null", async () => {
    const eve = await gateway.newDemoPerson();
    for (const { id, ...project } of await projectsOf(eve)) {
      await eve.must("PUT", `/api/projects/${id}`, { ...project, hours: 0 });
    }
    const { thrust, alignment, etaInf, eta } = await physicsOf(eve);
    expect(thrust.value).toBe(0);
    expect(alignment).toMatchObject({ value: null, reason: "no_effort" });
    expect(etaInf.value).toBe(0);
    expect(eta.value).toBeGreaterThan(0);
  });

  it("a constraint without end goes on; one that has ended weighs nothing", async () => {
    const eve = await gateway.newPerson();
    const add = (constraint: object) =>
      eve.must<{ constraint: Constraint }>("POST", "/api/constraints", { ...CONSTRAINT, ...constraint });
    await add({ id: "endless" });
    await add({ id: "over", from: NOW - 2 * HOUR_MS, until: NOW - HOUR_MS });
    const { gravity } = await physicsOf(eve);
    expect(gravity.parts).toEqual([
      { id: "endless", value: 4, sd: expect.any(Number) },
      { id: "over", value: 0, sd: 0 },
    ]);
  });
});

describe("bad input", () => {
  const need = (b: number, importance: number) => ({ skillId: "ts", b, importance });
  const REFUSED: [what: string, path: string, body: object, field: string, reason?: string][] = [
    ["a weight over 1", "projects", { ...PROJECT, goals: { g1: 1.5 } }, "goals.g1"],
    [
      "weights over 1 together",
      "projects",
      { ...PROJECT, goals: { g1: 0.8, g2: -0.3 } },
      "goals",
      "out_of_range",
    ],
    ["a missing goal", "projects", { ...PROJECT, goals: { g9: 0.5 } }, "goals.g9", "unknown_goal"],
    ["a goal that is no id", "projects", { ...PROJECT, goals: { "a b": 0.5 } }, "goals.a b"],
    [
      "a missing skill",
      "projects",
      { ...PROJECT, requires: [{ ...need(0, 1), skillId: "none" }] },
      "requires.0.skillId",
      "unknown_skill",
    ],
    ["a level beyond the scale", "projects", { ...PROJECT, requires: [need(7, 1)] }, "requires.0.b"],
    [
      "importances under 1 together",
      "projects",
      { ...PROJECT, requires: [need(0, 0.4)] },
      "requires",
      "out_of_range",
    ],
    [
      "a skill named twice",
      "projects",
      { ...PROJECT, requires: [need(0, 0.5), need(1, 0.5)] },
      "requires.1.skillId",
      "duplicate_id",
    ],
    ["no size", "projects", { ...PROJECT, size: 0 }, "size"],
    ["less than the smallest size", "projects", { ...PROJECT, size: 0.009 }, "size"],
    ["NaN, which is null in JSON", "projects", { ...PROJECT, size: Number.NaN }, "size"],
    ["a size as text", "projects", { ...PROJECT, size: "80" }, "size"],
    ["progress over 1", "projects", { ...PROJECT, progress: 1.01 }, "progress"],
    ["negative hours", "projects", { ...PROJECT, hours: -1 }, "hours"],
    ["more hours than a week has", "projects", { ...PROJECT, hours: 169 }, "hours"],
    ["a deadline in the past", "projects", { ...PROJECT, deadline: NOW - 1 }, "deadline", "deadline_passed"],
    ["a deadline now", "projects", { ...PROJECT, deadline: NOW }, "deadline", "deadline_passed"],
    ["a deadline after the calendar", "projects", { ...PROJECT, deadline: 8.64e15 }, "deadline"],
    ["half a millisecond", "projects", { ...PROJECT, deadline: NOW + 0.5 }, "deadline"],
    ["no name", "projects", { ...PROJECT, name: "" }, "name"],
    ["a field too many", "projects", { ...PROJECT, colour: "red" }, "colour"],
    ["a missing field", "goals", { name: "Sail" }, "importance"],
    ["negative importance", "goals", { ...GOAL, importance: -1 }, "importance"],
    ["an id that no id can be", "goals", { ...GOAL, id: "__proto__" }, "id", "invalid_value"],
    ["severity over 1", "constraints", { ...CONSTRAINT, severity: 1.1 }, "severity"],
    ["negative flexibility", "constraints", { ...CONSTRAINT, flexibility: -0.1 }, "flexibility"],
    ["an unknown kind", "constraints", { ...CONSTRAINT, kind: "tax" }, "kind"],
    [
      "an end before the beginning",
      "constraints",
      { ...CONSTRAINT, from: NOW, until: NOW },
      "until",
      "out_of_range",
    ],
    ["an end that is none", "constraints", { ...CONSTRAINT, until: null }, "until"],
  ];

  it.each(REFUSED)("%s is refused and the field named", async (_, path, body, field, reason) => {
    const before = await ann.must("GET", "/api/portfolio");
    const refusal = await ann.refusal("POST", `/api/${path}`, body);
    expect(refusal).toMatchObject(
      reason === undefined ? { code: "invalid_input", field } : { code: "model_refused", field, reason },
    );
    expect(refusal.message).toMatch(new RegExp(`^${field.replaceAll(".", "\\.")}\\b`));
    expect(await ann.must("GET", "/api/portfolio")).toEqual(before);
  });

  it("infinity is refused", async () => {
    const body = JSON.stringify(CONSTRAINT).replace("}", ', "until": 1e999}');
    expect(await ann.refusal("POST", "/api/constraints", body)).toMatchObject({
      code: "invalid_input",
      field: "until",
    });
  });
});
