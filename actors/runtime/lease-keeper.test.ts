import { MemoryBroker } from "@trajectory/protocols/bus/memory.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { describe, expect, it } from "vitest";
import { LeaseKeeper } from "./lease-keeper.ts";
import { MemoryLeases } from "./memory-leases.ts";
import type { PartitionFollower } from "./partitions.ts";
import type { LeaseStore, LeaseView } from "./ports.ts";
import { ManualClock, settled } from "./testing.ts";

const ALL = Array.from({ length: 64 }, (_, partition) => partition);

/** Nodes that share a store and a bus, each with a clock of its own. */
class Fleet {
  readonly time = new ManualClock();
  readonly leases = new MemoryLeases(this.time);
  readonly broker = new MemoryBroker({ setTimer: (ms, callback) => this.time.setTimer(ms, callback) });

  node(nodeId: string, more: { store?: LeaseStore; clock?: ManualClock } = {}): LeaseKeeper {
    const store = more.store ?? this.leases;
    return new LeaseKeeper({ nodeId, store, bus: this.broker.connect(), clock: more.clock ?? this.time });
  }

  async pass(ms: number, step = 50): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.time.advance(step);
      await settled();
    }
  }
}

function owned(keeper: LeaseKeeper): number[] {
  return ALL.filter((partition) => keeper.owns(partition));
}

/** Every partition has one owner. */
function expectShared(...keepers: LeaseKeeper[]): void {
  expect(keepers.flatMap(owned).sort((a, b) => a - b)).toEqual(ALL);
}

class Follower implements PartitionFollower {
  readonly seen: string[] = [];
  finish: Promise<void> = Promise.resolve();

  gained(partitions: readonly number[]): void {
    if (partitions.length > 0) this.seen.push(`gained ${partitions.length}`);
  }

  lost(partitions: readonly number[]): void {
    this.seen.push(`lost ${partitions.length}`);
  }

  async leaving(partitions: readonly number[]): Promise<void> {
    this.seen.push(`leaving ${partitions.length}`);
    await this.finish;
  }
}

/** A store that can be cut off. */
class Cut implements LeaseStore {
  readonly inner: LeaseStore;
  cut = false;

  constructor(inner: LeaseStore) {
    this.inner = inner;
  }

  async renew(request: Parameters<LeaseStore["renew"]>[0]): Promise<LeaseView> {
    if (this.cut) throw new ProtocolError("store_unavailable", "The database does not answer.");
    return await this.inner.renew(request);
  }

  async release(request: Parameters<LeaseStore["release"]>[0]): Promise<void> {
    if (this.cut) throw new ProtocolError("store_unavailable", "The database does not answer.");
    await this.inner.release(request);
  }
}

describe("the keeper of a node's leases", () => {
  it("takes everything when it is alone", async () => {
    const a = new Fleet().node("a");
    await a.start();
    expectShared(a);
  });

  it("shares with nodes that join, within moments, and takes back what they leave", async () => {
    const fleet = new Fleet();
    const [a, b, c] = [fleet.node("a"), fleet.node("b"), fleet.node("c")];
    await a.start();
    await b.start();
    await fleet.pass(1_000);
    await c.start();
    await fleet.pass(1_000);
    expectShared(a, b, c);
    for (const keeper of [a, b, c]) expect(owned(keeper).length).toBeGreaterThan(8);
    await b.stop();
    await settled();
    expectShared(a, c);
    await c.stop();
    await settled();
    expectShared(a);
  });

  it("takes over from a node that died once its leases have expired, not before", async () => {
    const fleet = new Fleet();
    const dead = new ManualClock();
    const [a, b] = [fleet.node("a"), fleet.node("b", { clock: dead })];
    await a.start();
    await b.start();
    await fleet.pass(1_000);
    // The clock of b stands still since its start: it renews no more.
    const half = owned(a).length;
    expect(half).toBeLessThan(64);
    await fleet.pass(900);
    expect(owned(a)).toHaveLength(half);
    await fleet.pass(700);
    expectShared(a);
  });

  it("stops by itself before its leases expire when it cannot renew", async () => {
    const fleet = new Fleet();
    const store = new Cut(fleet.leases);
    const a = fleet.node("a", { store });
    const follower = new Follower();
    a.follow(follower);
    await a.start();
    store.cut = true;
    await fleet.pass(1_700);
    expectShared(a);
    await fleet.pass(150);
    expect(owned(a)).toEqual([]);
    expect(follower.seen).toEqual(["gained 64", "lost 64"]);
    store.cut = false;
    await fleet.pass(600);
    expectShared(a);
    expect(follower.seen).toEqual(["gained 64", "lost 64", "gained 64"]);
  });

  it("does not answer after a sleep before it has renewed", async () => {
    const fleet = new Fleet();
    const clock = new ManualClock();
    const [a, b] = [fleet.node("a", { clock }), fleet.node("b")];
    const follower = new Follower();
    await a.start();
    await b.start();
    a.follow(follower);
    await fleet.pass(4_000);
    expectShared(b);
    // Awake: its clock has moved on, its timers have not rung yet.
    Object.defineProperty(clock, "now", { value: () => fleet.time.now() });
    expect(owned(a)).toEqual([]);
  });

  it("distrusts its leases when its clock is set back, until it has renewed", async () => {
    const fleet = new Fleet();
    const clock = new ManualClock();
    const a = fleet.node("a", { clock });
    await a.start();
    expectShared(a);
    clock.advance(-60_000);
    expect(a.owns(0)).toBe(false);
    await settled();
    expectShared(a);
  });

  it("lets followers finish before it gives away, and nobody else answers meanwhile", async () => {
    const fleet = new Fleet();
    const [a, b] = [fleet.node("a"), fleet.node("b")];
    const follower = new Follower();
    const work = Promise.withResolvers<void>();
    follower.finish = work.promise;
    await a.start();
    a.follow(follower);
    await b.start();
    await fleet.pass(600);
    expect(follower.seen).toEqual(["gained 64", "leaving 16"]);
    expect(owned(a)).toHaveLength(48);
    expect(owned(b)).toEqual([]);
    work.resolve();
    await fleet.pass(1_000);
    expectShared(a, b);
  });

  it("gives away in the end although followers do not finish", async () => {
    const fleet = new Fleet();
    const [a, b] = [fleet.node("a"), fleet.node("b")];
    const follower = new Follower();
    follower.finish = new Promise(() => {});
    await a.start();
    a.follow(follower);
    await b.start();
    await fleet.pass(6_000);
    expectShared(a, b);
    expect(follower.seen).toContain("lost 16");
  });

  it("drops what it had when somebody else had it in between", async () => {
    const fleet = new Fleet();
    const store = new Cut(fleet.leases);
    const a = fleet.node("a", { store });
    const follower = new Follower();
    await a.start();
    a.follow(follower);
    await fleet.leases.release({ nodeId: "a", partitions: [7], leaves: false });
    await fleet.leases.renew({ nodeId: "z", ttlMs: 100, wanted: [7] });
    await fleet.leases.release({ nodeId: "z", partitions: [7], leaves: true });
    await fleet.leases.renew({ nodeId: "a", ttlMs: 2_000, wanted: [7] });
    await fleet.pass(600);
    expect(follower.seen).toEqual(["gained 64", "lost 1", "gained 1"]);
    expectShared(a);
  });
});
