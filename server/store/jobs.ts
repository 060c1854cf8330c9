/** Jobs as their people see them; the queue behind them is pg-boss's own schema, reached through `executor`. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { Executor, JobRow, JobStore } from "../jobs/job.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

/** What is over is kept so long, days. */
const KEEP_DAYS = 30;
const UNDER_WAY = ["waiting", "running"] as const;

export class PostgresJobs implements JobStore {
  readonly executor: Executor;
  readonly #pool: Pool;
  readonly #db: Kysely<Tables>;

  /** @param queue connections of the queue's own */
  constructor(pool: Pool, db: Kysely<Tables>, queue: Pool) {
    this.#pool = pool;
    this.#db = db;
    this.executor = executorOf(queue);
  }

  async add(
    job: Pick<JobRow, "id" | "userId" | "kind" | "subject">,
    send: (db: Executor) => Promise<void>,
  ): Promise<JobRow> {
    return guarded(async () => {
      const client = await this.#pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        await client.query(
          `DELETE FROM job WHERE user_id = $1 AND ended_at < now() - interval '${KEEP_DAYS} days'`,
          [job.userId],
        );
        const { rows } = await client.query<Selectable<Tables["job"]>>(
          "INSERT INTO job (job_id, user_id, kind, subject, state) VALUES ($1, $2, $3, $4, 'waiting') RETURNING *",
          [job.id, job.userId, job.kind, job.subject],
        );
        await send(executorOf(client));
        await client.query("COMMIT");
        return rowOf(rows[0] as Selectable<Tables["job"]>);
      } catch (error) {
        await client.query("ROLLBACK").catch((cause: unknown) => {
          broken = cause as Error;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  begin(id: string, attempt: number, nodeId: string): Promise<JobRow | undefined> {
    return this.#change(id, { state: "running", attempt, node_id: nodeId, share: 0, step: "" });
  }

  async report(id: string, attempt: number, share: number, step: string): Promise<JobRow | undefined> {
    const rows = await guarded(() =>
      this.#db
        .updateTable("job")
        .set({ share, step: storableText(step), updated_at: sql<Date>`now()` })
        .where("job_id", "=", id)
        .where("state", "=", "running")
        .where("attempt", "=", attempt)
        .returningAll()
        .execute(),
    );
    return rows.map(rowOf)[0];
  }

  end(
    id: string,
    attempt: number | undefined,
    { state, error }: { state: "waiting" | "done" | "failed"; error?: ErrorBody | undefined },
  ): Promise<JobRow | undefined> {
    return this.#change(
      id,
      {
        state,
        node_id: null,
        error: error === undefined ? null : JSON.stringify(error),
        ...(state === "done" ? { share: 1 } : {}),
        ...(state === "waiting" ? {} : { ended_at: sql<Date>`now()` }),
      },
      attempt,
    );
  }

  async cancel(userId: string, id: string): Promise<JobRow | undefined> {
    if ((await this.find(userId, id)) === undefined) return undefined;
    return this.#change(id, { state: "cancelled", node_id: null, ended_at: sql<Date>`now()` });
  }

  async find(userId: string, id: string): Promise<JobRow | undefined> {
    if (!isUuid(userId) || !isUuid(id)) return undefined;
    const rows = await guarded(() =>
      this.#db.selectFrom("job").selectAll().where("user_id", "=", userId).where("job_id", "=", id).execute(),
    );
    return rows.map(rowOf)[0];
  }

  async list(userId: string, limit: number): Promise<JobRow[]> {
    if (!isUuid(userId)) return [];
    const rows = await guarded(() =>
      this.#db
        .selectFrom("job")
        .selectAll()
        .where("user_id", "=", userId)
        .orderBy("created_at", "desc")
        .limit(limit)
        .execute(),
    );
    return rows.map(rowOf);
  }

  async newest(userId: string, kind: string, subject: string): Promise<JobRow | undefined> {
    const rows = await guarded(() =>
      this.#db
        .selectFrom("job")
        .selectAll()
        .where("user_id", "=", userId)
        .where("kind", "=", kind)
        .where("subject", "=", subject)
        .orderBy("created_at", "desc")
        .limit(1)
        .execute(),
    );
    return rows.map(rowOf)[0];
  }

  async underWay(userId: string): Promise<number> {
    const row = await guarded(() =>
      this.#db
        .selectFrom("job")
        .select(sql<number>`count(*)`.as("count"))
        .where("user_id", "=", userId)
        .where("state", "in", UNDER_WAY)
        .executeTakeFirst(),
    );
    return row?.count ?? 0;
  }

  async running(nodeId: string): Promise<JobRow[]> {
    const rows = await guarded(() =>
      this.#db
        .selectFrom("job")
        .selectAll()
        .where("node_id", "=", nodeId)
        .where("state", "=", "running")
        .execute(),
    );
    return rows.map(rowOf);
  }

  /** Only while it is under way, and in the given try where one is given. */
  async #change(id: string, values: object, attempt?: number): Promise<JobRow | undefined> {
    if (!isUuid(id)) return undefined;
    const rows = await guarded(() =>
      this.#db
        .updateTable("job")
        .set({ ...values, updated_at: sql<Date>`now()` })
        .where("job_id", "=", id)
        .where("state", "in", UNDER_WAY)
        .$if(attempt !== undefined, (query) => query.where("attempt", "=", attempt ?? 0))
        .returningAll()
        .execute(),
    );
    return rows.map(rowOf)[0];
  }
}

function executorOf(connection: Pool | PoolClient): Executor {
  return {
    async executeSql(text, values) {
      const result: { rows: unknown[] } | { rows: unknown[] }[] = await connection.query(text, values);
      // Several statements at once give a result each.
      return Array.isArray(result) ? { rows: result.flatMap(({ rows }) => rows) } : result;
    },
  };
}

function rowOf(row: Selectable<Tables["job"]>): JobRow {
  return {
    id: row.job_id,
    userId: row.user_id,
    kind: row.kind,
    subject: row.subject,
    state: row.state as Job["state"],
    share: row.share,
    step: row.step,
    attempt: row.attempt,
    error: row.error as Job["error"],
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
  };
}
