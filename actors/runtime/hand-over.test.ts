import { MemoryBroker } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { commandSubject, PARTITIONS } from "@trajectory/protocols/subjects.ts";
import { describe, expect, it } from "vitest";
import { LeaseKeeper } from "./lease-keeper.ts";
import { MemoryLeases } from "./memory-leases.ts";
import { MemoryLog } from "./memory-log.ts";
import type { PartitionFollower, Partitions } from "./partitions.ts";
import { createRuntime } from "./runtime.ts";
import { FaultyLog, goal, ManualClock, settled, succeeded } from "./testing.ts";

const USERS = ["anna", "bert", "carl", "dora", "emil"] as const;

/** A node over what it shares with the others. */
function node(
  nodeId: string,
  shared: { clock: ManualClock; broker: MemoryBroker; leases: MemoryLeases; log: MemoryLog },
) {
  const { clock, broker, leases } = shared;
  const log = new FaultyLog(shared.log);
  const bus = broker.connect();
  const keeper = new LeaseKeeper({ nodeId, store: leases, bus, clock });
  const runtime = createRuntime({ bus, log, clock, partitions: keeper });
  return { log, keeper, runtime };
}

function fleet() {
  const clock = new ManualClock();
  const broker = new MemoryBroker({ setTimer: (ms, callback) => clock.setTimer(ms, callback) });
  return { clock, broker, leases: new MemoryLeases(clock), log: new MemoryLog() };
}

async function send(bus: Bus, userId: string, id: string): Promise<CommandReply> {
  const { actor, name, payload } = goal("g1");
  const data = new TextEncoder().encode(JSON.stringify({ id, payload }));
  const answer = await bus.request(commandSubject(userId, actor, name), data, { timeoutMs: 1_000 });
  return JSON.parse(new TextDecoder().decode(answer)) as CommandReply;
}

describe("a planned hand-over", () => {
  it("commits what is under way, then others serve, while snapshots are still being written", async () => {
    const shared = fleet();
    const [a, b] = [node("a", shared), node("b", shared)];
    const client = shared.broker.connect();
    for (const { runtime, keeper } of [a, b]) {
      await runtime.start();
      await keeper.start();
    }
    shared.clock.advance(600);
    await settled();
    for (const userId of USERS) succeeded(await send(client, userId, "command-1"));
    expect(a.runtime.stats().users + b.runtime.stats().users).toBe(USERS.length);
    expect(a.runtime.stats().users).toBeGreaterThan(0);

    const release = a.log.holdCommits();
    const saving = Promise.withResolvers<void>();
    a.log.saveSnapshot = () => saving.promise;
    const underWay = USERS.map((userId) => send(client, userId, "command-2"));
    await settled();
    let given = false;
    const stopped = a.keeper.stop().then(() => (given = true));
    await settled();
    expect(given).toBe(false);
    release();
    await stopped;
    for (const reply of await Promise.all(underWay)) expect(succeeded(reply)[0]?.seq).toBe(2);
    await settled();
    for (const userId of USERS) expect(succeeded(await send(client, userId, "command-3"))[0]?.seq).toBe(3);
    expect(b.runtime.stats().users).toBe(USERS.length);

    let ended = false;
    const end = a.runtime.stop().then(() => (ended = true));
    for (const ms of [300, 50]) {
      shared.clock.advance(ms);
      await settled();
    }
    expect(ended).toBe(false);
    saving.resolve();
    await end;
    expect(a.runtime.stats().users).toBe(0);
  });

  it("leaves nothing in memory that would be old when the user comes back", async () => {
    const shared = fleet();
    const a = node("a", shared);
    const client = shared.broker.connect();
    await a.runtime.start();
    await a.keeper.start();
    succeeded(await send(client, "anna", "command-1"));
    const b = node("b", shared);
    await b.runtime.start();
    await a.keeper.stop();
    await b.keeper.start();
    expect(succeeded(await send(client, "anna", "command-2"))[0]?.seq).toBe(2);
    await b.keeper.stop();
    await a.keeper.start();
    expect(succeeded(await send(client, "anna", "command-3"))[0]?.seq).toBe(3);
    expect(a.runtime.stats().conflicts).toBe(0);
  });
});

describe("a lease that is lost while its users are busy", () => {
  it("answers what was on its way to the log, refuses the rest, and leaves nothing behind", async () => {
    const clock = new ManualClock();
    const broker = new MemoryBroker({ setTimer: (ms, callback) => clock.setTimer(ms, callback) });
    const shared = new MemoryLog();
    const log = new FaultyLog(shared);
    let follower: PartitionFollower | undefined;
    let owned = true;
    const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const partitions: Partitions = {
      owns: () => owned,
      follow(next) {
        follower = next;
        next.gained(all);
        return () => {};
      },
    };
    const runtime = createRuntime({ bus: broker.connect(), log, clock, partitions });
    await runtime.start();
    const run = (id: string): Promise<CommandReply> => {
      const { actor, name, payload } = goal("g1");
      return runtime.execute("anna", actor, name, { id, payload });
    };
    succeeded(await run("command-1"));

    const release = log.holdCommits();
    const [sent, unsent] = [run("command-2"), run("command-3")];
    const read = runtime.query("anna", "life", "state");
    await settled();
    owned = false;
    follower?.lost(all);
    expect(runtime.stats().users).toBe(0);
    expect(await unsent).toMatchObject({ ok: false, error: { code: "busy", reason: "moving" } });
    expect(await read).toMatchObject({ ok: false, error: { code: "busy", reason: "moving" } });
    expect(await run("command-4")).toMatchObject({ ok: false, error: { code: "busy", reason: "moving" } });

    // It comes back before the append of the mailbox that was let go of has ended.
    owned = true;
    follower?.gained(all);
    const again = run("command-3");
    release();
    expect(succeeded(await sent)[0]?.seq).toBe(2);
    const reply = await again;
    expect(reply.ok || reply.error.code === "busy").toBe(true);
    expect(succeeded(await run("command-3"))[0]?.seq).toBe(3);
    const events = await shared.read("anna", 0, 10);
    expect(events.map(({ commandId }) => commandId)).toEqual(["command-1", "command-2", "command-3"]);
    expect(runtime.stats()).toMatchObject({ users: 1, waiting: 0 });
    const stopped = runtime.stop();
    for (let step = 0; step < 4; step++) {
      clock.advance(300);
      await settled();
    }
    await stopped;
  });
});
