import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import type { AppendRequest } from "./ports.ts";
import type { NamedCommand } from "../demo-commands.ts";
import { goal, settled, succeeded, TestNode } from "./testing.ts";
import { UserState } from "./user-state.ts";

const SESSION = "11111111-1111-4111-8111-111111111111";

function window(t1: number): NamedCommand {
  const window = {
    kind: "motion",
    t0: t1 - 10_000,
    t1,
    overlap: 2,
    revision: 0,
    features: {},
    clockErrorMs: null,
  };
  return { actor: "session", name: "record_window", payload: { sessionId: SESSION, window } };
}

function startSession(startedAt: number): NamedCommand {
  const payload = { sessionId: SESSION, device: "iPhone", startedAt, streams: [] };
  return { actor: "session", name: "start_session", payload };
}

function codeOf(reply: CommandReply): string {
  return reply.ok ? "ok" : reply.error.code;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("commands while an append is under way", () => {
  it("are applied ahead and go to the log together in the next one", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g0")));
    const release = node.log.holdCommits();
    const replies = ["g1", "g2", "g3"].map((id) => node.do("anna", goal(id)));
    await settled();
    expect(node.log.appends.map(({ events }) => events.length)).toEqual([1, 1]);
    release();
    const events = (await Promise.all(replies)).flatMap(succeeded);
    expect(events.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(node.log.appends.map(({ events }) => events.length)).toEqual([1, 1, 2]);
  });

  it("are neither answered, nor published, nor read before their COMMIT", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g0")));
    await settled();
    const published: string[] = [];
    node.bus.subscribe("trajectory.>", ({ subject }) => void published.push(subject));
    const release = node.log.holdCommits();
    const seen: string[] = [];
    const note = (what: string) => (): void => void seen.push(what);
    void node.do("anna", goal("g1")).then(note("reply"));
    void node
      .do("anna", { actor: "life", name: "remove_goal", payload: { goalId: "g9" } })
      .then(note("refusal"));
    void node.runtime.query("anna", "life", "portfolio").then(note("query"));
    node.clock.advance(1_000);
    await settled();
    expect(seen).toEqual([]);
    expect(published).toEqual([]);
    release();
    await settled();
    expect(seen).toEqual(["reply", "refusal", "query"]);
    expect(published.filter((subject) => subject.endsWith("goal_set"))).toHaveLength(1);
  });

  it("leave no trace when that append is refused; the same ids work afterwards", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g0")));
    const release = node.log.holdCommits();
    node.log.faults.push("refuse");
    const replies = [node.do("anna", goal("g1"), "command-a"), node.do("anna", goal("g2"), "command-b")];
    const query = node.runtime.query("anna", "life", "portfolio");
    release();
    expect((await Promise.all(replies)).map(codeOf)).toEqual(["busy", "busy"]);
    expect(await query).toMatchObject({ ok: false, error: { code: "busy", retryAfterMs: 100 } });
    expect(await node.events("anna")).toHaveLength(1);
    succeeded(await node.do("anna", goal("g1"), "command-a"));
    succeeded(await node.do("anna", goal("g2"), "command-b"));
    expect((await node.events("anna")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(node.runtime.stats()).toMatchObject({ conflicts: 1, activations: 2 });
  });
});

describe("a second writer of the same log", () => {
  it("is noticed; both serve the same state in the end", async () => {
    const log = new MemoryLog();
    const first = new TestNode({ log });
    const second = new TestNode({ log });
    succeeded(await first.do("anna", goal("g1"), "command-1"));
    succeeded(await second.do("anna", goal("g2"), "command-2"));
    // The first does not know of event 2 yet.
    expect(codeOf(await first.do("anna", goal("g3"), "command-3"))).toBe("busy");
    expect(succeeded(await first.do("anna", goal("g3"), "command-3"))[0]?.seq).toBe(3);
    expect(codeOf(await second.do("anna", goal("g4"), "command-4"))).toBe("busy");
    const names = async (node: TestNode) => {
      const answer = await node.runtime.query("anna", "life", "portfolio");
      return "goals" in answer ? answer.goals.map(({ id }) => id) : answer;
    };
    expect(await names(second)).toEqual(["g1", "g2", "g3"]);
    expect(await names(first)).toEqual(await names(second));
  });
});

describe("the same command id", () => {
  it("gives the same answer: under way, afterwards, after rest, on another node", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    const [first, joined] = await Promise.all([
      node.do("anna", goal("g1"), "command-1"),
      node.do("anna", goal("g1"), "command-1"),
    ]);
    expect(joined).toEqual(first);
    expect(await node.do("anna", goal("g1"), "command-1")).toEqual(first);
    await node.runtime.evict("anna");
    expect(await node.do("anna", goal("g1"), "command-1")).toEqual(first);
    expect(await new TestNode({ log }).do("anna", goal("g1"), "command-1")).toEqual(first);
    expect(await node.events("anna")).toHaveLength(1);
  });

  it("costs a look into the log only when it may be there", async () => {
    const node = new TestNode();
    for (let i = 0; i < 10; i++) succeeded(await node.do("anna", goal(`g${i}`)));
    expect(node.log.lookups).toBe(0);
    succeeded(await node.do("anna", goal("g0"), "command-3"));
    expect(node.log.lookups).toBe(1);
  });

  it("is found for windows too, also after the session has ended", async () => {
    const node = new TestNode();
    const t = node.clock.now();
    succeeded(await node.do("anna", startSession(t)));
    const first = await node.do("anna", window(t + 10_000), "window-1");
    for (let i = 2; i < 10; i++) succeeded(await node.do("anna", window(t + i * 10_000), `window-${i}00`));
    expect(node.log.lookups).toBe(0);
    expect(await node.do("anna", window(t + 10_000), "window-1")).toEqual(first);
    const end = { sessionId: SESSION, endedAt: t, ledger: [] };
    succeeded(await node.do("anna", { actor: "session", name: "end_session", payload: end }));
    expect(await node.do("anna", window(t + 10_000), "window-1")).toEqual(first);
    expect(codeOf(await node.do("anna", window(t + 10_000), "window-new"))).toBe("command_refused");
  });

  it("is found in the log when there are too many to remember", async () => {
    const node = new TestNode();
    const reply = await node.do("anna", goal("g1"), "command-the-first");
    for (let i = 0; i < 2_100; i++) succeeded(await node.do("anna", goal("g1"), `command-no-${i}`));
    expect(await node.do("anna", goal("g1"), "command-the-first")).toEqual(reply);
    expect(await node.events("anna")).toHaveLength(2_101);
  });

  it("is found although the state in memory is older; who reads next sees it", async () => {
    const log = new MemoryLog();
    const [first, second] = [new TestNode({ log }), new TestNode({ log })];
    const t = first.clock.now();
    succeeded(await first.do("anna", startSession(t), "session-1"));
    succeeded(await first.do("anna", window(t + 20_000), "window-20"));
    succeeded(await second.do("anna", window(t + 30_000), "window-30"));
    // An older window needs a look into the log, which is ahead of what the first node has in memory.
    const late = await second.do("anna", window(t + 10_000), "window-10");
    expect(await first.do("anna", window(t + 10_000), "window-10")).toEqual(late);
    expect(await first.runtime.query("anna", "session", "state")).toMatchObject({ ok: true, seq: 4 });
  });

  it("after a refusal gets it again, as a try that was given up may come late, and later is decided anew", async () => {
    const node = new TestNode();
    const remove: NamedCommand = { actor: "life", name: "remove_goal", payload: { goalId: "g1" } };
    const refusal = await node.do("anna", remove, "removal-1");
    expect(codeOf(refusal)).toBe("model_refused");
    succeeded(await node.do("anna", goal("g1")));
    node.clock.advance(9_000);
    expect(await node.do("anna", remove, "removal-1")).toEqual(refusal);
    succeeded(await node.do("anna", remove, "removal-2"));
    succeeded(await node.do("anna", goal("g1")));
    node.clock.advance(1_001);
    succeeded(await node.do("anna", remove, "removal-1"));
  });
});

