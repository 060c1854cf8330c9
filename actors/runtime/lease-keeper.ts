/**
 * Keeps this node's share of the partitions: renews its leases, takes what is free and should be its own, and gives
 * away what should be another's. Nodes tell each other over the bus when there is something to take; without that
 * word they see it at their next renewal.
 *
 * A node that could not renew in time stops by itself, before its leases expire at the store. That keeps reads fresh;
 * what keeps writes safe is the log.
 */
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";
import type { PartitionFollower, Partitions } from "./partitions.ts";
import type { Clock, LeaseStore, LeaseView } from "./ports.ts";
import { preferredNode } from "./rendezvous.ts";

export interface LeaseKeeperOptions {
  /** Unique among living nodes; one token of a subject. */
  nodeId: string;
  store: LeaseStore;
  bus: Bus;
  clock: Clock;
  /** A dead node's partitions are free after this time. Default 2,000 ms. */
  ttlMs?: number;
  /** Default 500 ms. */
  renewEveryMs?: number;
  onProblem?: (error: unknown) => void;
}

/** Of what a lease lasts at the store: the rest allows for clocks that run at different rates. */
const TRUSTED_SHARE = 0.9;
/** Partitions that move in one round, so that a joining node does not stop everybody at once. */
const MOVED_AT_ONCE = 16;
/** A clock that steps back by less is not distrusted. */
const TOLERATED_STEP_MS = 50;
const NEWS = "trajectory.node.*.leases";
/** First byte of the news: G, L. */
const GIVES = new TextEncoder().encode("GIVES");
const LEAVES = new TextEncoder().encode("LEAVES");

export class LeaseKeeper implements Partitions {
  readonly #nodeId: string;
  readonly #store: LeaseStore;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #renewEveryMs: number;
  readonly #onProblem: (error: unknown) => void;
  readonly #followers = new Set<PartitionFollower>();
  /** Partitions answered for, with the epoch of their lease. */
  #owned: ReadonlyMap<number, number> = new Map();
  /** Leased still, but no longer answered for. */
  readonly #giving = new Set<number>();
  /** Of those: given up at the store, which a renewal asked for earlier does not show yet. */
  readonly #given = new Set<number>();
  #nodes: readonly string[] = [];
  /** Until when the leases can be trusted, by this node's clock. */
  #validUntil = 0;
  #lastNow = 0;
  #rounds: Promise<void> | undefined;
  #again = false;
  #stopped = true;
  #cancelRenewal = (): void => {};
  #cancelExpiry = (): void => {};
  #stopListening = (): void => {};

  constructor(options: LeaseKeeperOptions) {
    this.#nodeId = options.nodeId;
    this.#store = options.store;
    this.#bus = options.bus;
    this.#clock = options.clock;
    this.#ttlMs = options.ttlMs ?? 2_000;
    this.#renewEveryMs = options.renewEveryMs ?? 500;
    this.#onProblem = options.onProblem ?? (() => {});
  }

  /** Living nodes as seen last, this one included. */
  get nodes(): readonly string[] {
    return this.#nodes;
  }

