import { describe, expect, it } from "vitest";
import { MemoryLog } from "./memory-log.ts";
import { goal, settled, succeeded, TestNode } from "./testing.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function ticks(node: TestNode, userId: string): Promise<{ seq: number; commandId: string }[]> {
  const events = await node.events(userId);
  return events.filter(({ type }) => type === "day_ticked").map(({ seq, commandId }) => ({ seq, commandId }));
}

describe("the passing of days", () => {
  it("is told to users in memory once, at midnight", async () => {
    const node = new TestNode();
    await node.runtime.start();
    for (const userId of ["anna", "bert"]) succeeded(await node.do(userId, goal("g1")));
    node.clock.advance(12 * HOUR - 1);
    await settled();
    expect(await ticks(node, "anna")).toEqual([]);
    node.clock.advance(2);
    await settled();
    expect(await ticks(node, "anna")).toEqual([{ seq: 2, commandId: "tick-20781" }]);
    expect(await ticks(node, "bert")).toHaveLength(1);
    for (let hour = 0; hour < 24; hour++) {
      node.clock.advance(HOUR);
      await settled();
    }
    expect(await ticks(node, "anna")).toHaveLength(2);
  });

  it("is told once to whoever comes back, however long it was", async () => {
    const node = new TestNode();
    await node.enterDemo("anna");
    const before = await node.eta("anna");
    await node.runtime.evict("anna");
    node.clock.advance(30 * DAY);
    const after = await node.eta("anna");
    expect(await ticks(node, "anna")).toHaveLength(1);
    expect(after).not.toBe(before);
    expect(await node.eta("anna")).toBe(after);
    expect(await ticks(node, "anna")).toHaveLength(1);
  });

  it("comes before the first command of the day", async () => {
    const node = new TestNode();
    succeeded(await node.do("anna", goal("g1")));
    node.clock.advance(DAY);
    const [event] = succeeded(await node.do("anna", goal("g2")));
    expect(event?.seq).toBe(3);
    expect(await ticks(node, "anna")).toEqual([{ seq: 2, commandId: "tick-20781" }]);
    expect(node.log.appends.at(-1)?.events).toHaveLength(2);
  });

  it("means nothing to somebody without a life yet, nor to a clock set back", async () => {
    const node = new TestNode();
    await node.eta("nobody");
    node.clock.advance(5 * DAY);
    await node.eta("nobody");
    expect(await node.events("nobody")).toEqual([]);
    succeeded(await node.do("anna", goal("g1")));
    node.clock.advance(-3 * DAY);
    succeeded(await node.do("anna", goal("g2")));
    expect(await ticks(node, "anna")).toEqual([]);
  });

  it("is told by one node only", async () => {
    const log = new MemoryLog();
    const first = new TestNode({ log });
    succeeded(await first.do("anna", goal("g1")));
    first.clock.advance(DAY);
    const second = new TestNode({ log, clock: first.clock });
    await second.eta("anna");
    // The first does not know of it, is refused by the log and learns it.
    expect(await first.runtime.query("anna", "life", "state")).toMatchObject({ error: { code: "busy" } });
    await first.eta("anna");
    expect(await ticks(first, "anna")).toHaveLength(1);
  });
});
