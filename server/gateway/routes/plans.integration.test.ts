/** Plans over real parts: made in the threads, kept, reported on, and held against what happened. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { PlanView } from "../../plans/view.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const WEEK = 7 * 86_400_000;

let gateway: TestGateway;
let ann: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(async () => {
  gateway.now = NOW;
  ann = await gateway.newDemoPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

function generate(person: Person, body: object = {}, key?: string): Promise<PlanView> {
  return person.must("POST", "/api/plans/generate", body, key === undefined ? {} : { key });
}

function physics(person: Person): Promise<{ seq: number; physics: PhysicsSnapshot }> {
  return person.must("GET", `/api/physics/${person.id}`);
}

async function reports(person: Person): Promise<number> {
  const events = await gateway.store.history.newestEvents(person.id, 500);
  return events.filter(({ type }) => type === "progress_reported").length;
}

describe("a plan", () => {
  it("has the effects that the simulation gives for its steps", async () => {
    const plan = await generate(ann);
    const [first] = plan.steps;
    expect(plan.steps.length).toBeGreaterThan(1);
    expect(plan.hours.asked).toBeLessThanOrEqual(plan.hours.free);
    const scenarios = [
      { name: "now", actions: [] },
      { name: "first", actions: first!.actions },
      { name: "all", actions: plan.steps.flatMap(({ actions }) => actions) },
    ];
    const { paths, seed } = plan;
    const simulated = await ann.must<{
      scenarios: { pHit: { probability: number }[] }[];
      differences: { eta: { weeks: number; mean: number; standardError: number }[] }[];
    }>("POST", "/api/physics/simulate", { scenarios, paths, seed, days: 91 });
    const [one, all] = simulated.differences.map(({ eta }) => eta.find(({ weeks }) => weeks === plan.weeks)!);
    expect(first!.deltaEta.mean).toBeCloseTo(one!.mean, 10);
    expect(first!.deltaEta.standardError).toBeCloseTo(one!.standardError, 10);
    expect(plan.deltaEta.mean).toBeCloseTo(all!.mean, 10);
    expect(plan.pHit.after).toBe(simulated.scenarios[2]!.pHit.at(-1)!.probability);
  });

  it("gives reasons that stand in the state it was made from", async () => {
    const plan = await generate(ann);
    const { state } = await ann.must<{ state: PhysicsSnapshot }>(
      "GET",
      `/api/state/${ann.id}?at=${plan.stateTime}`,
    );
    for (const { why } of plan.steps) {
      expect(why.length).toBeGreaterThan(0);
      for (const { path, value } of why.filter((one) => one.path.startsWith("state.projects."))) {
        const [, , id, key] = path.split(".") as [string, string, string, "relevance"];
        expect(state.projects.find((project) => project.id === id)?.[key]).toBe(value);
      }
    }
    expect(plan.eta.value).toBe(state.eta.value);
    expect(plan.question).toMatchObject({ skillId: "rt" });
  });

  it("is made once for a key, and kept", async () => {
    const [one, again] = [await generate(ann, {}, "plan-key-1"), await generate(ann, {}, "plan-key-1")];
    expect(again).toEqual(one);
    const other = await generate(ann);
    const { plans } = await ann.must<{ plans: PlanView[] }>("GET", `/api/plans/${ann.id}`);
    expect(plans.map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    expect(plans.find(({ id }) => id === one.id)).toEqual(one);
  });

  it("asks no more hours than are allowed and free", async () => {
    await ann.must("POST", `/api/state/${ann.id}/update`, { capacity: 50 });
    expect((await generate(ann, { mostHours: 2 })).hours.asked).toBeLessThanOrEqual(2);
    const plan = await generate(ann);
    expect(plan.hours.asked).toBeGreaterThan(2);
    expect(plan.hours.asked).toBeLessThanOrEqual(plan.hours.free);
  });

  it("is empty with a reason for somebody who has entered nothing", async () => {
    const nobody = await gateway.newPerson();
    expect(await generate(nobody)).toMatchObject({ steps: [], end: "no_goals", eta: { value: null } });
  });

  it("is nobody else's", async () => {
    const bob = await gateway.newDemoPerson();
    const plan = await generate(ann);
    const step = plan.steps[0]!.id;
    expect((await bob.refusal("GET", `/api/plans/${ann.id}`)).code).toBe("forbidden");
    const report = { step, state: "done" };
    expect((await bob.refusal("PUT", `/api/plans/${plan.id}/progress`, report)).code).toBe("not_found");
    const { plans } = await bob.must<{ plans: PlanView[] }>("GET", `/api/plans/${bob.id}`);
    expect(plans).toEqual([]);
    // The same key of somebody else is another plan.
    const own = await generate(bob, {}, "shared-key");
    expect((await generate(ann, {}, "shared-key")).id).not.toBe(own.id);
  });
});

describe("progress on a step", () => {
  it("reaches the pace of the project, once however often it is sent", async () => {
    const plan = await generate(ann);
    const step = plan.steps.find(({ target }) => target === "P1")!;
    gateway.now = NOW + WEEK;
    const before = await physics(ann);
    const report = { step: step.id, state: "taken", progress: 0.6 };
    const url = `/api/plans/${plan.id}/progress`;
    const told = await ann.must<PlanView>("PUT", url, report, { key: "report-key" });
    const counted = await reports(ann);
    const after = await physics(ann);
    const biasOf = ({ physics }: typeof before) => physics.projects.find(({ id }) => id === "P1")!.bias.value;
    expect(biasOf(after)).toBeGreaterThan(biasOf(before));
    expect(told.steps.find(({ id }) => id === step.id)).toMatchObject({
      state: "taken",
      reports: [{ at: gateway.now, state: "taken", progress: 0.6 }],
    });

    gateway.now += 60_000;
    expect(await ann.must<PlanView>("PUT", url, report, { key: "report-key" })).toMatchObject({
      steps: told.steps,
    });
    expect(await reports(ann)).toBe(counted);
  });

  it("sets the hours that are really held, and takes practice as a self-report", async () => {
    await ann.must("POST", `/api/state/${ann.id}/update`, { capacity: 80 });
    const { id, steps } = await generate(ann);
    const advance = steps.find(({ kind }) => kind === "advance_project")!;
    await ann.must("PUT", `/api/plans/${id}/progress`, { step: advance.id, hours: 21 });
    const projects = (await physics(ann)).physics.projects;
    expect(projects.find((project) => project.id === advance.target)?.hours).toBe(21);

    const practise = steps.find(({ kind }) => kind === "practise_skill");
    if (practise === undefined) return;
    await ann.must("PUT", `/api/plans/${id}/progress`, { step: practise.id, level: 3 });
    const events = await gateway.store.history.newestEvents(ann.id, 5);
    const added = events.find(({ type }) => type === "evidence_added");
    expect(added?.payload).toMatchObject({ evidence: { skillId: practise.target, kind: "self_report" } });
  });

  it("is refused where the step has no such thing, and changes nothing", async () => {
    const { id, steps } = await generate(ann);
    const { seq } = await physics(ann);
    const url = `/api/plans/${id}/progress`;
    const lighten = steps.find(({ kind }) => kind === "lighten_constraint")!;
    expect(await ann.refusal("PUT", url, { step: lighten.id, progress: 0.5 })).toMatchObject({
      code: "invalid_input",
      field: "progress",
    });
    expect((await ann.refusal("PUT", url, { step: lighten.id })).code).toBe("invalid_input");
    expect((await ann.refusal("PUT", url, { step: "none", state: "done" })).code).toBe("not_found");
    expect((await physics(ann)).seq).toBe(seq);
    await ann.must("PUT", url, { step: lighten.id, state: "done" });
    expect((await physics(ann)).seq).toBe(seq);
  });
});

describe("what came of a plan", () => {
  it("is η beside what was expected, week by week", async () => {
    const plan = await generate(ann);
    gateway.now = NOW + 3 * WEEK + 1_000;
    const { plans } = await ann.must<{ plans: PlanView[] }>("GET", `/api/plans/${ann.id}`);
    const { physics: state } = await physics(ann);
    expect(plans[0]!.outcomes).toEqual([
      {
        week: 3,
        at: gateway.now,
        eta: state.eta.value,
        without: plan.without[2],
        with: plan.with[2],
        verdict: expect.stringMatching(/^(as_|above_|below_)/),
      },
    ]);
    gateway.now = NOW + 20 * WEEK;
    const later = await ann.must<{ plans: PlanView[] }>("GET", `/api/plans/${ann.id}`);
    expect(later.plans[0]!.outcomes).toEqual([]);
  });
});
