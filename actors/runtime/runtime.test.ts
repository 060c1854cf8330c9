import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { commandSubject, querySubject, userFeed, userSubject } from "@trajectory/protocols/subjects.ts";
import { describe, expect, it } from "vitest";
import { recomputeAll } from "@trajectory/engine/forces/recompute.ts";
import { ForcesWorkspace } from "@trajectory/engine/forces/workspace.ts";
import type { ForcesAnswer, GraphAnswer, PortfolioAnswer } from "./queries.ts";
import { goal, NOW, settled, succeeded, TestNode } from "./testing.ts";

const ETA = 0.844434526287983;
const SESSION = "11111111-1111-4111-8111-111111111111";

async function ask(bus: Bus, subject: string, body: unknown): Promise<unknown> {
  const data = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  return JSON.parse(new TextDecoder().decode(await bus.request(subject, data, { timeoutMs: 1_000 })));
}

function follow(bus: Bus, userId: string): { subject: string; body: unknown }[] {
  const seen: { subject: string; body: unknown }[] = [];
  bus.subscribe(userFeed(userId), ({ subject, data }) => {
    if (subject.includes(".do.") || subject.includes(".get.")) return;
    seen.push({ subject, body: JSON.parse(new TextDecoder().decode(data)) });
  });
  return seen;
}

describe("the demo portfolio, entered by commands", () => {
  it("gives the numbers of the worked example", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    expect(await node.eta("anna")).toBeCloseTo(ETA, 10);
  });

  it("hands out what its forces are computed from, for whoever computes elsewhere", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    const answer = (await node.runtime.query("anna", "life", "forces")) as ForcesAnswer;
    const { input } = JSON.parse(JSON.stringify(answer)) as ForcesAnswer;
    const elsewhere = new ForcesWorkspace(input);
    recomputeAll(elsewhere);
    expect(elsewhere.eta).toBe(await node.eta("anna"));
    expect(answer.inputsHash).toMatch(/^[0-9a-f]{16}$/);
  });

  it("keeps names through snapshot and restore", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    await node.runtime.evict("anna");
    expect((await node.runtime.inspect("anna")).status).toBe("resting");
    const portfolio = (await node.runtime.query("anna", "life", "portfolio")) as PortfolioAnswer;
    expect(portfolio.capacity).toBe(30);
    expect(portfolio.goals.map(({ name }) => name)).toContain("Launch my own software product");
    expect(portfolio.projects.find(({ id }) => id === "P1")).toMatchObject({
      name: "Live dashboard, first release",
      progress: 0.35,
    });
    expect(portfolio.constraints).toHaveLength(3);
    const graph = (await node.runtime.query("anna", "skills", "graph")) as GraphAnswer;
    const ts = graph.skills.find(({ id }) => id === "ts");
    expect(ts?.name).toBe("TypeScript");
    expect(ts?.belief.theta).toBeCloseTo(0.757987432700912, 10);
    expect(ts?.belief.sd).toBeCloseTo(Math.sqrt(0.854858531900374), 10);
    expect(graph.edges).toHaveLength(4);
    expect(graph.evidence).toHaveLength(8);
    expect(await node.eta("anna")).toBeCloseTo(ETA, 10);
  });

  it("gives thrust, not η, to windows; η moves with time", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    const startedAt = node.clock.now();
    const start = { sessionId: SESSION, device: "iPhone", startedAt, streams: [] };
    succeeded(await node.do("anna", { actor: "session", name: "start_session", payload: start }));
    const before = (await node.runtime.query("anna", "life", "state")) as {
      state: { thrust: { value: number } };
    };
    const value = (x: number) => ({ value: x, quality: 1, coverage: 1, artefactShare: 0, method: "test/1" });
    for (let i = 0; i < 40; i++) {
      const t1 = startedAt + 10_000 + i * 5_000;
      const features = { move: value(3 + (i % 7) / 10), cadence: value(100 + i), regularity: value(0.6) };
      const window = {
        kind: "motion",
        t0: t1 - 10_000,
        t1,
        overlap: 2,
        revision: 0,
        features,
        clockErrorMs: 2,
      };
      const command = {
        actor: "session",
        name: "record_window",
        payload: { sessionId: SESSION, window },
      } as const;
      const [event] = succeeded(await node.do("anna", command));
      expect(event).toMatchObject({ type: "window_recorded", at: t1 });
    }
    const after = (await node.runtime.query("anna", "life", "state")) as {
      state: { thrust: { value: number } };
    };
    expect(after.state.thrust.value).not.toBe(before.state.thrust.value);
    expect(await node.eta("anna")).toBeCloseTo(ETA, 3);
  });
});

