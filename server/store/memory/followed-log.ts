/**
 * The log as memory follows it. Each person's position lies beside what was made of the events before it and moves in
 * the same transaction: after a crash nothing is missing and nothing is there twice. Nodes that follow the same person
 * pass each other by.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { FollowedFacts, FollowedLog, Item, Remembered, SessionFacts } from "../../memory/ports.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { nextVersion, putItems, removeItems } from "./rows.ts";

/** As in the index event_remembered, which the planner only uses for these very words. */
const FOLLOWED = sql.raw(
  `type IN ('question_asked', 'answer_given', 'skill_set', 'evidence_added', 'evidence_retracted',
    'session_ended', 'session_tagged', 'session_rated', 'claim_made')`,
);

/** A feature's window counts from this quality on. */
const GOOD_QUALITY = 0.5;

export class PostgresFollowedLog implements FollowedLog {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async behind(limit: number): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ user_id: string }>`
        SELECT account.user_id FROM account LEFT JOIN memory_owner USING (user_id)
        WHERE EXISTS (
          SELECT FROM event WHERE event.user_id = account.user_id AND seq > coalesce(followed_seq, 0) AND ${FOLLOWED})
        LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map((row) => row.user_id);
  }

  follow(
    userId: string,
    limit: number,
    read: (events: readonly EventRecord[], facts: FollowedFacts) => Promise<Remembered>,
  ): Promise<boolean> {
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        const position = await lockPosition(tx, userId);
        if (position === undefined) return false;
        const events = await eventsAfter(tx, userId, position, limit);
        const last = events.at(-1);
        if (last === undefined) return false;
        const { items, changes, gone } = await read(events, factsOf(tx, userId));
        const version = await nextVersion(tx, userId);
        if (version === undefined) return false;
        const kept = await keptIds(tx, userId, changes);
        await putItems(tx, userId, [...items, ...changes.filter(({ id }) => kept.has(id))], version);
        if (gone.length > 0) await removeItems(tx, userId, { ids: gone });
        await sql`UPDATE memory_owner SET followed_seq = ${last.seq} WHERE user_id = ${userId}`.execute(tx);
        return true;
      }),
    );
  }
}

/** Undefined without an account, and while somebody else writes for this person. */
async function lockPosition(tx: Transaction<Tables>, userId: string): Promise<number | undefined> {
  await sql`
    INSERT INTO memory_owner (user_id) SELECT user_id FROM account WHERE user_id = ${userId}
    ON CONFLICT DO NOTHING`.execute(tx);
  const { rows } = await sql<{ seq: number }>`
    SELECT followed_seq AS seq FROM memory_owner WHERE user_id = ${userId} FOR UPDATE SKIP LOCKED`.execute(
    tx,
  );
  return rows[0]?.seq;
}

async function keptIds(
  tx: Transaction<Tables>,
  userId: string,
  items: readonly Item[],
): Promise<Set<string>> {
  const ids = items.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom("memory_item")
    .select("id")
    .where("user_id", "=", userId)
    .where("id", "in", ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function eventsAfter(
  tx: Transaction<Tables>,
  userId: string,
  seq: number,
  limit: number,
): Promise<EventRecord[]> {
  const { rows } = await sql<{
    seq: number;
    actor: string;
    type: string;
    at: Date;
    command_id: string;
    machine_version: number;
    payload: unknown;
  }>`
    SELECT seq, actor, type, at, command_id, machine_version, payload FROM event
    WHERE user_id = ${userId} AND seq > ${seq} AND ${FOLLOWED} ORDER BY seq LIMIT ${limit}`.execute(tx);
  return rows.map((row) => ({
    userId,
    seq: row.seq,
    actor: row.actor as ActorName,
    type: row.type,
    at: row.at.getTime(),
    commandId: row.command_id,
    machineVersion: row.machine_version,
    payload: row.payload,
  }));
}

function factsOf(tx: Transaction<Tables>, userId: string): FollowedFacts {
  return {
    async questionBefore(interviewId, seq) {
      const { rows } = await sql<{ question: string }>`
        SELECT payload->>'question' AS question FROM event
        WHERE user_id = ${userId} AND seq < ${seq} AND type = 'question_asked'
          AND payload->>'interviewId' = ${interviewId} ORDER BY seq DESC LIMIT 1`.execute(tx);
      return rows[0]?.question;
    },
    async skillName(skillId) {
      const { rows } = await sql<{ name: string }>`
        SELECT payload->'skill'->>'name' AS name FROM event
        WHERE user_id = ${userId} AND type = 'skill_set' AND payload->'skill'->>'id' = ${skillId}
        ORDER BY seq DESC LIMIT 1`.execute(tx);
      return rows[0]?.name;
    },
    session: (sessionId) => sessionFacts(tx, userId, sessionId),
  };
}

async function sessionFacts(
  tx: Transaction<Tables>,
  userId: string,
  sessionId: string,
): Promise<SessionFacts | undefined> {
  const { rows: sessions } = await sql<{ device: string; startedAt: Date; endedAt: Date | null }>`
    SELECT device_model AS device, opened_at AS "startedAt", ended_at AS "endedAt" FROM session
    WHERE user_id = ${userId} AND session_id = ${sessionId}`.execute(tx);
  const [session] = sessions;
  const { rows: said } = await sql<{ type: string; payload: Record<string, unknown>; at: Date }>`
    SELECT type, payload, at FROM event
    WHERE user_id = ${userId} AND type IN ('session_ended', 'session_tagged', 'session_rated', 'claim_made')
      AND payload->>'sessionId' = ${sessionId} ORDER BY seq`.execute(tx);
  const last = (type: string): Record<string, unknown> | undefined =>
    said.findLast((event) => event.type === type)?.payload;
  const endedAt = last("session_ended")?.["endedAt"];
  if (session === undefined || typeof endedAt !== "number") return undefined;
  const { rows: features } = await sql<{ feature: string; mean: number }>`
    SELECT feature, avg(value) AS mean FROM signal_window,
      LATERAL unnest(feature_names, feature_values, feature_qualities) AS measured (feature, value, quality)
    WHERE session_id = ${sessionId} AND user_id = ${userId} AND quality >= ${GOOD_QUALITY}
      AND value NOT IN ('NaN', 'Infinity', '-Infinity')
    GROUP BY feature`.execute(tx);
  const { rows: windows } = await sql<{ windows: number }>`
    SELECT count(*) AS windows FROM signal_window WHERE session_id = ${sessionId} AND user_id = ${userId}`.execute(
    tx,
  );
  const projectId = last("session_tagged")?.["projectId"];
  const rating = last("session_rated")?.["rating"];
  return {
    device: session.device,
    startedAt: session.startedAt.getTime(),
    endedAt,
    projectId: typeof projectId === "string" ? projectId : undefined,
    rating: typeof rating === "number" ? rating : undefined,
    claims: said.flatMap(({ type, payload }) =>
      type === "claim_made" && typeof payload["text"] === "string" ? payload["text"] : [],
    ),
    windows: windows[0]?.windows ?? 0,
    features: Object.fromEntries(features.map(({ feature, mean }) => [feature, mean])),
  };
}
