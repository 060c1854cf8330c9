/** Analyses over real parts: the queue, the threads, the log and, where there is one, a language model's server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { AnalysisView, Latest } from "../../analysis/analyst.ts";
import { numbersIn } from "../../analysis/words/numbers.ts";
import { type ModelServer, startModelServer } from "../../interview/testing/model-server.ts";
import type { PlanView } from "../../plans/view.ts";
import type { Person } from "../testing/person.ts";
import { NOW, startTestGateway, type TestGateway } from "../testing/test-gateway.ts";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** Asks, and waits for what it finds. */
async function analysed(person: Person, body: object = {}): Promise<AnalysisView> {
  const { id } = await person.must<AnalysisView>("POST", "/api/analysis/trigger", body);
  return ended(person, id);
}

async function ended(person: Person, id: string): Promise<AnalysisView> {
  const read = () => person.must<AnalysisView>("GET", `/api/analysis/${id}`);
  await expect.poll(async () => (await read()).state, { timeout: 30_000 }).not.toMatch(/^(queued|running)$/);
  return read();
}

describe("an analysis", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  it("finds what stands out, with the numbers it rests on", async () => {
    const ann = await gateway.newDemoPerson();
    gateway.now = NOW + WEEK;
    const constraint = { id: "c9", name: "A lawsuit", kind: "legal", severity: 1, flexibility: 0 };
    await ann.must("POST", "/api/constraints", constraint);
    const { id, state, result, progress } = await analysed(ann);
    expect({ state, progress }).toEqual({ state: "done", progress: 1 });
    const { insights, stateTime } = result!;
    const changed = insights.find(({ kind }) => kind === "eta_changed")!;
    expect(changed.mentions.map(({ id }) => id)).toContain("c9");
    expect(changed.texts.en).toContain("“A lawsuit”");
    expect(changed.texts.de).toContain("„A lawsuit“");

    const at = await ann.must<{ state: PhysicsSnapshot }>("GET", `/api/state/${ann.id}?at=${stateTime}`);
    const eta = changed.references.find(({ path }) => path === "state.eta.value");
    expect(eta?.value).toBe(at.state.eta.value);
    const before = await ann.must<{ state: PhysicsSnapshot }>("GET", `/api/state/${ann.id}?at=${NOW}`);
    const week = changed.references.find(({ path }) => path === "before.eta.value");
    expect(week?.value).toBe(before.state.eta.value);

    const found = await gateway.memory.memory.search(ann.id, {
      text: "lawsuit",
      mode: "text",
      kinds: ["insight"],
      limit: 3,
      offset: 0,
    });
    expect(found.hits.map(({ item }) => item.text)).toContain(`${changed.texts.en}\n${changed.texts.de}`);
    const { source } = found.hits.find(({ item }) => item.text.startsWith(changed.texts.en))!.item;
    expect(source).toEqual({ kind: "insight", id, locator: `eta_changed:${changed.mentions[0]?.id}` });
    gateway.now = NOW;
  });

  it("is the answer as long as it is under way, and read long after", async () => {
    const ann = await gateway.newDemoPerson();
    const [one, other] = [
      await ann.must<AnalysisView>("POST", "/api/analysis/trigger", {}),
      await ann.must<AnalysisView>("POST", "/api/analysis/trigger", {}),
    ];
    expect(other.id).toBe(one.id);
    const done = await ended(ann, one.id);
    const latest = await ann.must<Latest>("GET", `/api/analysis/${ann.id}/latest`);
    expect(latest).toMatchObject({ analysis: done, job: null, timeZone: "UTC", hour: 5 });
  });

  it("keeps weekly what η became of the plans that run", async () => {
    const ann = await gateway.newDemoPerson();
    await ann.must("POST", "/api/plans/generate", {});
    gateway.now = NOW + 2 * WEEK;
    await analysed(ann);
    gateway.now = NOW + 30 * WEEK;
    const { plans } = await ann.must<{ plans: PlanView[] }>("GET", `/api/plans/${ann.id}`);
    expect(plans[0]!.outcomes).toMatchObject([{ week: 2, at: NOW + 2 * WEEK }]);
    gateway.now = NOW;
  });

  it("begins in the morning of the person's own zone, once a day", async () => {
    const [here, there, nobody] = [
      await gateway.newDemoPerson(),
      await gateway.newDemoPerson(),
      await gateway.newPerson(),
    ];
    await analysed(there, { timeZone: "Pacific/Auckland" });
    const latestOf = async (person: Person) =>
      (await person.must<Latest>("GET", `/api/analysis/${person.id}/latest`)).analysis?.id;
    const first = await latestOf(there);
    const begun = async (at: number): Promise<(boolean | undefined)[]> => {
      gateway.now = at;
      await gateway.analyst.scheduleDue();
      const states = [here, there, nobody].map(async (person) => {
        const { analysis, job } = await person.must<Latest>("GET", `/api/analysis/${person.id}/latest`);
        if (job !== null) await ended(person, job.id);
        return analysis !== null || job !== null;
      });
      return Promise.all(states);
    };
    const midnight = Math.ceil(NOW / (24 * HOUR)) * 24 * HOUR;
    // 04:59 in London's winter and 17:59 in Auckland's summer, where the day has begun.
    await begun(midnight + 5 * HOUR - 60_000);
    expect(await latestOf(here)).toBeUndefined();
    await expect.poll(() => latestOf(there)).not.toBe(first);
    const second = await latestOf(there);
    expect(await begun(midnight + 5 * HOUR)).toEqual([true, true, false]);
    const mine = await latestOf(here);
    await begun(midnight + 6 * HOUR);
    expect([await latestOf(here), await latestOf(there)]).toEqual([mine, second]);
    gateway.now = NOW;
  });

  it("goes by the time zone that the person has set, before the browser's", async () => {
    const ann = await gateway.newDemoPerson();
    await analysed(ann, { timeZone: "Pacific/Auckland" });
    const zone = async () => (await ann.must<Latest>("GET", `/api/analysis/${ann.id}/latest`)).timeZone;
    expect(await zone()).toBe("Pacific/Auckland");
    await ann.must("PUT", "/api/settings", { timeZone: "Asia/Tokyo" });
    expect(await zone()).toBe("Asia/Tokyo");
  });

  it("can be cancelled, and is nobody else's", async () => {
    const [ann, bob] = [await gateway.newDemoPerson(), await gateway.newDemoPerson()];
    const { id } = await ann.must<AnalysisView>("POST", "/api/analysis/trigger", {});
    const url = `/api/analysis/${id}`;
    expect((await bob.refusal("GET", url)).code).toBe("not_found");
    expect((await bob.refusal("POST", `${url}/cancel`)).code).toBe("not_found");
    expect((await bob.refusal("GET", `/api/analysis/${ann.id}/latest`)).code).toBe("forbidden");
    const { status, body } = await ann.call<AnalysisView>("POST", `${url}/cancel`);
    // It may have been faster than the request.
    if (status === 200) expect(body.state).toBe("cancelled");
    else expect(status).toBe(409);
    expect((await ended(ann, id)).state).toBe(status === 200 ? "cancelled" : "done");
  });

  it("refuses what is no time zone", async () => {
    const ann = await gateway.newDemoPerson();
    for (const timeZone of ["Mars/Olympus", "+02:00", ""]) {
      const refusal = await ann.refusal("POST", "/api/analysis/trigger", { timeZone });
      expect(refusal).toMatchObject({ code: "invalid_input", field: "timeZone" });
    }
  });
});

