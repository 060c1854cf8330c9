import { describe, expect, it } from "vitest";
import { busSuite } from "./bus.suite.ts";
import { createMemoryBus, MemoryBroker } from "./memory.ts";

busSuite("in memory", () => {
  const listeners: ((error: unknown, subject: string) => void)[] = [];
  const broker = new MemoryBroker({
    onHandlerError: (error, subject) => {
      listeners[0]?.(error, subject);
    },
  });
  return Promise.resolve({
    connect: (listener) => {
      listeners.push(listener);
      return Promise.resolve(broker.connect());
    },
    close: () => Promise.resolve(),
  });
});

describe("in-memory bus", () => {
  it("leaves the order of its work to the given schedule", () => {
    const tasks: (() => void)[] = [];
    const bus = createMemoryBus({ schedule: (task) => void tasks.push(task) });
    const seen: number[] = [];
    bus.subscribe("a", (message) => void seen.push(message.data[0] ?? -1));
    bus.publish("a", Uint8Array.of(1));
    bus.publish("a", Uint8Array.of(2));
    expect([seen, tasks.length]).toEqual([[], 1]);
    tasks[0]?.();
    expect(seen).toEqual([1, 2]);
  });

  it("times out by the given timer", async () => {
    const timers: { ms: number; callback: () => void; cancelled: boolean }[] = [];
    const bus = createMemoryBus({
      setTimer: (ms, callback) => {
        const timer = { ms, callback, cancelled: false };
        timers.push(timer);
        return () => void (timer.cancelled = true);
      },
    });
    bus.subscribe("silent", () => {});
    const silent = bus.request("silent", new Uint8Array(), { timeoutMs: 7 });
    expect(timers[0]?.ms).toBe(7);
    timers[0]?.callback();
    await expect(silent).rejects.toMatchObject({ code: "timeout" });

    bus.subscribe("quick", (message) => message.respond(Uint8Array.of(1)));
    await bus.request("quick", new Uint8Array(), { timeoutMs: 7 });
    expect(timers[1]?.cancelled).toBe(true);
  });

  it("shields a message from changes by its publisher", async () => {
    const bus = createMemoryBus();
    const received = new Promise<Uint8Array>((resolve) => {
      bus.subscribe("a", (message) => resolve(message.data));
    });
    const data = Uint8Array.of(1);
    bus.publish("a", data);
    data[0] = 2;
    expect(await received).toEqual(Uint8Array.of(1));
  });

  it("takes turns in a queue group", async () => {
    const bus = createMemoryBus();
    const seen: string[] = [];
    for (const name of ["first", "second"]) {
      bus.subscribe("a", () => void seen.push(name), { queue: "q" });
    }
    for (let i = 0; i < 4; i++) bus.publish("a", new Uint8Array());
    await bus.flush();
    expect(seen.sort()).toEqual(["first", "first", "second", "second"]);
  });
});
