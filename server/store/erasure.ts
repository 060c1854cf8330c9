/**
 * Deletes everything of a person, on any edition (docs/decisions/0072).
 *
 * `begin` is one transaction: the account goes, and with it every way in; the deletion is noted, and from then on no
 * log, snapshot or session can be begun for the person. `finish` deletes the rest and can be interrupted anywhere: the
 * note stays until the last row is gone. What a node that stood still writes afterwards is taken away by `sweep`.
 */
import { Client, escapeIdentifier } from "pg";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { isUuid } from "./binary-writer.ts";
import { type PersonalTable, personalTables } from "./personal-tables.ts";
import { guarded, isMissingReference } from "./store-error.ts";

/** Late blocks of deleted sessions are looked for so long. */
const SWEEP_DAYS = 7;

export class PostgresErasure {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Ends every way in. False: there is nobody with this id, nor a deletion under way.
   * @throws ProtocolError `owner_needed` for the owner while there are other accounts
   */
  async begin(userId: string): Promise<boolean> {
    if (!isUuid(userId)) return false;
    return this.#withClient(async (client) => {
      await client.query("BEGIN");
      // Nobody is added meanwhile who would then be without an owner.
      await client.query("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE");
      await refuseNeededOwner(client, userId);
      const { rows } = await client.query<{ known: boolean }>(
        `SELECT EXISTS (SELECT FROM account WHERE user_id = $1) OR EXISTS (SELECT FROM event WHERE user_id = $1)
          OR EXISTS (SELECT FROM erasure WHERE user_id = $1) AS known`,
        [userId],
      );
      if (rows[0]?.known !== true) return false;
      await client.query("INSERT INTO erasure (user_id) VALUES ($1) ON CONFLICT DO NOTHING", [userId]);
      await client.query(
        "INSERT INTO erased_user (user_hash) VALUES (sha256(uuid_send($1::uuid))) ON CONFLICT DO NOTHING",
        [userId],
      );
      await client.query("DELETE FROM account WHERE user_id = $1", [userId]);
      await client.query("COMMIT");
      return true;
    });
  }

  /** People whose deletion has begun and not ended, the oldest first. */
  async pending(): Promise<string[]> {
    return this.#withClient(async (client) => {
      const { rows } = await client.query<{ user_id: string }>(
        "SELECT user_id FROM erasure ORDER BY requested_at",
      );
      return rows.map((row) => row.user_id);
    });
  }

  /**
   * Deletes every row of the person. Another node that is at it is not waited for.
   * @returns rows deleted by table; undefined when another node does it
   */
  async finish(userId: string): Promise<Map<string, number> | undefined> {
    return this.#withClient(async (client) => {
      const { rows } = await client.query<{ mine: boolean }>(
        "SELECT pg_try_advisory_lock(hashtextextended('erasure ' || $1, 0)) AS mine",
        [userId],
      );
      if (rows[0]?.mine !== true) return undefined;
      await rememberSessions(client, userId);
      const tables = await personalTables(client);
      const deleted = new Map(tables.map(({ name }) => [name, 0]));
      // Most of it while others write; then, with the writers of each table kept waiting, what came meanwhile.
      for (const lock of [false, true]) {
        for (const [name, count] of await deleteFrom(client, tables, userId, lock)) {
          deleted.set(name, (deleted.get(name) ?? 0) + count);
        }
      }
      await deleteQueued(client, userId);
      await client.query("DELETE FROM erasure WHERE user_id = $1", [userId]);
      return deleted;
    });
  }

  /** Deletes what came late for sessions of people who are gone. @returns rows */
  async sweep(): Promise<number> {
    return this.#withClient(async (client) => {
      let swept = 0;
      for (const { name } of await sessionTables(client)) {
        const { rowCount } = await client.query(
          `DELETE FROM ${escapeIdentifier(name)} WHERE session_id IN (
            SELECT unnest(session_ids) FROM erased_user WHERE erased_at > now() - $1 * interval '1 day')`,
          [SWEEP_DAYS],
        );
        swept += rowCount ?? 0;
      }
      await client.query(
        "UPDATE erased_user SET session_ids = '{}' WHERE erased_at <= now() - $1 * interval '1 day' AND session_ids <> '{}'",
        [SWEEP_DAYS],
      );
      return swept;
    });
  }

  /** A connection of its own, without the time-outs of the others: years of samples take their time. */
  #withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return guarded(async () => {
      const client = new Client({
        connectionString: this.#url,
        application_name: "trajectory erasure",
        options: "-c TimeZone=UTC",
      });
      client.on("error", () => {});
      await client.connect();
      try {
        return await work(client);
      } finally {
        // Rolls back what is open, and gives the lock back.
        await client.end();
      }
    });
  }
}