describe("an analysis with a language model", () => {
  let gateway: TestGateway;
  let server: ModelServer;
  let ann: Person;
  beforeAll(async () => {
    server = await startModelServer({ kind: "text", text: "" });
    gateway = await startTestGateway({
      model: {
        baseUrl: server.url,
        apiKey: "k",
        model: "test-model",
        dailyTokens: 100_000,
        price: [0, 0],
        timeoutMs: 20_000,
      },
    });
    ann = await gateway.newDemoPerson();
  });
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** What the templates say, and what the model makes of each. */
  async function reworded(change: (text: string, i: number) => string) {
    server.behaviour = { kind: "status", status: 401 };
    const templates = (await analysed(ann)).result!.insights.map(({ texts }) => texts);
    const texts = templates.map(({ en, de }, i) => ({ en: change(en, i), de: change(de, i) }));
    server.behaviour = { kind: "text", text: JSON.stringify({ texts }) };
    const { insights, notices } = (await analysed(ann)).result!;
    return { templates, insights, notices };
  }

  it("takes its words", async () => {
    const { templates, insights, notices } = await reworded((text) => `Well: ${text}`);
    expect(notices).toEqual([]);
    expect(templates.length).toBeGreaterThan(2);
    for (const [i, { texts, wordedBy }] of insights.entries()) {
      expect(wordedBy).toBe("test-model");
      expect(texts.en).toBe(`Well: ${templates[i]!.en}`);
    }
    const asked = server.asked.at(-1)!;
    expect(asked).toMatchObject({ model: "test-model", hasSchema: true });
  });

  it("never takes a number of its", async () => {
    const { templates, insights } = await reworded((text, i) => {
      if (i % 3 === 0) return text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
      return i % 3 === 1 ? `${text} 7.` : text;
    });
    for (const [i, { texts, wordedBy, references }] of insights.entries()) {
      if (i % 3 === 2 || numbersIn(templates[i]!.en, []).length === 0) continue;
      expect(wordedBy, texts.en).toBeNull();
      expect(texts).toEqual(templates[i]);
      expect(references.length).toBeGreaterThan(0);
    }
  });

  it("stands without it, and says so", async () => {
    for (const behaviour of [
      { kind: "text", text: "I am a teapot" },
      { kind: "text", text: '{"texts": []}' },
      { kind: "status", status: 400 },
    ] as const) {
      server.behaviour = behaviour;
      const { state, result } = await analysed(ann);
      expect(state).toBe("done");
      expect(result!.notices).toHaveLength(1);
      expect(result!.insights.every(({ wordedBy }) => wordedBy === null)).toBe(true);
    }
  });
});
