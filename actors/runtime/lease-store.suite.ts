import { describe, expect, it } from "vitest";
import type { LeaseStore } from "./ports.ts";

export interface LeaseFixture {
  store: LeaseStore;
  /** Lets the store's own time pass. */
  pass: (ms: number) => Promise<void>;
  close(): Promise<void>;
}

const TTL = 1_000;

/** Runs against every implementation of the port; each fixture starts without leases. */
export function leaseStoreSuite(name: string, create: () => Promise<LeaseFixture>): void {
  async function withStore(test: (fixture: LeaseFixture) => Promise<void>): Promise<void> {
    const fixture = await create();
    try {
      await test(fixture);
    } finally {
      await fixture.close();
    }
  }

  const renew = (store: LeaseStore, nodeId: string, ...wanted: number[]) =>
    store.renew({ nodeId, ttlMs: TTL, wanted });

  describe(`lease store: ${name}`, () => {
    it("gives what is free, and shows it to everybody", () =>
      withStore(async ({ store }) => {
        const view = await renew(store, "a", 3, 5);
        expect(view.nodes).toEqual(["a"]);
        expect(view.owners).toHaveLength(64);
        expect(view.owners[3]).toEqual({ nodeId: "a", epoch: 1 });
        expect(view.owners[4]).toBeUndefined();
        const seen = await renew(store, "b");
        expect(seen.nodes).toEqual(["a", "b"]);
        expect(seen.owners).toEqual(view.owners);
      }));

    it("does not give what another node has", () =>
      withStore(async ({ store }) => {
        await renew(store, "a", 3);
        const view = await renew(store, "b", 3, 4);
        expect(view.owners[3]?.nodeId).toBe("a");
        expect(view.owners[4]?.nodeId).toBe("b");
      }));

    it("keeps the epoch while a node renews, and raises it with each change of owner", () =>
      withStore(async ({ store, pass }) => {
        await renew(store, "a", 3);
        await pass(TTL * 0.7);
        await renew(store, "a", 3);
        await pass(TTL * 0.7);
        expect((await renew(store, "b", 3)).owners[3]).toEqual({ nodeId: "a", epoch: 1 });
        await pass(TTL * 1.2);
        expect((await renew(store, "b", 3)).owners[3]).toEqual({ nodeId: "b", epoch: 2 });
        await store.release({ nodeId: "b", partitions: [3], leaves: false });
        expect((await renew(store, "b", 3)).owners[3]).toEqual({ nodeId: "b", epoch: 3 });
      }));

    it("forgets nodes and leases that are not renewed", () =>
      withStore(async ({ store, pass }) => {
        await renew(store, "a", 3);
        await pass(TTL * 1.2);
        const view = await renew(store, "b");
        expect(view.nodes).toEqual(["b"]);
        expect(view.owners[3]).toBeUndefined();
      }));

    it("renews what has expired and nobody took, with its epoch", () =>
      withStore(async ({ store, pass }) => {
        await renew(store, "a", 3);
        await pass(TTL * 1.2);
        expect((await renew(store, "a")).owners[3]).toEqual({ nodeId: "a", epoch: 1 });
      }));

    it("frees what is released, only of the node that has it", () =>
      withStore(async ({ store }) => {
        await renew(store, "a", 3, 4);
        await store.release({ nodeId: "b", partitions: [3], leaves: true });
        await store.release({ nodeId: "a", partitions: [4], leaves: false });
        const view = await renew(store, "a");
        expect(view.nodes).toEqual(["a"]);
        expect(view.owners[3]?.nodeId).toBe("a");
        expect(view.owners[4]).toBeUndefined();
        await store.release({ nodeId: "a", partitions: [3], leaves: true });
        expect((await renew(store, "b", 3)).nodes).toEqual(["b"]);
      }));

    it("gives each partition to one of those who ask at the same time", () =>
      withStore(async ({ store }) => {
        const all = Array.from({ length: 64 }, (_, partition) => partition);
        const nodes = ["a", "b", "c", "d"];
        await Promise.all(nodes.map((nodeId) => renew(store, nodeId, ...all)));
        const { owners } = await renew(store, "a");
        expect(owners.every((owner) => owner !== undefined && nodes.includes(owner.nodeId))).toBe(true);
        expect(owners.map((owner) => owner?.epoch)).toEqual(all.map(() => 1));
      }));
  });
}
