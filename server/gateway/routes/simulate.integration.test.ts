/** Simulated futures over HTTP: numbers, progress, cancelling, bounds. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import { expectClose, expected } from "@trajectory/engine/forces/worked-example.suite.ts";
import type { Person } from "../testing/person.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

type Simulated = SimulationResult & { seq: number; version: string; inputsHash: string; units: object };

const URL_PATH = "/api/physics/simulate";
const A = { name: "A", actions: [] };
const B = {
  name: "B",
  actions: [
    { type: "change_effort", projectId: "P1", hours: 4 },
    { type: "drop_project", projectId: "P3" },
    { type: "relax", constraintId: "c1", factor: 0.5 },
  ],
};
const EXAMPLE = { scenarios: [A, B], paths: 256, days: 91, seed: 11 };
/** Some seconds of work. */
const LONG = { scenarios: [A], paths: 10_000, days: 1_095 };

let gateway: TestGateway;
let ann: Person;
let port: number;

beforeAll(async () => {
  gateway = await startTestGateway();
  ann = await gateway.newDemoPerson();
  await gateway.app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = gateway.app.server.address() as AddressInfo);
});
afterAll(() => gateway[Symbol.asyncDispose]());

function simulate(body: object): Promise<Simulated> {
  return ann.must<Simulated>("POST", URL_PATH, body);
}

/** Asks over a real socket, for lines as they come. */
function ask(body: object): { request: ClientRequest; lines: AsyncGenerator<Record<string, unknown>> } {
  const request = httpRequest({
    port,
    host: "127.0.0.1",
    path: URL_PATH,
    method: "POST",
    headers: { cookie: ann.cookie, "content-type": "application/json", accept: "application/x-ndjson" },
  });
  request.end(JSON.stringify(body));
  return { request, lines: linesOf(request) };
}

/** Long before a long simulation would have ended by itself. */
function idle(): Promise<void> {
  return vi.waitFor(() => expect(gateway.compute.stats().running).toBe(0), { timeout: 20_000, interval: 5 });
}

async function* linesOf(request: ClientRequest): AsyncGenerator<Record<string, unknown>> {
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const parts = (text + String(chunk)).split("\n");
    text = parts.pop() ?? "";
    for (const line of parts) yield JSON.parse(line) as Record<string, unknown>;
  }
}

describe("a simulation", () => {
  it("gives the numbers of the worked example, the same for the same seed", async () => {
    const found = await simulate(EXAMPLE);
    const want = expected.scenario.mc;
    for (const [i, { pHit13, eta8wk }] of [want.A, want.B].entries()) {
      const { pHit, eta } = found.scenarios[i]!;
      expect(pHit[12]).toEqual({ weeks: 13, probability: pHit13 });
      const { low, median, high } = eta[7]!;
      for (const [j, value] of [low, median, high].entries()) expectClose(value, eta8wk[j]!, `η ${i} ${j}`);
    }
    const at8 = found.differences[0]!.eta.find(({ weeks }) => weeks === 8)!;
    expectClose(at8.mean, want.pairedMeanDeltaEta8wk, "paired mean");
    expectClose(at8.standardError, want.pairedSE, "its standard error");
    expect(await simulate(EXAMPLE)).toEqual(found);
    expect((await simulate({ ...EXAMPLE, seed: 12 })).scenarios).not.toEqual(found.scenarios);
  });

  it("names model version, inputs' hash and units, as the state does", async () => {
    const { physics } = await ann.must<{ physics: Simulated }>("GET", `/api/physics/${ann.id}`);
    const { version, inputsHash, units, seq, paths, days, seed } = await simulate({ scenarios: [A] });
    expect({ version, inputsHash }).toEqual({ version: physics.version, inputsHash: physics.inputsHash });
    expect(units).toEqual({ eta: "1", probability: "1", weeks: "wk" });
    expect({ paths, days, seed }).toEqual({ paths: 256, days: 91, seed: 1 });
    expect(seq).toBeGreaterThan(20);
  });

  it("takes every action, and skills that no project requires yet", async () => {
    const { paths: _, ...short } = { ...EXAMPLE, paths: 16, days: 14 };
    const [project] = (await ann.must<{ projects: object[] }>("GET", `/api/projects/${ann.id}`)).projects;
    const { deadline: _deadline, effortBasis: _basis, ...rest } = project as Record<string, unknown>;
    const actions = [
      { type: "set_effort", projectId: "P2", hours: 10 },
      { type: "add_project", project: { ...rest, id: "P9", name: "New" } },
      { type: "move_deadline", projectId: "P3", deadline: null },
      { type: "practise", skillId: "pub", hours: 2 },
      { type: "rest", hours: 2, energy: 0.5 },
    ];
    const found = await simulate({ ...short, paths: 16, scenarios: [A, { name: "All", actions }] });
    expect(found.scenarios[1]!.projects.map(({ id }) => id)).toEqual(["P1", "P2", "P3", "P9"]);
    expect(found.differences).toMatchObject([{ name: "All" }]);
    // Nobody's forces depend on a skill that is only practised.
    const { inputsHash } = await simulate({ ...short, paths: 16, scenarios: [A] });
    expect(found.inputsHash).toBe(inputsHash);
  });

  it("of somebody without goals has no η to speak of", async () => {
    const bob = await gateway.newPerson();
    const found = await bob.must<Simulated>("POST", URL_PATH, { scenarios: [A], paths: 8, days: 7 });
    expect(found.scenarios[0]).toMatchObject({ name: "A", projects: [] });
  });
});

