import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryBroker } from "@trajectory/protocols/bus/memory.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { userFeed, watchSubject } from "@trajectory/protocols/subjects.ts";
import { BLOCK, WatchedPublisher, WINDOW } from "./watched-publisher.ts";

const ANN = "00000000-0000-4000-8000-000000000001";
const BEN = "00000000-0000-4000-8000-000000000002";

describe("what is published for those who watch", () => {
  let now = 0;
  let broker: MemoryBroker;
  let bus: Bus;
  let publisher: WatchedPublisher;
  let made = 0;
  /** Ends the waiting for an answer: listeners give none. */
  let timers: (() => void)[] = [];

  beforeEach(() => {
    now = 0;
    made = 0;
    timers = [];
    broker = new MemoryBroker({
      setTimer(_, callback) {
        timers.push(callback);
        return () => undefined;
      },
    });
    bus = broker.connect();
    publisher = new WatchedPublisher(bus, () => now, [BLOCK, WINDOW]);
  });
  afterEach(async () => {
    publisher.close();
    await bus.close();
  });

  async function send(userId: string, byte: number): Promise<void> {
    publisher.publish(userId, BLOCK, () => {
      made++;
      return Uint8Array.of(byte);
    });
    await answered();
  }

  async function answered(): Promise<void> {
    await settled();
    for (const timer of timers.splice(0)) timer();
    await settled();
  }

  function watch(userId: string): number[] {
    const got: number[] = [];
    broker.connect().subscribe(userFeed(userId), ({ data }) => void got.push(data[0] ?? -1));
    return got;
  }

  it("is not made while nobody listens", async () => {
    for (const byte of [1, 2, 3]) await send(ANN, byte);
    expect(made).toBe(1);
  });

  it("reaches a watcher from the moment at which he says so", async () => {
    await send(ANN, 1);
    const got = watch(ANN);
    await send(ANN, 2);
    broker.connect().publish(watchSubject(ANN), new Uint8Array());
    await settled();
    for (const byte of [3, 4]) await send(ANN, byte);
    await send(BEN, 5);
    expect(got).toEqual([3, 4]);
  });

  it("reaches whoever only subscribes within twenty seconds, and no longer once he has gone", async () => {
    await send(ANN, 1);
    const got: number[] = [];
    const subscription = broker
      .connect()
      .subscribe(userFeed(ANN), ({ data }) => void got.push(data[0] ?? -1));
    now = 10_000;
    publisher.publish(ANN, WINDOW, () => Uint8Array.of(9));
    await answered();
    now = 20_000;
    for (const byte of [2, 3]) await send(ANN, byte);
    subscription.unsubscribe();
    now = 40_000;
    publisher.publish(ANN, WINDOW, () => Uint8Array.of(9));
    await answered();
    now = 50_000;
    made = 0;
    for (const byte of [4, 5, 6]) await send(ANN, byte);
    expect(got).toEqual([9, 2, 3]);
    expect(made).toBe(1);
  });

  it("reaches whoever only wants windows", async () => {
    const windows: number[] = [];
    broker
      .connect()
      .subscribe("trajectory.*.*.session.window", ({ data }) => void windows.push(data[0] ?? -1));
    await send(ANN, 1);
    now = 10_000;
    for (const byte of [2, 3]) {
      publisher.publish(ANN, WINDOW, () => Uint8Array.of(byte));
      await answered();
    }
    await send(ANN, 4);
    expect(windows).toEqual([2, 3]);
    expect(made).toBe(1);
  });
});

async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