async function refuseNeededOwner(client: Client, userId: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT FROM account AS owner WHERE user_id = $1 AND role = 'owner'
      AND EXISTS (SELECT FROM account AS other WHERE other.user_id <> owner.user_id)`,
    [userId],
  );
  if (rows.length > 0)
    throw new ProtocolError("owner_needed", "There are other accounts that need an owner.");
}

/** Sessions that were being opened when the deletion began are waited for; later ones are refused. */
async function rememberSessions(client: Client, userId: string): Promise<void> {
  await client.query("BEGIN");
  await client.query("LOCK TABLE session IN SHARE MODE");
  await client.query("COMMIT");
  await client.query(
    `UPDATE erased_user SET session_ids = ARRAY(
      SELECT session_id FROM session WHERE user_id = $1 UNION SELECT unnest(session_ids))
    WHERE user_hash = sha256(uuid_send($1::uuid))`,
    [userId],
  );
}

/** Jobs in the queue name their person, in a schema of the queue's own; those that run find their row gone and stop. */
async function deleteQueued(client: Client, userId: string): Promise<void> {
  const { rows } = await client.query("SELECT WHERE to_regclass('jobs.job') IS NOT NULL");
  if (rows.length > 0) await client.query("DELETE FROM jobs.job WHERE data->>'userId' = $1", [userId]);
}

/** What belongs to sessions goes by the ids that were remembered: the sessions may be gone since a crash. */
const OF_SESSIONS = `session_id IN (
  SELECT unnest(session_ids) FROM erased_user WHERE user_hash = sha256(uuid_send($1::uuid)))`;

async function deleteFrom(
  client: Client,
  tables: readonly PersonalTable[],
  userId: string,
  lock: boolean,
): Promise<Map<string, number>> {
  const deleted = new Map<string, number>();
  let left = [...tables];
  while (left.length > 0) {
    const referenced: PersonalTable[] = [];
    for (const table of left) {
      const count = await deleteRows(client, table, userId, lock);
      if (count === undefined) referenced.push(table);
      else deleted.set(table.name, count);
    }
    if (referenced.length === left.length) {
      throw new Error(`Rows of ${left.map(({ name }) => name).join(", ")} are referred to by others.`);
    }
    left = referenced;
  }
  return deleted;
}

/** Undefined while rows of another table refer to these. */
async function deleteRows(
  client: Client,
  { name, owner }: PersonalTable,
  userId: string,
  lock: boolean,
): Promise<number | undefined> {
  const table = escapeIdentifier(name);
  try {
    await client.query("BEGIN");
    if (lock) await client.query(`LOCK TABLE ONLY ${table} IN SHARE ROW EXCLUSIVE MODE`);
    const { rowCount } = await client.query(
      `DELETE FROM ${table} WHERE ${owner === "user_id" ? "user_id = $1" : OF_SESSIONS}`,
      [userId],
    );
    await client.query("COMMIT");
    return rowCount ?? 0;
  } catch (error) {
    if (!isMissingReference(error)) throw error;
    await client.query("ROLLBACK");
    return undefined;
  }
}

/** Also those whose rows have a user too: its hash is all that is left. */
async function sessionTables(client: Client): Promise<{ name: string }[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND column_name = 'session_id'
      AND data_type = 'uuid' ORDER BY table_name`,
  );
  return rows;
}
