import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import { MACHINE_VERSION } from "./machine-version.ts";
import { MemoryLog } from "./memory-log.ts";
import { checkReplay, rebuild, stateAt } from "./replay.ts";
import type { NamedCommand } from "../demo-commands.ts";
import { liveAWhile, NOW, succeeded, TestNode } from "./testing.ts";
import { upcast } from "./upcast.ts";

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

describe("looking back", () => {
  it("shows the state of any past moment", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    await liveAWhile(node);
    const past = await stateAt(log, "anna", NOW);
    expect(past.seq).toBe(28);
    expect(past.model.snapshot().eta.value).toBeCloseTo(0.844434526287983, 10);
    expect((await stateAt(log, "anna", NOW - 1)).seq).toBe(0);
    const today = await stateAt(log, "anna", node.clock.now());
    expect(today.model.snapshot().eta.value).toBe(await node.eta("anna"));
  });

  it("is not misled by windows, which keep the sensor's time", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log });
    const start = { sessionId: SESSION, device: "iPhone", startedAt: NOW, streams: [] };
    succeeded(await node.do("anna", { actor: "session", name: "start_session", payload: start }));
    // A sensor whose clock is ahead, then an upload of what is long past.
    succeeded(await node.do("anna", window(NOW + 50_000)));
    node.clock.advance(60_000);
    succeeded(await node.do("anna", window(NOW - 600_000)));
    const claim = { sessionId: SESSION, text: "I feel calm", direction: "calm", intensity: 1 };
    succeeded(await node.do("anna", { actor: "session", name: "make_claim", payload: claim }));
    expect((await stateAt(log, "anna", NOW)).seq).toBe(3);
    expect((await stateAt(log, "anna", NOW + 60_000)).seq).toBe(4);
  });
});

describe("the check of replay against live", () => {
  it("finds them equal, and tells when they are not", async () => {
    const log = new MemoryLog();
    const node = new TestNode({ log, limits: { snapshotEvery: 10_000 } });
    await liveAWhile(node);
    expect(await checkReplay(log, "anna")).toMatchObject({ seq: 0, equal: true });
    await node.runtime.evict("anna");
    const seq = (await rebuild(log, "anna")).seq;
    expect(await checkReplay(log, "anna")).toMatchObject({ seq, equal: true });
    const snapshot = await log.loadSnapshot("anna");
    if (snapshot !== undefined) await log.saveSnapshot({ ...snapshot, stateHash: "0123456789abcdef" });
    expect(await checkReplay(log, "anna")).toMatchObject({ seq, equal: false, live: "0123456789abcdef" });
  });
});

describe("events of older machines", () => {
  const record: EventRecord = {
    userId: "anna",
    seq: 1,
    actor: "life",
    type: "goal_set",
    at: NOW,
    commandId: "command-1",
    machineVersion: 1,
    payload: { importance: 1 },
  };

  it("are brought into today's form step by step", () => {
    const rename = (event: EventRecord): EventRecord => ({ ...event, payload: { weight: 1 } });
    const retype = (event: EventRecord): EventRecord => ({ ...event, type: "aim_set" });
    const steps = new Map([
      [1, rename],
      [3, retype],
    ]);
    expect(upcast(record, steps, 4)).toEqual({ ...record, payload: { weight: 1 }, type: "aim_set" });
    expect(upcast({ ...record, machineVersion: 2 }, steps, 4)).toMatchObject({ payload: { importance: 1 } });
    expect(upcast(record)).toBe(record);
  });

  it("of newer ones are refused, not guessed", () => {
    expect(() => upcast({ ...record, machineVersion: MACHINE_VERSION + 1 })).toThrow("Update this node");
  });
});
