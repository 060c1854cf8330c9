/** Leases of partitions in PostgreSQL, by the database's clock. Nodes renew one after the other: twice a second each. */
import type { Pool, PoolClient } from "pg";
import type { LeaseOwner, LeaseStore, LeaseView } from "@trajectory/actors/runtime/ports.ts";
import { PARTITIONS } from "@trajectory/protocols/subjects.ts";
import { guarded } from "./store-error.ts";

/** Any number that nothing else in the database locks. */
const LOCK = "7021792190340067701";
/** Nodes that have been gone for so long are forgotten. */
const FORGET_AFTER = "1 hour";

export class PostgresLeases implements LeaseStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  renew({ nodeId, ttlMs, wanted }: Parameters<LeaseStore["renew"]>[0]): Promise<LeaseView> {
    return this.#locked(async (client) => {
      const { rows } = await client.query<{ expires_at: string }>(
        "SELECT (clock_timestamp() + $1 * interval '1 ms')::text AS expires_at",
        [ttlMs],
      );
      const expiresAt = rows[0]?.expires_at;
      await client.query(
        `INSERT INTO node (node_id, expires_at) VALUES ($1, $2)
         ON CONFLICT (node_id) DO UPDATE SET expires_at = excluded.expires_at`,
        [nodeId, expiresAt],
      );
      await client.query("UPDATE lease SET expires_at = $2 WHERE node_id = $1", [nodeId, expiresAt]);
      await client.query(
        `INSERT INTO lease (partition, node_id, epoch, expires_at)
         SELECT partition, $1, 1, $2 FROM unnest($3::smallint[]) AS partition
         ON CONFLICT (partition) DO UPDATE
           SET node_id = excluded.node_id, epoch = lease.epoch + 1, expires_at = excluded.expires_at
           WHERE lease.node_id IS NULL OR lease.expires_at <= clock_timestamp()`,
        [nodeId, expiresAt, wanted],
      );
      return readView(client);
    });
  }

  async release({ nodeId, partitions, leaves }: Parameters<LeaseStore["release"]>[0]): Promise<void> {
    await this.#locked(async (client) => {
      await client.query(
        "UPDATE lease SET node_id = NULL WHERE node_id = $1 AND partition = ANY ($2::smallint[])",
        [nodeId, partitions],
      );
      await client.query(
        `DELETE FROM node WHERE ($2 AND node_id = $1) OR expires_at < clock_timestamp() - interval '${FORGET_AFTER}'`,
        [nodeId, leaves],
      );
    });
  }

  /** In one transaction that waits for those of other nodes. A lease lost in a crash is taken again: no fsync. */
  #locked<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return guarded(async () => {
      const client = await this.#pool.connect();
      let broken = true;
      try {
        await client.query(
          `BEGIN; SET LOCAL synchronous_commit = off; SELECT pg_advisory_xact_lock(${LOCK})`,
        );
        const result = await work(client);
        await client.query("COMMIT");
        broken = false;
        return result;
      } finally {
        // Ending the connection rolls back what failed.
        client.release(broken);
      }
    });
  }
}

async function readView(client: PoolClient): Promise<LeaseView> {
  const nodes = await client.query<{ node_id: string }>(
    "SELECT node_id FROM node WHERE expires_at > clock_timestamp() ORDER BY node_id",
  );
  const leases = await client.query<{ partition: number; node_id: string; epoch: string }>(
    "SELECT partition, node_id, epoch FROM lease WHERE node_id IS NOT NULL AND expires_at > clock_timestamp()",
  );
  const owners: (LeaseOwner | undefined)[] = Array.from({ length: PARTITIONS }, () => undefined);
  for (const { partition, node_id: nodeId, epoch } of leases.rows)
    owners[partition] = { nodeId, epoch: Number(epoch) };
  return { nodes: nodes.rows.map(({ node_id: nodeId }) => nodeId).sort(), owners };
}