describe("a commit whose answer never came", () => {
  it("is unknown, and the same id tells what became of it", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g0")));
    node.log.faults.push("commit_and_lose", "lose");
    expect(codeOf(await node.do("anna", goal("g1"), "command-a"))).toBe("unknown_outcome");
    expect(succeeded(await node.do("anna", goal("g1"), "command-a"))[0]?.seq).toBe(2);
    expect(codeOf(await node.do("anna", goal("g2"), "command-b"))).toBe("unknown_outcome");
    expect(succeeded(await node.do("anna", goal("g2"), "command-b"))[0]?.seq).toBe(3);
    expect(await node.events("anna")).toHaveLength(3);
    expect(node.problems.map(({ kind }) => kind)).toEqual(["append_failed", "append_failed"]);
  });
});

describe("a database that does not answer", () => {
  it("lets nobody in, and everybody once it is back", async () => {
    const node = new TestNode();
    node.log.readsFail = true;
    expect(codeOf(await node.do("anna", goal("g1")))).toBe("store_unavailable");
    expect(await node.runtime.query("anna", "life", "state")).toMatchObject({
      error: { code: "store_unavailable" },
    });
    node.log.readsFail = false;
    succeeded(await node.do("anna", goal("g1")));
  });

  it("fills mailboxes up to their bound", async () => {
    const node = new TestNode({ limits: { waitingPerUser: 3, waiting: 5 } });
    const release = node.log.holdCommits();
    const replies = ["g1", "g2", "g3", "g4"].map((id) => node.do("anna", goal(id)));
    expect(await replies[3]).toMatchObject({ ok: false, error: { code: "busy", retryAfterMs: 100 } });
    replies.push(...["b1", "b2", "b3"].map((id) => node.do("bert", goal(id))));
    expect(codeOf((await replies[6]) as CommandReply)).toBe("busy");
    expect(node.runtime.stats().waiting).toBe(5);
    release();
    expect((await Promise.all(replies)).map(codeOf)).toEqual(["ok", "ok", "ok", "busy", "ok", "ok", "busy"]);
    expect(node.runtime.stats()).toMatchObject({ waiting: 0, busy: 2 });
  });
});

