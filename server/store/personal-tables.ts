/**
 * Which tables hold what is somebody's, as the database itself says: those with a user_id, and those with a session_id
 * of a session. A table that is made later is found without being named here.
 */
import type { ClientBase } from "pg";

export interface PersonalTable {
  name: string;
  /** By which column its rows belong to a person. */
  owner: "user_id" | "session_id";
}

/** Deletions of people themselves, which end with their last row. */
const OF_ERASURE = "erasure";

/** By name; without the table of deletions. */
export async function personalTables(client: ClientBase): Promise<PersonalTable[]> {
  const { rows } = await client.query<PersonalTable>(
    `SELECT table_name AS name,
      CASE WHEN bool_or(column_name = 'user_id') THEN 'user_id' ELSE 'session_id' END AS owner
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
      AND (column_name = 'user_id' OR column_name = 'session_id' AND data_type = 'uuid') AND table_name <> $1
    GROUP BY table_name ORDER BY table_name`,
    [OF_ERASURE],
  );
  return rows;
}