describe("requests over the bus", () => {
  it("are answered, and their events published before the answer", async () => {
    const node = new TestNode();
    await node.runtime.start();
    const seen = follow(node.bus, "anna");
    const { actor, name, payload } = goal("g1");
    const subject = commandSubject("anna", actor, name);
    const reply = (await ask(node.bus, subject, { id: "command-1", payload })) as CommandReply;
    const [event] = succeeded(reply);
    expect(event).toMatchObject({
      userId: "anna",
      seq: 1,
      actor: "life",
      type: "goal_set",
      at: NOW,
      payload,
    });
    expect(seen[0]).toEqual({ subject: `${userSubject("anna")}.life.goal_set`, body: event });
    expect(await ask(node.bus, querySubject("anna", "life", "state"), "")).toMatchObject({
      ok: true,
      seq: 1,
    });
  });

  const named = (payload: unknown): object => ({ id: "command-1", payload });
  const ending = { sessionId: SESSION, endedAt: 0, ledger: [] };

  it.each<[string, string, unknown, object]>([
    ["no JSON", "life.do.set_goal", "{", { code: "invalid_input" }],
    ["no command id", "life.do.set_goal", { payload: {} }, { code: "invalid_input", field: "id" }],
    ["no such command", "life.do.set_gaol", named({}), { code: "command_unknown" }],
    ["a name that every object has", "life.do.toString", named({}), { code: "command_unknown" }],
    ["no such query", "life.get.secrets", "", { code: "command_unknown" }],
    [
      "a field out of range",
      "life.do.set_goal",
      named(goal("g1", -1).payload),
      { code: "invalid_input", field: "goal.importance" },
    ],
    [
      "an unknown project",
      "life.do.archive_project",
      named({ projectId: "P9" }),
      { code: "model_refused", field: "projectId" },
    ],
    ["nothing to end", "session.do.end_session", named(ending), { code: "command_refused" }],
  ])("are refused with a code: %s", async (_, path, body, error) => {
    const node = new TestNode();
    await node.runtime.start();
    const reply = await ask(node.bus, `${userSubject("anna")}.${path}`, body);
    expect(reply).toMatchObject({ ok: false, error });
    expect(await node.events("anna")).toEqual([]);
  });

  it("are refused on another user's partition", async () => {
    const node = new TestNode();
    await node.runtime.start();
    const { payload } = goal("g1");
    const reply = await ask(node.bus, "trajectory.3.anna.life.do.set_goal", { id: "command-1", payload });
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid_input", field: "partition" } });
  });

  it("find nobody before start and after stop", async () => {
    const node = new TestNode();
    await expect(ask(node.bus, querySubject("anna", "life", "state"), "")).rejects.toThrow("Nobody listens");
    await node.runtime.start();
    await node.runtime.stop();
    await expect(ask(node.bus, querySubject("anna", "life", "state"), "")).rejects.toThrow("Nobody listens");
    expect(await node.do("anna", goal("g1"))).toMatchObject({ ok: false, error: { code: "busy" } });
  });
});

