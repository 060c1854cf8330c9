import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { ManualClock, settled } from "@trajectory/actors/runtime/testing.ts";
import { describe, expect, it } from "vitest";
import { announceNode, asRanges, type NodeStatus, STATUS_EVERY_MS } from "./node-status.ts";
import { RequestMeter } from "./request-meter.ts";

const decoder = new TextDecoder();

describe("announceNode", () => {
  it("publishes its status every few seconds until it is ended, and answers discovery", async () => {
    const bus = createMemoryBus();
    const clock = new ManualClock();
    const heard: NodeStatus[] = [];
    bus.subscribe("trajectory.node.*.status", ({ data }) => {
      heard.push(JSON.parse(decoder.decode(data)) as NodeStatus);
    });
    let users = 1;
    const end = announceNode(
      { id: "n1", roles: ["actors"], host: "here", pid: 7, url: "http://x", version: "0.1.0", startedAt: 0 },
      {
        bus,
        clock,
        meter: new RequestMeter(() => 0),
        partitions: () => [3, 1, 2, 9],
        numbers: async () => ({ actors: { users: users++ } }),
        onProblem: (error) => {
          throw error;
        },
      },
    );
    await settled();
    for (let i = 0; i < 2; i++) {
      clock.advance(STATUS_EVERY_MS);
      await settled();
    }
    expect(heard.map(({ numbers }) => numbers)).toEqual([1, 2, 3].map((users) => ({ actors: { users } })));
    expect(heard[0]).toMatchObject({ id: "n1", partitions: "1-3,9", at: expect.any(Number) });
    const info = await bus.request("$SRV.INFO.trajectory.n1", new Uint8Array(), { timeoutMs: 1_000 });
    expect(JSON.parse(decoder.decode(info))).toMatchObject({
      metadata: { roles: "actors", host: "here" },
      endpoints: expect.arrayContaining([expect.objectContaining({ name: "life-do" })]),
    });
    end();
    clock.advance(10 * STATUS_EVERY_MS);
    await settled();
    expect(heard).toHaveLength(3);
  });

  it("goes on after a publish that failed", async () => {
    const bus = createMemoryBus();
    const clock = new ManualClock();
    const problems: unknown[] = [];
    const end = announceNode(
      { id: "n1", roles: [], host: "here", pid: 7, url: "", version: "0.1.0", startedAt: 0 },
      {
        bus,
        clock,
        meter: undefined,
        partitions: () => [],
        numbers: async () => ({}),
        onProblem: (error) => problems.push(error),
      },
    );
    await settled();
    await bus.close();
    for (let i = 0; i < 2; i++) {
      clock.advance(STATUS_EVERY_MS);
      await settled();
    }
    expect(problems).toHaveLength(2);
    end();
  });
});

describe("asRanges", () => {
  it("writes runs short", () => {
    expect(asRanges([])).toBe("");
    expect(asRanges([5])).toBe("5");
    expect(asRanges(Array.from({ length: 64 }, (_, i) => i))).toBe("0-63");
  });
});
