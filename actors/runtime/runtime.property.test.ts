import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rebuild } from "./replay.ts";
import { MemoryLog } from "./memory-log.ts";
import { demoCommands, type NamedCommand } from "../demo-commands.ts";
import { type Fault, NOW, settled, succeeded, TestNode } from "./testing.ts";

const USERS = ["anna", "bert"] as const;
const SESSIONS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;

/** What a run does, step by step. Ids repeat on purpose: the same id must give the same answer. */
type Step =
  | { do: "command"; user: string; id: string; command: NamedCommand }
  | { do: "query"; user: string }
  | { do: "advance"; ms: number }
  | { do: "fault"; fault: Fault }
  | { do: "hold" | "release" | "settle" }
  | { do: "evict" | "restart"; user: string };

const user = fc.constantFrom(...USERS);
const goalId = fc.constantFrom("g1", "g2", "g9");
const projectId = fc.constantFrom("P1", "P2", "P9");
const sessionId = fc.constantFrom(...SESSIONS);
const feature = fc.record({
  value: fc.double({ min: 0, max: 6, noNaN: true }),
  quality: fc.double({ min: 0, max: 1, noNaN: true }),
  coverage: fc.constant(1),
  artefactShare: fc.constant(0),
  method: fc.constant("test/1"),
});
const startOfWindow = fc.integer({ min: 0, max: 20 }).map((n) => NOW + n * 5_000);
const motionWindow = fc
  .record({ t0: startOfWindow, move: feature, gesture: feature })
  .map(({ t0, ...features }) => ({
    kind: "motion",
    t0,
    t1: t0 + 10_000,
    overlap: 2,
    revision: 0,
    features,
    clockErrorMs: null,
  }));

