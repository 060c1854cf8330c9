/** Which partitions this node answers for. A node that is alone owns all; a fleet shares them by leases. */
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";

export interface Partitions {
  /** Whether this node may answer for the partition at this moment. */
  owns(partition: number): boolean;
  /** Tells of every change from now on; first of all that is owned, as gained. The returned function ends it. */
  follow(follower: PartitionFollower): () => void;
}

export interface PartitionFollower {
  gained(partitions: readonly number[]): void;
  /** Another node may answer for them already. */
  lost(partitions: readonly number[]): void;
  /** They will be given away once this resolves; until then nobody else answers. Never rejects. */
  leaving(partitions: readonly number[]): Promise<void>;
}

/** Ownership of a node that is alone. */
export function allPartitions(): Partitions {
  const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  return {
    owns: () => true,
    follow(follower) {
      follower.gained(all);
      return () => {};
    },
  };
}
