/** Everything the tables hold of a person, row by row, for the person to take along. */
import { Client, escapeIdentifier } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type PersonalTable, personalTables } from "./personal-tables.ts";
import { guarded } from "./store-error.ts";

/** What opens doors is not handed out, not even to the person. */
const SECRETS = new Set(["password_hash", "token_hash", "auth_secret"]);
/** JSON has neither, so that lines of CSV are the JSON as it is. */
const RAW_LINES = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'";

export interface PersonalRows {
  table: string;
  /** Newline-delimited JSON; read to its end, or given up, before the next table. */
  lines: AsyncIterable<Uint8Array>;
}

export class PostgresPersonalData {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * The rows of every table that is not left out. On a connection of its own, which is closed when the last row has
   * been read or nobody reads on. Binary columns are base64.
   * @throws ProtocolError `store_unavailable`
   */
  async *tables(userId: string, leftOut: ReadonlySet<string>): AsyncGenerator<PersonalRows> {
    const client = new Client({
      connectionString: this.#url,
      application_name: "trajectory export",
      options: "-c TimeZone=UTC",
    });
    client.on("error", () => {});
    await guarded(() => client.connect());
    try {
      for (const table of await guarded(() => personalTables(client))) {
        if (leftOut.has(table.name)) continue;
        const columns = await guarded(() => columnsOf(client, table.name));
        yield { table: table.name, lines: client.query(copyTo(selection(table, columns, userId))) };
      }
    } finally {
      await client.end();
    }
  }
}

interface Column {
  name: string;
  type: string;
}

async function columnsOf(client: Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows.filter(({ name }) => !SECRETS.has(name));
}

/** COPY takes no parameters. */
function selection({ name, owner }: PersonalTable, columns: readonly Column[], userId: string): string {
  const fields = columns.map(({ name: column, type }) => {
    const field = escapeIdentifier(column);
    return type === "bytea" ? `encode(${field}, 'base64') AS ${field}` : field;
  });
  const mine = `'${userId.replaceAll("'", "")}'`;
  const where =
    owner === "user_id"
      ? `user_id = ${mine}`
      : `session_id IN (SELECT session_id FROM session WHERE user_id = ${mine})`;
  return (
    `COPY (SELECT row_to_json(mine) FROM (SELECT ${fields.join(", ")} FROM ${escapeIdentifier(name)} ` +
    `WHERE ${where}) AS mine) TO STDOUT (${RAW_LINES})`
  );
}