  owned(): number[] {
    return [...this.#owned.keys()];
  }

  owns(partition: number): boolean {
    const now = this.#clock.now();
    if (now < this.#lastNow - TOLERATED_STEP_MS) {
      // The clock was set back: how long the leases still last is not known any more.
      this.#validUntil = 0;
      void this.#hurry();
    }
    this.#lastNow = now;
    return now < this.#validUntil && this.#owned.has(partition);
  }

  follow(follower: PartitionFollower): () => void {
    this.#followers.add(follower);
    follower.gained(this.owned());
    return () => this.#followers.delete(follower);
  }

  /** Resolves after the first round: what was free and should be this node's is. */
  async start(): Promise<void> {
    this.#stopped = false;
    const news = this.#bus.subscribe(NEWS, ({ subject, data }) => this.#hear(subject, data));
    this.#stopListening = () => news.unsubscribe();
    await this.#hurry();
  }

  /** Finishes what is under way and gives everything away. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    this.#cancelRenewal();
    this.#cancelExpiry();
    await this.#rounds;
    const owned = this.owned();
    this.#owned = new Map();
    await this.#finish(owned);
    try {
      const partitions = [...owned, ...this.#giving];
      await this.#store.release({ nodeId: this.#nodeId, partitions, leaves: true });
      this.#spread(LEAVES);
    } catch (error) {
      this.#onProblem(error);
    }
  }

  /** Something can be taken: from a node that gives, or from one that leaves and is not to be counted any more. */
  #hear(subject: string, news: Uint8Array): void {
    const [, , nodeId] = subject.split(".");
    if (nodeId === this.#nodeId) return;
    if (news[0] === LEAVES[0]) this.#nodes = this.#nodes.filter((node) => node !== nodeId);
    void this.#hurry();
  }

  /** What should be this node's, and is not, by the nodes seen last. The store gives of it what is free. */
  #wanted(): number[] {
    const wanted: number[] = [];
    for (let partition = 0; partition < PARTITIONS; partition++) {
      if (this.#owned.has(partition) || this.#giving.has(partition)) continue;
      if (preferredNode(partition, this.#nodes) === this.#nodeId) wanted.push(partition);
    }
    return wanted;
  }

  /** Starts a round now, or another one after that which is under way. */
  #hurry(): Promise<void> {
    this.#again = true;
    this.#rounds ??= this.#runRounds();
    return this.#rounds;
  }

  async #runRounds(): Promise<void> {
    this.#cancelRenewal();
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#renew();
    }
    this.#rounds = undefined;
    if (this.#stopped) return;
    this.#cancelRenewal = this.#clock.setTimer(this.#renewEveryMs, () => void this.#hurry());
  }

  async #renew(): Promise<void> {
    const askedAt = this.#clock.now();
    const given = [...this.#given];
    const wanted = this.#wanted();
    const request = { nodeId: this.#nodeId, ttlMs: this.#ttlMs, wanted };
    try {
      const view = await this.#inTime(this.#store.renew(request));
      this.#validUntil = askedAt + this.#ttlMs * TRUSTED_SHARE;
      this.#lastNow = this.#clock.now();
      this.#watchExpiry();
      for (const partition of given) {
        this.#given.delete(partition);
        this.#giving.delete(partition);
      }
      this.#take(view);
      // The first view, or a node that has gone: there is more to take than was asked for.
      const free = this.#wanted().filter((partition) => view.owners[partition] === undefined);
      if (free.some((partition) => !wanted.includes(partition))) this.#again = true;
    } catch (error) {
      this.#onProblem(error);
    }
  }

  #take({ nodes, owners }: LeaseView): void {
    this.#nodes = nodes;
    const now = new Map<number, number>();
    owners.forEach((owner, partition) => {
      if (owner?.nodeId === this.#nodeId && !this.#giving.has(partition)) now.set(partition, owner.epoch);
    });
    // With another epoch it was somebody else's in between: what is in memory is old.
    const lost = this.owned().filter((partition) => now.get(partition) !== this.#owned.get(partition));
    const gained = [...now.keys()].filter(
      (partition) => lost.includes(partition) || !this.#owned.has(partition),
    );
    this.#owned = now;
    if (lost.length > 0) for (const follower of this.#followers) follower.lost(lost);
    if (gained.length > 0) for (const follower of this.#followers) follower.gained(gained);
    this.#giveAway([...now.keys()].filter((partition) => preferredNode(partition, nodes) !== this.#nodeId));
  }

  #giveAway(surplus: readonly number[]): void {
    const partitions = surplus.slice(0, Math.max(0, MOVED_AT_ONCE - this.#giving.size));
    if (partitions.length === 0) return;
    const owned = new Map(this.#owned);
    for (const partition of partitions) {
      owned.delete(partition);
      this.#giving.add(partition);
    }
    this.#owned = owned;
    void this.#handOver(partitions);
  }

  async #handOver(partitions: readonly number[]): Promise<void> {
    await this.#finish(partitions);
    while (!this.#stopped) {
      try {
        await this.#inTime(this.#store.release({ nodeId: this.#nodeId, partitions, leaves: false }));
        for (const partition of partitions) this.#given.add(partition);
        this.#spread(GIVES);
        // More may be left to give away.
        void this.#hurry();
        return;
      } catch (error) {
        this.#onProblem(error);
        await new Promise<void>((resolve) => this.#clock.setTimer(this.#renewEveryMs, resolve));
      }
    }
  }

  /** Followers get as long as a lease lasts; after that the log alone decides what becomes of the rest. */
  async #finish(partitions: readonly number[]): Promise<void> {
    if (partitions.length === 0) return;
    const followers = [...this.#followers];
    try {
      await this.#inTime(Promise.all(followers.map((follower) => follower.leaving(partitions))));
    } catch (error) {
      this.#onProblem(error);
      for (const follower of followers) follower.lost(partitions);
    }
  }

  #watchExpiry(): void {
    this.#cancelExpiry();
    const left = Math.max(1, this.#validUntil - this.#clock.now());
    this.#cancelExpiry = this.#clock.setTimer(left, () => {
      if (this.#clock.now() < this.#validUntil) this.#watchExpiry();
      else this.#expire();
    });
  }

  #expire(): void {
    const lost = this.owned();
    this.#owned = new Map();
    if (lost.length > 0) for (const follower of this.#followers) follower.lost(lost);
  }

  #spread(news: Uint8Array): void {
    try {
      this.#bus.publish(newsOf(this.#nodeId), news);
    } catch (error) {
      this.#onProblem(error);
    }
  }

  async #inTime<Result>(work: Promise<Result>): Promise<Result> {
    const late = Promise.withResolvers<never>();
    const cancel = this.#clock.setTimer(this.#ttlMs, () => {
      late.reject(new Error(`No answer within ${this.#ttlMs} ms.`));
    });
    try {
      return await Promise.race([work, late.promise]);
    } finally {
      cancel();
    }
  }
}

function newsOf(nodeId: string): string {
  return `trajectory.node.${nodeId}.leases`;
}