describe("a command that cannot be stored", () => {
  it("takes only itself down, once it is alone", async () => {
    const log = new MemoryLog();
    const append = log.append.bind(log);
    const node = new TestNode({ log });
    succeeded(await node.do("anna", goal("g0")));
    vi.spyOn(log, "append").mockImplementation(async (request: AppendRequest) => {
      if (request.events.some(({ commandId }) => commandId === "command-bad")) {
        throw new ProtocolError("invalid_input", "The append is too large.");
      }
      return await append(request);
    });
    const all = (): Promise<CommandReply[]> =>
      Promise.all([
        node.do("anna", goal("g1"), "command-one"),
        node.do("anna", goal("g2"), "command-two"),
        node.do("anna", goal("g3"), "command-bad"),
        node.do("anna", goal("g4"), "command-four"),
      ]);
    expect((await all()).map(codeOf)).toEqual(["ok", "busy", "busy", "busy"]);
    expect((await all()).map(codeOf)).toEqual(["ok", "ok", "invalid_input", "busy"]);
    succeeded(await node.do("anna", goal("g4"), "command-four"));
    expect(await node.events("anna")).toHaveLength(4);
  });
});

describe("an actor that throws", () => {
  it("stops its own user only, who is loaded afresh on resume", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g1")));
    succeeded(await node.do("bert", goal("g1")));
    const release = node.log.holdCommits();
    const accepted = node.do("anna", goal("g2"), "command-before");
    vi.spyOn(UserState.prototype, "accept").mockImplementationOnce(() => {
      throw new TypeError("Cannot read properties of undefined");
    });
    const replies = [node.do("anna", goal("g3"), "command-poison"), node.do("anna", goal("g4"))];
    expect((await Promise.all(replies)).map(codeOf)).toEqual(["actor_failed", "actor_failed"]);
    release();
    // What was applied before is committed and answered as ever.
    expect(succeeded(await accepted)[0]?.seq).toBe(2);
    expect(codeOf(await node.do("anna", goal("g5")))).toBe("actor_failed");
    expect(await node.runtime.query("anna", "life", "state")).toMatchObject({
      error: { code: "actor_failed" },
    });
    succeeded(await node.do("bert", goal("g2")));

    const seen = await node.runtime.inspect("anna");
    expect(seen).toMatchObject({
      status: "failed",
      failure: { message: "Cannot read properties of undefined" },
    });
    expect(seen.failure?.lastEvents.map(({ seq }) => seq)).toEqual([1]);
    expect(node.runtime.stats()).toMatchObject({ users: 2, failedUsers: 1 });
    expect(node.problems).toMatchObject([{ kind: "actor_failed", userId: "anna" }]);

    await node.runtime.resume("anna");
    expect(succeeded(await node.do("anna", goal("g3"), "command-poison"))[0]?.seq).toBe(3);
    expect(await node.runtime.inspect("anna")).toMatchObject({
      status: "active",
      seq: 3,
      failure: undefined,
    });
  });

  it("in replay keeps its user out until the log can be replayed", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    succeeded(await node.do("anna", goal("g1")));
    const payload: unknown = null;
    const event = {
      userId: "anna",
      seq: 2,
      actor: "interview",
      type: "question_asked",
      at: 0,
      payload,
    } as const;
    await log.append({
      userId: "anna",
      expectedSeq: 1,
      events: [{ ...event, commandId: "command-2", machineVersion: 1 }],
    });
    await node.runtime.evict("anna");
    // The snapshot of event 1 does not help: the event after it is the one that cannot be taken.
    expect(codeOf(await node.do("anna", goal("g2")))).toBe("actor_failed");
    expect((await node.runtime.inspect("anna")).failure?.message).toBe(
      'Event 2 of anna cannot be replayed: The interview actor does not take question_asked in the state "none".',
    );
    succeeded(await node.do("bert", goal("g2")));
  });
});

