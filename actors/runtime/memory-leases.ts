/** Leases in memory, shared by the nodes of one process: for tests and simulations. */
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";
import type { Clock, LeaseStore, LeaseView } from "./ports.ts";

interface Lease {
  /** Undefined after a release; the epoch stays. */
  nodeId: string | undefined;
  epoch: number;
  expiresAt: number;
}

export class MemoryLeases implements LeaseStore {
  readonly #clock: Pick<Clock, "now">;
  readonly #presence = new Map<string, number>();
  readonly #leases = new Map<number, Lease>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  async renew(request: { nodeId: string; ttlMs: number; wanted: readonly number[] }): Promise<LeaseView> {
    await Promise.resolve();
    const { nodeId, ttlMs, wanted } = request;
    const now = this.#clock.now();
    const expiresAt = now + ttlMs;
    this.#presence.set(nodeId, expiresAt);
    for (const lease of this.#leases.values()) if (lease.nodeId === nodeId) lease.expiresAt = expiresAt;
    for (const partition of wanted) {
      const held = this.#leases.get(partition);
      if (held?.nodeId !== undefined && held.expiresAt > now) continue;
      this.#leases.set(partition, { nodeId, epoch: (held?.epoch ?? 0) + 1, expiresAt });
    }
    return this.#view(now);
  }

  async release(request: { nodeId: string; partitions: readonly number[]; leaves: boolean }): Promise<void> {
    await Promise.resolve();
    const { nodeId, partitions, leaves } = request;
    for (const partition of partitions) {
      const lease = this.#leases.get(partition);
      if (lease?.nodeId === nodeId) lease.nodeId = undefined;
    }
    if (leaves) this.#presence.delete(nodeId);
  }

  #view(now: number): LeaseView {
    const nodes = [...this.#presence].filter(([, expiresAt]) => expiresAt > now).map(([nodeId]) => nodeId);
    const owners = Array.from({ length: PARTITIONS }, (_, partition) => {
      const lease = this.#leases.get(partition);
      if (lease?.nodeId === undefined || lease.expiresAt <= now) return undefined;
      return { nodeId: lease.nodeId, epoch: lease.epoch };
    });
    return { nodes: nodes.sort(), owners };
  }
}
