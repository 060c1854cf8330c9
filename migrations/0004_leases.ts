import { type Kysely, sql } from "kysely";

/**
 * Who answers for each partition. Times are the database's. A lease without a node has been released; its epoch
 * stays, so that the next owner's is higher.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE node (
      node_id text PRIMARY KEY,
      expires_at timestamptz NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE lease (
      partition smallint PRIMARY KEY CHECK (partition BETWEEN 0 AND 63),
      node_id text,
      epoch bigint NOT NULL,
      expires_at timestamptz NOT NULL
    )`.execute(db);
}