describe("an operator", () => {
  it("pauses a user: commands wait outside, reads go on", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g1")));
    await node.runtime.pause("anna");
    expect(codeOf(await node.do("anna", goal("g2")))).toBe("busy");
    expect(await node.runtime.query("anna", "life", "state")).toMatchObject({ ok: true, seq: 1 });
    expect((await node.runtime.inspect("anna")).status).toBe("paused");
    await node.runtime.resume("anna");
    succeeded(await node.do("anna", goal("g2")));
  });

  it("pauses a user for every node that comes after, also one at rest", async () => {
    const log = new MemoryLog();
    const [first, next] = [new TestNode({ log }), new TestNode({ log })];
    succeeded(await first.do("anna", goal("g1")));
    await first.runtime.pause("anna");
    await first.runtime.evict("anna");
    expect(first.runtime.stats().users).toBe(0);
    await first.runtime.pause("bert");
    for (const node of [first, next]) {
      for (const userId of ["anna", "bert"]) {
        expect((await node.runtime.inspect(userId)).status).toBe("paused");
        expect(codeOf(await node.do(userId, goal("g2")))).toBe("busy");
      }
      expect(await node.runtime.query("anna", "life", "state")).toMatchObject({ ok: true, seq: 1 });
    }
    await next.runtime.resume("anna");
    succeeded(await next.do("anna", goal("g2")));
    expect(codeOf(await next.do("bert", goal("g2")))).toBe("busy");
  });

  it("is told no when the pause could not be kept, and nothing is paused", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g1")));
    node.log.readsFail = true;
    await expect(node.runtime.pause("anna")).rejects.toMatchObject({ code: "store_unavailable" });
    succeeded(await node.do("anna", goal("g2")));
  });
});
