import { busy, refused } from "@trajectory/actors/runtime/replies.ts";
import { createMemoryBus } from "@trajectory/protocols/bus/memory.ts";
import { describe, expect, it } from "vitest";
import { ACTOR_ENDPOINTS, RequestMeter } from "./request-meter.ts";

const encoder = new TextEncoder();

describe("RequestMeter", () => {
  it("counts requests, refusals and time by actor and verb", async () => {
    let now = 0;
    const meter = new RequestMeter(() => now);
    const bus = createMemoryBus();
    const replies = [
      { ok: true, seq: 1, events: [] },
      { ok: false, error: { code: "busy", message: "Later." } },
    ];
    meter.around(bus).subscribe("trajectory.7.*.*.do.*", (message) => {
      now += 3;
      message.respond(encoder.encode(JSON.stringify(replies.shift())));
    });
    for (let i = 0; i < 2; i++) {
      await bus.request("trajectory.7.ada.life.do.set_goal", new Uint8Array(), { timeoutMs: 1_000 });
    }
    const stats = meter.stats();
    expect(stats.map(({ name }) => name)).toEqual(ACTOR_ENDPOINTS.map(({ name }) => name));
    expect(stats.find(({ name }) => name === "life-do")).toEqual({
      name: "life-do",
      requests: 2,
      errors: 1,
      lastError: "busy: Later.",
      processingTime: 6_000_000,
    });
    expect(stats.filter(({ requests }) => requests > 0)).toHaveLength(1);
  });

  it("counts what the node asks itself", async () => {
    let now = 0;
    const meter = new RequestMeter(() => now);
    await meter.measure("session", async () => {
      now += 2;
      return { ok: true, seq: 1, events: [] };
    });
    await meter.measure("session", async () => refused(busy("Later.")));
    expect(meter.stats().filter(({ requests }) => requests > 0)).toEqual([
      { name: "session-do", requests: 2, errors: 1, lastError: "busy: Later.", processingTime: 2_000_000 },
    ]);
  });

  it("leaves other messages alone", async () => {
    const meter = new RequestMeter(() => 0);
    const bus = createMemoryBus();
    meter.around(bus).subscribe("hello", (message) => message.respond(message.data));
    const answer = await bus.request("hello", encoder.encode("x"), { timeoutMs: 1_000 });
    expect(new TextDecoder().decode(answer)).toBe("x");
    expect(meter.stats().every(({ requests }) => requests === 0)).toBe(true);
  });
});
