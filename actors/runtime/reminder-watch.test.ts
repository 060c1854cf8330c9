import { describe, expect, it } from "vitest";
import type { NamedCommand } from "../demo-commands.ts";
import { MemoryLog } from "./memory-log.ts";
import { goal, NOW, settled, succeeded, TestNode } from "./testing.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function reminder(id: string, at: number, everyHours?: number): NamedCommand {
  const repeated = everyHours === undefined ? {} : { everyHours };
  return {
    actor: "life",
    name: "set_reminder",
    payload: { reminder: { id, text: "Call the bank", at, ...repeated } },
  };
}

async function fired(node: TestNode, userId: string): Promise<unknown[]> {
  const events = await node.events(userId);
  return events.filter(({ type }) => type === "reminder_fired").map(({ payload }) => payload);
}

async function pass(node: TestNode, ms: number): Promise<void> {
  node.clock.advance(ms);
  await settled();
}

async function started(log = new MemoryLog()): Promise<TestNode> {
  const node = new TestNode({ log });
  await node.runtime.start();
  return node;
}

describe("reminders", () => {
  it("come when they are due, once", async () => {
    const node = await started();
    succeeded(await node.do("anna", reminder("bank", NOW + 90_000)));
    await settled();
    await pass(node, 89_999);
    expect(await fired(node, "anna")).toEqual([]);
    await pass(node, 1);
    await pass(node, DAY);
    expect(await fired(node, "anna")).toEqual([
      { reminderId: "bank", text: "Call the bank", due: NOW + 90_000 },
    ]);
  });

  it("come to somebody at rest, after a restart too", async () => {
    const log = new MemoryLog();
    const before = await started(log);
    succeeded(await before.do("anna", reminder("bank", NOW + HOUR)));
    succeeded(await before.do("bert", goal("g1")));
    await before.runtime.stop();
    const after = await started(log);
    await settled();
    await pass(after, HOUR);
    expect(await fired(after, "anna")).toHaveLength(1);
    expect((await after.runtime.inspect("bert")).status).toBe("resting");
  });

  it("that come again come once after a long sleep, and then as before", async () => {
    const log = new MemoryLog();
    const before = await started(log);
    succeeded(await before.do("anna", reminder("daily", NOW + HOUR, 24)));
    await before.runtime.stop();
    const after = new TestNode({ log });
    after.clock.advance(10 * DAY);
    await after.runtime.start();
    await settled();
    await pass(after, 0);
    const next = NOW + HOUR + 10 * DAY;
    expect(await fired(after, "anna")).toEqual([
      { reminderId: "daily", text: "Call the bank", due: NOW + HOUR, next },
    ]);
    await pass(after, HOUR);
    await pass(after, 0);
    expect(await fired(after, "anna")).toEqual([
      { reminderId: "daily", text: "Call the bank", due: NOW + HOUR, next },
      { reminderId: "daily", text: "Call the bank", due: next, next: next + DAY },
    ]);
  });

  it("that were moved come at their new time, and removed ones do not", async () => {
    const node = await started();
    succeeded(await node.do("anna", reminder("bank", NOW + HOUR)));
    succeeded(await node.do("anna", reminder("gone", NOW + HOUR)));
    succeeded(await node.do("anna", reminder("bank", NOW + 2 * HOUR)));
    const remove = { actor: "life", name: "remove_reminder", payload: { reminderId: "gone" } } as const;
    succeeded(await node.do("anna", remove));
    await settled();
    await pass(node, HOUR);
    expect(await fired(node, "anna")).toEqual([]);
    await pass(node, HOUR);
    expect(await fired(node, "anna")).toEqual([
      { reminderId: "bank", text: "Call the bank", due: NOW + 2 * HOUR },
    ]);
    expect(await node.do("anna", remove)).toMatchObject({ ok: false, error: { code: "command_refused" } });
  });

  it("wait for whom an operator has paused, and for a log that does not answer", async () => {
    const node = await started();
    succeeded(await node.do("anna", reminder("bank", NOW + 1_000)));
    await settled();
    await node.runtime.pause("anna");
    await pass(node, 60_000);
    expect(await fired(node, "anna")).toEqual([]);
    await node.runtime.resume("anna");
    node.log.faults.push("lose");
    for (let i = 0; i < 4; i++) await pass(node, 5_000);
    expect(await fired(node, "anna")).toHaveLength(1);
    expect(node.log.appends.filter(({ events }) => events[0]?.type === "reminder_fired")).toHaveLength(2);
  });

  it("come by themselves only: nobody can say that one has come before its time", async () => {
    const node = await started();
    succeeded(await node.do("anna", reminder("bank", NOW + HOUR)));
    for (const payload of [
      { reminderId: "bank", text: "Call the bank", due: NOW },
      { reminderId: "other", text: "Call the bank", due: NOW + HOUR },
      { reminderId: "bank", text: "Call the bank", due: NOW + HOUR, next: NOW + DAY },
    ]) {
      const reply = await node.do("anna", { actor: "life", name: "fire_reminder", payload });
      expect(reply).toMatchObject({ ok: false, error: { code: "command_refused" } });
    }
  });

  it("say what can be said", async () => {
    const node = await started();
    const said = (text: string) =>
      node.do("anna", {
        actor: "life",
        name: "set_reminder",
        payload: { reminder: { id: "r", text, at: NOW + DAY } },
      });
    succeeded(await said("Grüße an 漢 🚀\n„heute“"));
    for (const text of ["a\0b", "\ud800", ""]) {
      expect(await said(text)).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    }
  });

  it("are bounded", async () => {
    const node = await started();
    for (let i = 0; i < 200; i++) succeeded(await node.do("anna", reminder(`r${i}`, NOW + DAY)));
    expect(await node.do("anna", reminder("one-more", NOW + DAY))).toMatchObject({ ok: false });
    succeeded(await node.do("anna", reminder("r7", NOW + HOUR)));
  });
});
