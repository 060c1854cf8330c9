/** The log and the jobs as pushes follow them: where a person stands moves with the messages that were made. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { FollowStore, NewMessage, News, PushSettings } from "../../push/ports.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { putMessages } from "./outbox.ts";

/** As in the index event_news, which the planner only uses for these very words. */
const NEWS = sql.raw(`type IN ('escape_index_changed', 'session_ended', 'reminder_fired')`);
/** As in the index job_unpushed. */
const ENDED = sql.raw(`ended_at IS NOT NULL AND NOT pushed`);

export class PostgresPushFollow implements FollowStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async behind(limit: number): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ userId: string }>`
        SELECT user_id AS "userId" FROM push_owner
        WHERE EXISTS (SELECT FROM push_subscription WHERE push_subscription.user_id = push_owner.user_id) AND (
          EXISTS (SELECT FROM event WHERE event.user_id = push_owner.user_id AND seq > followed_seq AND ${NEWS})
          OR EXISTS (SELECT FROM job WHERE job.user_id = push_owner.user_id AND ${ENDED}))
        LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map(({ userId }) => userId);
  }

  follow(
    userId: string,
    limit: number,
    write: (news: News, settings: PushSettings) => NewMessage[],
  ): Promise<number | undefined> {
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        const { rows: owners } = await sql<{ seq: number; since: Date }>`
          SELECT followed_seq AS seq, since FROM push_owner WHERE user_id = ${userId}
          FOR UPDATE SKIP LOCKED`.execute(tx);
        const [owner] = owners;
        if (owner === undefined) return undefined;
        const { rows: devices } = await sql<{ id: string; settings: PushSettings }>`
          SELECT subscription_id AS id, settings FROM push_subscription WHERE user_id = ${userId}
          FOR KEY SHARE`.execute(tx);
        if (devices.length === 0) return undefined;
        const events = await eventsAfter(tx, userId, owner.seq, limit);
        const jobs = await endedJobs(tx, userId, owner.since);
        const last = events.at(-1);
        if (last === undefined && jobs.looked === 0) return undefined;
        let made = 0;
        for (const { id, settings } of devices) {
          const messages = write({ events, jobs: jobs.news }, settings);
          await putMessages(tx, userId, id, messages);
          made += messages.length;
        }
        if (last !== undefined)
          await sql`UPDATE push_owner SET followed_seq = ${last.seq} WHERE user_id = ${userId}`.execute(tx);
        return made;
      }),
    );
  }
}

async function eventsAfter(
  tx: Transaction<Tables>,
  userId: string,
  seq: number,
  limit: number,
): Promise<EventRecord[]> {
  const { rows } = await sql<Omit<EventRecord, "userId" | "at" | "actor"> & { actor: string; time: Date }>`
    SELECT seq, actor, type, at AS time, command_id AS "commandId", machine_version AS "machineVersion", payload
    FROM event WHERE user_id = ${userId} AND seq > ${seq} AND ${NEWS} ORDER BY seq LIMIT ${limit}`.execute(
    tx,
  );
  return rows.map(({ actor, time, ...event }) => ({
    ...event,
    userId,
    actor: actor as ActorName,
    at: time.getTime(),
  }));
}

/** Each is told once, in whichever order they are committed. One that its person cancelled is no news. */
async function endedJobs(
  tx: Transaction<Tables>,
  userId: string,
  since: Date,
): Promise<{ looked: number; news: Job[] }> {
  const { rows } = await sql<Omit<Job, "createdAt" | "endedAt"> & { created: Date; ended: Date }>`
    UPDATE job SET pushed = true WHERE user_id = ${userId} AND ${ENDED}
    RETURNING job_id AS id, kind, subject, state, share, step, attempt, error, created_at AS created,
      ended_at AS ended`.execute(tx);
  const news = rows.filter(({ state, ended }) => state !== "cancelled" && ended >= since);
  return {
    looked: rows.length,
    news: news.map(({ created, ended, ...job }) => ({
      ...job,
      createdAt: created.getTime(),
      endedAt: ended.getTime(),
    })),
  };
}
