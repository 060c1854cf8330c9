/** The physics of a person over HTTP: now, taken apart, changed by hand, and in the past. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAllClose, expectClose, expected } from "@trajectory/engine/forces/worked-example.suite.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

interface State {
  seq: number;
  state: PhysicsSnapshot;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

let gateway: TestGateway;
let ann: Person;
let bob: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  bob = await gateway.newPerson();
});
afterAll(() => gateway[Symbol.asyncDispose]());

function values(parts: readonly { value: number }[]): number[] {
  return parts.map(({ value }) => value);
}

function sum(parts: readonly { value: number }[]): number {
  return values(parts).reduce((total, value) => total + value, 0);
}

describe("the snapshot", () => {
  it("has the numbers of the worked example, each with unit and sd, model version and inputs' hash", async () => {
    const { seq, physics } = await ann.must<{ seq: number; physics: PhysicsSnapshot }>(
      "GET",
      `/api/physics/${ann.id}`,
    );
    expect(seq).toBeGreaterThan(20);
    const want = expected.physics;
    expectClose(physics.eta.value, want.eta, "η");
    expectClose(physics.eta.sd, want.sdEta, "sd of η");
    expectClose(physics.etaInf.value, want.etaInf, "η∞");
    expectClose(physics.pEscape.value, want.pEscape, "P");
    expectClose(physics.gap.value, want.gap, "gap");
    expectClose(physics.escapeTime.value, expected.escapeTime.tStarDeterministicWk, "t*");
    expect(physics.eta.unit).toBe("1");
    expect(physics.gravity.unit).toBe("h/wk");
    expect(physics.timeConstant.unit).toBe("wk");
    expect(physics.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(physics.inputsHash).toMatch(/^[0-9a-f]{16}$/);
    expect((await ann.must<State>("GET", `/api/state/${ann.id}`)).state).toEqual(physics);
  });

  it("of somebody who has entered nothing has no η and says why", async () => {
    const { physics } = await bob.must<{ physics: PhysicsSnapshot }>("GET", `/api/physics/${bob.id}`);
    expect(physics.eta).toMatchObject({ value: null, reason: "no_goals" });
    expect(physics.escapeVelocity).toMatchObject({ value: 1, floored: true });
  });
});

describe("the breakdown", () => {
  it("is made of parts that sum to each number", async () => {
    const url = `/api/physics/${ann.id}/breakdown`;
    const found = await ann.must<PhysicsSnapshot & { seq: number }>("GET", url);
    for (const part of ["eta", "velocity", "required", "gravity", "thrust", "mass", "drag"] as const) {
      expectClose(sum(found[part].parts), found[part].value!, part);
    }
    expectAllClose(values(found.eta.parts), expected.physics.etaParts, "parts of η");
    expectAllClose(values(found.required.parts), expected.physics.required.parts, "parts of r");
    expectClose(found.required.value + found.gravity.value, found.escapeVelocity.value, "v_esc");
    const NAMES = {
      pace: "w",
      hours: "h",
      gravity: "g",
      remaining: "X",
      skill: "theta",
      energy: "E",
      criticalTime: "tStar",
    };
    for (const { of, by, id, value } of found.sensitivities) {
      const name = [of, NAMES[by], ...(id === undefined ? [] : [id])].join(".");
      expectClose(value, expected.physics.sensitivities[name as "eta.w.P1"], name);
    }
    expect(found.conflicts).toMatchObject([{ projects: ["P1", "P3"], reason: "direction" }]);
    expect(found.inputsHash).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("whose data they are", () => {
  it("nobody else's, whatever the question", async () => {
    const update = { capacity: 10 };
    for (const path of ["state", "physics"]) {
      expect(await bob.refusal("GET", `/api/${path}/${ann.id}`)).toMatchObject({ code: "forbidden" });
    }
    const span = `from=${NOW}&to=${NOW}&step=1000`;
    expect((await bob.refusal("GET", `/api/state/${ann.id}?at=${NOW}`)).code).toBe("forbidden");
    expect((await bob.refusal("GET", `/api/state/${ann.id}/history?${span}`)).code).toBe("forbidden");
    expect((await bob.refusal("GET", `/api/physics/${ann.id}/breakdown`)).code).toBe("forbidden");
    expect((await bob.refusal("POST", `/api/state/${ann.id}/update`, update)).code).toBe("forbidden");
    expect((await bob.refusal("GET", "/api/state/nobody")).code).toBe("forbidden");
  });

  it("nothing is told or computed without signing in", async () => {
    const headers = { cookie: "" };
    for (const [method, url, body] of [
      ["GET", `/api/state/${ann.id}`],
      ["GET", `/api/physics/${ann.id}/breakdown`],
      ["POST", "/api/physics/simulate", { scenarios: "nonsense" }],
      ["POST", "/api/models/gravity", {}],
      ["POST", "/api/goals", {}],
      ["GET", "/api/skills"],
    ] as const) {
      expect(await ann.refusal(method, url, body, { headers })).toMatchObject({ code: "not_signed_in" });
    }
  });
});

describe("a manual update", () => {
  it("counts once however often it is sent, and is in the answer", async () => {
    const eve = await gateway.newDemoPerson();
    const url = `/api/state/${eve.id}/update`;
    const first = await eve.must<State>("POST", url, { capacity: 20 }, { key: "update-0001" });
    expect(first.state.capacity).toEqual({ value: 20, unit: "h/wk" });
    expect(await eve.must("POST", url, { capacity: 20 }, { key: "update-0001" })).toEqual(first);
    const { seq } = await eve.must<State>("POST", url, { capacity: 20 }, { key: "update-0002" });
    expect(seq).toBe(first.seq + 1);
  });

  it("changes η by what it says", async () => {
    const eve = await gateway.newDemoPerson();
    const { state } = await eve.must<State>("POST", `/api/state/${eve.id}/update`, {
      felt: { P1: -0.5 },
      pace: [{ projectId: "P2", w: 9, beta: 0, P: [1, 0, 0.1], asOf: NOW }],
    });
    expect(state.projects.find(({ id }) => id === "P1")?.felt).toBe(-0.5);
    expectClose(state.projects.find(({ id }) => id === "P2")?.pace.value, 9, "pace");
  });

  it.each<[string, object, string, string, string | undefined]>([
    ["no capacity at all", { capacity: 0 }, "capacity", "invalid_input", undefined],
    ["more hours than a week has", { capacity: 169 }, "capacity", "invalid_input", undefined],
    ["NaN, which is null in JSON", { energy: null }, "energy", "invalid_input", undefined],
    ["a number as text", { arousal: "1" }, "arousal", "invalid_input", undefined],
    ["felt alignment over 1", { felt: { P1: 1.1 } }, "felt.P1", "invalid_input", undefined],
    ["felt alignment of nothing", { felt: { P9: 1 } }, "felt.P9", "model_refused", "unknown_project"],
    [
      "a pace of tomorrow",
      { pace: [{ projectId: "P1", w: 1, beta: 0, P: [1, 0, 1], asOf: NOW + DAY_MS }] },
      "pace.0.asOf",
      "model_refused",
      "out_of_range",
    ],
  ])("refuses %s and names the field", async (_, body, field, code, reason) => {
    const before = await ann.must("GET", `/api/state/${ann.id}`);
    const refusal = await ann.refusal("POST", `/api/state/${ann.id}/update`, body);
    expect(refusal).toMatchObject({ code, field, ...(reason === undefined ? {} : { reason }) });
    expect(await ann.must("GET", `/api/state/${ann.id}`)).toEqual(before);
  });

  it("refuses infinity", async () => {
    const refusal = await ann.refusal("POST", `/api/state/${ann.id}/update`, '{"capacity": 1e999}');
    expect(refusal).toMatchObject({ code: "invalid_input", field: "capacity" });
  });
});

describe("the past", () => {
  it("is rebuilt from the log: the state then, and the headline over time", async () => {
    const eve = await gateway.newDemoPerson();
    const start = await eve.must<State>("GET", `/api/state/${eve.id}`);
    gateway.now = NOW + WEEK_MS;
    try {
      await eve.must("DELETE", "/api/projects/P3");
      const later = await eve.must<State>("GET", `/api/state/${eve.id}`);
      expect(later.state.eta.value).not.toBe(start.state.eta.value);

      const then = await eve.must<State & { t: number; stateHash: string }>(
        "GET",
        `/api/state/${eve.id}?at=${NOW}`,
      );
      expect(then).toMatchObject({ t: NOW, seq: start.seq, state: start.state });
      expect(then.stateHash).toMatch(/^[0-9a-f]{16}$/);
      const before = await eve.must<State>("GET", `/api/state/${eve.id}?at=${NOW - 1}`);
      expect(before).toMatchObject({ seq: 0, state: { eta: { value: null, reason: "no_goals" } } });

      const span = `from=${NOW - DAY_MS}&to=${NOW + WEEK_MS}&step=${DAY_MS}`;
      const { points } = await eve.must<{ points: (PhysicsSnapshot & { seq: number })[] }>(
        "GET",
        `/api/state/${eve.id}/history?${span}`,
      );
      expect(points).toHaveLength(9);
      expect(points.map(({ t }) => t)).toEqual(points.map((_, i) => NOW + (i - 1) * DAY_MS));
      expect(points[0]!.eta.value).toBeNull();
      expect(points[1]!.eta).toEqual(start.state.eta);
      expect(points[1]!.inputsHash).toBe(start.state.inputsHash);
      expect(points.at(-1)!.eta).toEqual(later.state.eta);
    } finally {
      gateway.now = NOW;
    }
  });

  it.each([
    ["from a time that is none", "from=yesterday&to=5&step=1", "from"],
    ["to before from", "from=5&to=4&step=1", "to"],
    ["by no step", "from=5&to=6&step=0", "step"],
    ["in more points than are answered", `from=0&to=${NOW}&step=1000`, "step"],
    ["beyond the calendar", "from=0&to=8640000000000000&step=1e13", "to"],
    ["without a span", "", "from"],
  ])("is not asked for %s", async (_, query, field) => {
    const refusal = await ann.refusal("GET", `/api/state/${ann.id}/history?${query}`);
    expect(refusal).toMatchObject({ code: "invalid_input", field });
  });

  it.each(["NaN", "-1", "1.5", "1e999", ""])("is not asked for at=%s", async (at) => {
    const refusal = await ann.refusal("GET", `/api/state/${ann.id}?at=${at}`);
    expect(refusal).toMatchObject({ code: "invalid_input", field: "at" });
  });
});
