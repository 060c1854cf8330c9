/** Which partitions this node answers for. One node owns all; a fleet shares them by leases. */
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";

export interface Partitions {
  owned(): ReadonlySet<number>;
  /** Called after each change with the partitions that came and went. */
  onChange(listener: (change: PartitionChange) => void): () => void;
}

export interface PartitionChange {
  gained: readonly number[];
  lost: readonly number[];
}

/** Ownership of a node that is alone. */
export function allPartitions(): Partitions {
  const owned: ReadonlySet<number> = new Set(Array.from({ length: PARTITIONS }, (_, partition) => partition));
  return { owned: () => owned, onChange: () => () => {} };
}
