/**
 * Leases of partitions in PostgreSQL, by the database's clock. Nodes renew one after the other: twice a second each.
 *
 * Everything that a renewal does is one message to the server. A node that is paused, or whose network is gone, between
 * two statements of a transaction would keep the lock, and with it all other nodes from their leases.
 */
import { escapeLiteral, type Pool, type QueryResult } from "pg";
import type { LeaseOwner, LeaseStore, LeaseView } from "@trajectory/actors/runtime/ports.ts";
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";
import { guarded } from "./store-error.ts";

/** Any number that nothing else in the database locks. */
const LOCK = "7021792190340067701";
/** Nodes that have been gone for so long are forgotten. */
const FORGET_AFTER = "1 hour";
/** The end of the leases that are being renewed, kept for the statements of one transaction. */
const EXPIRES_AT = "current_setting('trajectory.expires_at')::timestamptz";

export class PostgresLeases implements LeaseStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async renew({ nodeId, ttlMs, wanted }: Parameters<LeaseStore["renew"]>[0]): Promise<LeaseView> {
    const node = escapeLiteral(nodeId);
    const results = await this.#locked(
      `SELECT set_config('trajectory.expires_at',
         (clock_timestamp() + ${ttlMs} * interval '1 ms')::text, true)`,
      `INSERT INTO node (node_id, expires_at) VALUES (${node}, ${EXPIRES_AT})
       ON CONFLICT (node_id) DO UPDATE SET expires_at = excluded.expires_at`,
      `UPDATE lease SET expires_at = ${EXPIRES_AT} WHERE node_id = ${node}`,
      `INSERT INTO lease (partition, node_id, epoch, expires_at)
       SELECT partition, ${node}, 1, ${EXPIRES_AT} FROM unnest(${arrayOf(wanted)}) AS partition
       ON CONFLICT (partition) DO UPDATE
         SET node_id = excluded.node_id, epoch = lease.epoch + 1, expires_at = excluded.expires_at
         WHERE lease.node_id IS NULL OR lease.expires_at <= clock_timestamp()`,
      "SELECT node_id FROM node WHERE expires_at > clock_timestamp() ORDER BY node_id",
      `SELECT partition, node_id, epoch FROM lease
       WHERE node_id IS NOT NULL AND expires_at > clock_timestamp()`,
    );
    return readView(results.at(-2)?.rows ?? [], results.at(-1)?.rows ?? []);
  }

  async release({ nodeId, partitions, leaves }: Parameters<LeaseStore["release"]>[0]): Promise<void> {
    const node = escapeLiteral(nodeId);
    const gone = `expires_at < clock_timestamp() - interval '${FORGET_AFTER}'`;
    await this.#locked(
      `UPDATE lease SET node_id = NULL WHERE node_id = ${node} AND partition = ANY (${arrayOf(partitions)})`,
      `DELETE FROM node WHERE ${leaves ? `node_id = ${node} OR ` : ""}${gone}`,
    );
  }

  /**
   * In one transaction that waits for those of other nodes. A lease lost in a crash is taken again: no fsync.
   * @returns the result of each statement
   */
  #locked(...statements: readonly string[]): Promise<QueryResult<never>[]> {
    const begin = ["BEGIN", "SET LOCAL synchronous_commit = off", `SELECT pg_advisory_xact_lock(${LOCK})`];
    return guarded(async () => {
      // A text of several statements has as many results, which the types do not know.
      const results: unknown = await this.#pool.query([...begin, ...statements, "COMMIT"].join(";\n"));
      return (results as QueryResult<never>[]).slice(begin.length, -1);
    });
  }
}

/** smallint[] */
function arrayOf(partitions: readonly number[]): string {
  return `'{${partitions.join(",")}}'::smallint[]`;
}

function readView(
  nodes: readonly { node_id: string }[],
  leases: readonly { partition: number; node_id: string; epoch: string | number }[],
): LeaseView {
  const owners: (LeaseOwner | undefined)[] = Array.from({ length: PARTITIONS }, () => undefined);
  for (const { partition, node_id: nodeId, epoch } of leases)
    owners[partition] = { nodeId, epoch: Number(epoch) };
  return { nodes: nodes.map(({ node_id: nodeId }) => nodeId).sort(), owners };
}