const commandOn = (
  actor: NamedCommand["actor"],
  name: string,
  payload: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<NamedCommand> => fc.record(payload).map((payload) => ({ actor, name, payload }));

const goal = fc.record({
  id: goalId,
  name: fc.string({ minLength: 1, maxLength: 20 }),
  importance: fc.nat(5),
});
const evidence = fc.record({
  id: fc.constantFrom("x1", "x2", "x3"),
  skillId: fc.constantFrom("ts", "rt", "nothing"),
  t: fc.integer({ min: NOW - 1e9, max: NOW }),
  kind: fc.constantFrom("test", "peer"),
  sourceId: fc.constant("quiz"),
  value: fc.record({ level: fc.double({ min: 0, max: 4, noNaN: true }) }),
});

function startSession(sessionId: string): NamedCommand {
  const payload = { sessionId, device: "iPhone", startedAt: NOW, streams: [] };
  return { actor: "session", name: "start_session", payload };
}

/** As ingest sends them: the id follows from the window. */
const windowStep = fc.record({ sessionId, window: motionWindow }).map(({ sessionId, window }): Step => {
  const id = `window-${sessionId.slice(0, 4)}-${window.t0}`;
  const command: NamedCommand = { actor: "session", name: "record_window", payload: { sessionId, window } };
  return { do: "command", user: "anna", id, command };
});

const command: fc.Arbitrary<NamedCommand> = fc.oneof(
  fc.constantFrom(...demoCommands(NOW)),
  commandOn("life", "set_goal", { goal }),
  commandOn("life", "remove_goal", { goalId }),
  commandOn("life", "archive_project", { projectId }),
  commandOn("life", "report_progress", { projectId, progress: fc.double({ min: 0, max: 1, noNaN: true }) }),
  commandOn("life", "set_effort", { projectId, hours: fc.integer({ min: 0, max: 40 }) }),
  commandOn("life", "update_life", { felt: fc.dictionary(projectId, fc.constant(0.1)) }),
  commandOn("life", "set_constants", {
    constants: fc.record(
      { switchHours: fc.double({ min: 0, max: 20, noNaN: true }), mu0: fc.constant(-0.5) },
      { requiredKeys: [] },
    ),
  }),
  commandOn("skills", "add_evidence", { evidence }),
  commandOn("skills", "retract_evidence", { evidenceId: fc.constantFrom("x1", "e1") }),
  commandOn("skills", "remove_skill", { skillId: fc.constantFrom("pub", "ts") }),
  sessionId.map(startSession),
  commandOn("session", "end_session", { sessionId, endedAt: fc.constant(NOW), ledger: fc.constant([]) }),
  commandOn("session", "tag_session", { sessionId, projectId }),
  commandOn("session", "rate_session", { sessionId, rating: fc.double({ min: -1, max: 1, noNaN: true }) }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record({ user, id: fc.integer({ min: 1, max: 60 }).map((n) => `command-${n}`), command })
      .map((fields): Step => ({ do: "command", ...fields })),
  },
  { weight: 4, arbitrary: windowStep },
  { weight: 4, arbitrary: user.map((user): Step => ({ do: "query", user })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(10, 300, 90_000, 86_400_000).map((ms): Step => ({ do: "advance", ms })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Fault[]>("refuse", "lose", "commit_and_lose")
      .map((fault): Step => ({ do: "fault", fault })),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step[]>({ do: "hold" }, { do: "release" }, { do: "settle" }) },
  {
    weight: 1,
    arbitrary: fc
      .record({ how: fc.constantFrom("evict" as const, "restart" as const), user })
      .map(({ how, user }): Step => ({ do: how, user })),
  },
);

/** Runs the steps on a node that is now and then replaced by a new one, as after kill −9. */
class Run {
  readonly log = new MemoryLog();
  node = new TestNode({ log: this.log, limits: { snapshotEvery: 7 } });
  /** Every reply that a caller got, with what it had asked. */
  readonly replies: { user: string; id: string; reply: CommandReply }[] = [];
  readonly seen: { user: string; seq: number; state: PhysicsSnapshot }[] = [];
  unanswered = 0;
  readonly #nodes = [this.node];
  #release = (): void => {};

  /** Anna has the demo portfolio and a live session; Bert has nothing yet. */
  async begin(): Promise<void> {
    await this.node.enterDemo("anna");
    succeeded(await this.node.do("anna", startSession(SESSIONS[0])));
  }

  async take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.#take(step);
    this.#release();
    for (const node of this.#nodes) {
      for (const user of USERS) await node.runtime.evict(user);
    }
  }

  async #take(step: Step): Promise<void> {
    const { node } = this;
    switch (step.do) {
      case "command":
        this.unanswered++;
        void node.do(step.user, step.command, step.id).then((reply) => {
          this.unanswered--;
          this.replies.push({ user: step.user, id: step.id, reply });
        });
        return;
      case "query":
        void node.runtime.query(step.user, "life", "state").then((answer) => {
          if (!answer.ok || !("state" in answer)) return;
          const { seq, state } = answer;
          if ("eta" in state) this.seen.push({ user: step.user, seq, state });
        });
        return;
      case "advance":
        node.clock.advance(step.ms);
        return;
      case "fault":
        node.log.faults.push(step.fault);
        return;
      case "hold":
        this.#release();
        this.#release = node.log.holdCommits();
        return;
      case "release":
        this.#release();
        return;
      case "settle":
        await settled();
        return;
      case "evict":
        void node.runtime.evict(step.user);
        return;
      case "restart":
        // The old node goes on with what it has under way, as a paused process that wakes up late would.
        this.node = new TestNode({ log: this.log, clock: node.clock, limits: { snapshotEvery: 7 } });
        this.#nodes.push(this.node);
        return;
    }
  }
}

function byUser<Item extends { user: string }>(items: readonly Item[], user: string): Item[] {
  return items.filter((item) => item.user === user);
}

describe("any commands under any failures of the log", () => {
  it(
    "keep every acknowledged event once, without gaps, and replay equals what was live",
    { timeout: 60_000 },
    async () => {
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 80, size: "max" }),
        async (steps) => {
          const run = new Run();
          await run.begin();
          await run.take(steps);
          expect(run.unanswered).toBe(0);
          for (const user of USERS) {
            const events = await run.log.read(user, 0, 10_000);
            expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
            expectOnce(events);
            for (const { id, reply } of byUser(run.replies, user)) {
              if (!reply.ok) continue;
              expect(reply.events).toEqual(events.filter(({ commandId }) => commandId === id));
            }
            for (const { seq, state } of byUser(run.seen, user)) {
              const past = await rebuild(run.log, user, seq);
              expect(past.model.snapshot()).toEqual(state);
            }
            // Whatever happened, the user serves again, and its state is that of the log.
            run.node.log.faults.length = 0;
            await run.node.runtime.evict(user);
            const answer = await run.node.runtime.query(user, "life", "state");
            expect(answer).toMatchObject({ ok: true });
            await run.node.runtime.evict(user);
            const replayed = await rebuild(run.log, user);
            const snapshot = await run.log.loadSnapshot(user);
            if (replayed.seq > 0) expect(snapshot?.seq).toBe(replayed.seq);
            if (snapshot !== undefined) expect(snapshot.stateHash).toBe(replayed.stateHash());
            expect(
              run.node.problems.filter(({ kind }) => kind === "actor_failed" || kind === "replay_differs"),
            ).toEqual([]);
          }
        },
      );
      await fc.assert(property, { numRuns: 100 });
    },
  );
});

/** The events of one command stand together, and no fact of a command is there twice: it was accepted once. */
function expectOnce(events: readonly EventRecord[]): void {
  const firsts = events.filter(({ commandId }, i) => commandId !== events[i - 1]?.commandId);
  expect(new Set(firsts.map(({ commandId }) => commandId)).size).toBe(firsts.length);
  const facts = new Set(events.map(({ commandId, type }) => `${commandId} ${type}`));
  expect(facts.size).toBe(events.length);
}