describe("the published life state", () => {
  it("comes at once, then at most every 250 ms, and once more after the last change", async () => {
    const node = new TestNode({ bus: createMemoryBus() });
    const seen = follow(node.bus, "anna");
    const states = () => seen.filter(({ subject }) => subject.endsWith(".life.state"));
    for (let i = 0; i < 5; i++) succeeded(await node.do("anna", goal(`g${i}`)));
    await settled();
    expect(states()).toMatchObject([{ body: { seq: 1 } }]);
    node.clock.advance(249);
    await settled();
    expect(states()).toHaveLength(1);
    node.clock.advance(1);
    await settled();
    expect(states()).toMatchObject([{ body: { seq: 1 } }, { body: { seq: 5, state: { t: NOW } } }]);
    node.clock.advance(10_000);
    await settled();
    expect(states()).toHaveLength(2);
  });

  it("is made for those only who want it", async () => {
    const sent: string[] = [];
    const wanted = new Set<string>();
    const node = new TestNode({
      states: { wants: (userId) => wanted.has(userId), send: (userId) => void sent.push(userId) },
    });
    succeeded(await node.do("anna", goal("g1")));
    wanted.add("ben");
    succeeded(await node.do("anna", goal("g2")));
    succeeded(await node.do("ben", goal("g1")));
    node.clock.advance(1_000);
    await settled();
    expect(sent).toEqual(["ben"]);
  });

  it("is not lost when the user is put to rest meanwhile", async () => {
    const node = new TestNode();
    const seen = follow(node.bus, "anna");
    succeeded(await node.do("anna", goal("g1")));
    succeeded(await node.do("anna", goal("g2")));
    await node.runtime.evict("anna");
    await settled();
    expect(seen.at(-1)).toMatchObject({ subject: `${userSubject("anna")}.life.state`, body: { seq: 2 } });
  });
});

describe("accepted evidence of an interview", () => {
  it("reaches the skills in the same commit", async () => {
    const node = new TestNode();
    const interviewId = "i1";
    const interview = (name: string, payload: object) =>
      node.do("anna", { actor: "interview", name, payload: { interviewId, ...payload } });
    const skill = { id: "ts", name: "TypeScript", domain: "software" };
    succeeded(await node.do("anna", { actor: "skills", name: "set_skill", payload: { skill } }));
    succeeded(await interview("start_interview", { flow: "skill_discovery" }));
    succeeded(await interview("ask_question", { question: "What did you build?" }));
    succeeded(await interview("give_answer", { text: "A compiler" }));
    const evidence = (id: string, skillId: string) => {
      return {
        id,
        skillId,
        t: NOW,
        kind: "interview_free",
        sourceId: "i1",
        value: { level: 3 },
        quote: "A compiler",
      };
    };
    const proposal = [evidence("e1", "ts"), evidence("e2", "nowhere")];
    succeeded(await interview("propose_evidence", { evidence: proposal }));
    const events = succeeded(await interview("decide_evidence", { evidenceId: "e1", accepted: true }));
    expect(events.map(({ actor, type }) => `${actor}.${type}`)).toEqual([
      "interview.evidence_decided",
      "skills.evidence_added",
    ]);
    expect(node.log.appends.at(-1)?.events).toHaveLength(2);
    // A skill that the model does not know: neither actor takes anything.
    const refused = await interview("decide_evidence", { evidenceId: "e2", accepted: true });
    expect(refused).toMatchObject({ ok: false, error: { code: "model_refused", field: "evidence.skillId" } });
    const state = await node.runtime.query("anna", "interview", "state");
    expect(state).toMatchObject({ value: { active: "confirming" }, context: { accepted: 1 } });
  });
});

describe("what the log has", () => {
  it("is what was answered, in order, without gaps", async () => {
    const node = new TestNode();
    const answered: EventRecord[] = [];
    for (let i = 0; i < 20; i++) answered.push(...succeeded(await node.do("anna", goal(`g${i}`))));
    expect(await node.events("anna")).toEqual(answered);
    expect(answered.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});
