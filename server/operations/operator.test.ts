import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { partitionOf } from "@trajectory/protocols/subjects.ts";
import { goal, TestNode } from "@trajectory/actors/runtime/testing.ts";
import { afterEach, describe, expect, it } from "vitest";
import { createOperator, serveOperator } from "./operator.ts";

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Two nodes on one bus; the second owns nothing. */
async function fleet() {
  const bus = createMemoryBus();
  const node = new TestNode({ bus });
  const idle = new TestNode({ bus });
  await node.runtime.start();
  stops.push(() => node.runtime.stop());
  stops.push(serveOperator({ bus, runtime: node.runtime, nodeId: "one", owns: () => true }));
  stops.push(serveOperator({ bus, runtime: idle.runtime, nodeId: "two", owns: () => false }));
  return { node, bus, operate: createOperator(bus) };
}

describe("the operator", () => {
  it("looks without waking anyone", async () => {
    const { node, operate } = await fleet();
    expect(await operate("ann", "inspect")).toEqual({
      userId: "ann",
      status: "resting",
      seq: undefined,
      waiting: 0,
      failure: undefined,
      partition: partitionOf("ann"),
      node: "one",
    });
    expect(node.runtime.stats().users).toBe(0);
  });

  it("pauses, resumes and evicts", async () => {
    const { node, operate } = await fleet();
    await node.do("ann", goal("g1"));
    expect(await operate("ann", "pause")).toMatchObject({ status: "paused", seq: 1 });
    expect(await node.do("ann", goal("g2"))).toMatchObject({ ok: false, error: { code: "busy" } });
    expect(await operate("ann", "resume")).toMatchObject({ status: "active" });
    expect(await node.do("ann", goal("g2"))).toMatchObject({ ok: true, seq: 2 });
    expect(await operate("ann", "evict")).toMatchObject({ status: "resting" });
    expect(node.runtime.stats()).toMatchObject({ users: 0, passivations: 1 });
  });

  it("says that an id is none", async () => {
    const { operate } = await fleet();
    await expect(operate("a$b", "pause")).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("says when no node answers", async () => {
    await expect(createOperator(createMemoryBus())("ann", "inspect")).rejects.toMatchObject({
      code: "busy",
    });
  });
});