describe("a stream", () => {
  it("tells the progress, then the result that is answered at once elsewhere", async () => {
    const body = { ...EXAMPLE, paths: 5_000, days: 182 };
    const lines = [];
    for await (const line of ask(body).lines) lines.push(line);
    const progress = lines.flatMap((line) =>
      typeof line["progress"] === "number" ? [line["progress"]] : [],
    );
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBeLessThanOrEqual(1);
    expect(lines).toHaveLength(progress.length + 1);
    expect(lines.at(-1)).toEqual({ result: await simulate(body) });
  });

  it("ends with the error where the model refuses", async () => {
    const scenarios = [{ name: "", actions: [{ type: "drop_project", projectId: "none" }] }];
    const lines = [];
    for await (const line of ask({ scenarios }).lines) lines.push(line);
    expect(lines.at(-1)).toMatchObject({
      error: { code: "model_refused", field: "scenarios.0.actions.0.projectId", reason: "unknown_project" },
    });
  });

  it("is cancelled when nobody listens any more", async () => {
    const { request, lines } = ask(LONG);
    expect((await lines.next()).value).toHaveProperty("progress");
    request.destroy();
    await expect(lines.next()).rejects.toThrow("aborted");
    await idle();
  });
});

describe("an answer at once", () => {
  it("is cancelled when nobody waits any more", async () => {
    const abort = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}${URL_PATH}`, {
      method: "POST",
      headers: { cookie: ann.cookie, "content-type": "application/json" },
      body: JSON.stringify(LONG),
      signal: abort.signal,
    });
    const refused = expect(asked).rejects.toThrow("aborted");
    await expect.poll(() => gateway.compute.stats().running).toBe(1);
    abort.abort();
    await refused;
    await idle();
  });
});

describe("bounds", () => {
  const action = (fields: object) => ({ scenarios: [A, { name: "B", actions: [fields] }] });
  it.each<[string, object, string, string?]>([
    ["a million paths", { scenarios: [A], paths: 1e6 }, "paths"],
    ["no path", { scenarios: [A], paths: 0 }, "paths"],
    ["half a path", { scenarios: [A], paths: 1.5 }, "paths"],
    ["paths that are NaN", { scenarios: [A], paths: null }, "paths"],
    ["more days than three years", { scenarios: [A], days: 1_096 }, "days"],
    ["less than a week", { scenarios: [A], days: 6 }, "days"],
    ["too much altogether", { scenarios: [A, A], paths: 10_000, days: 1_095 }, "paths"],
    ["a negative seed", { scenarios: [A], seed: -1 }, "seed"],
    ["no scenario", { scenarios: [] }, "scenarios"],
    ["nine scenarios", { scenarios: Array.from({ length: 9 }, () => A) }, "scenarios"],
    [
      "too many actions",
      { scenarios: [{ name: "", actions: Array.from({ length: 65 }, () => B.actions[0]) }] },
      "scenarios.0.actions",
    ],
    ["nothing", {}, "scenarios"],
    ["an unknown action", action({ type: "win_lottery" }), "scenarios.1.actions.0.type"],
    ["a missing number", action({ type: "set_effort", projectId: "P1" }), "scenarios.1.actions.0.hours"],
    [
      "too many hours",
      action({ type: "set_effort", projectId: "P1", hours: 200 }),
      "scenarios.1.actions.0.hours",
    ],
    [
      "a factor over 2",
      action({ type: "relax", constraintId: "c1", factor: 3 }),
      "scenarios.1.actions.0.factor",
    ],
    [
      "a deadline that is none",
      action({ type: "move_deadline", projectId: "P1", deadline: "soon" }),
      "scenarios.1.actions.0.deadline",
    ],
    [
      "a deadline in the past",
      action({ type: "move_deadline", projectId: "P1", deadline: 1 }),
      "scenarios.1.actions.0.deadline",
      "deadline_passed",
    ],
    [
      "a missing project",
      action({ type: "drop_project", projectId: "none" }),
      "scenarios.1.actions.0.projectId",
      "unknown_project",
    ],
    [
      "a missing constraint",
      action({ type: "relax", constraintId: "none", factor: 1 }),
      "scenarios.1.actions.0.constraintId",
      "unknown_constraint",
    ],
    [
      "a missing skill",
      action({ type: "practise", skillId: "none", hours: 1 }),
      "scenarios.1.actions.0.skillId",
      "unknown_skill",
    ],
  ])("%s is refused and the field named", async (_, body, field, reason) => {
    expect(await ann.refusal("POST", URL_PATH, body)).toMatchObject(
      reason === undefined ? { code: "invalid_input", field } : { code: "model_refused", field, reason },
    );
  });

  it("hold for what one person asks at once", async () => {
    const eve = await gateway.newDemoPerson();
    const body = { scenarios: [A], paths: 2_000, days: 91 };
    const answers = await Promise.all(Array.from({ length: 12 }, () => eve.call("POST", URL_PATH, body)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(4);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body: answer } of refused) {
      expect(answer).toMatchObject({ error: { code: "busy", retryAfterMs: 1_000 } });
    }
  });
});
