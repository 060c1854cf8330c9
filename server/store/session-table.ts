/** Sessions and their streams. */
import { type Kysely, type Transaction, sql } from "kysely";
import type { SessionInfo, SessionOpening } from "@trajectory/ingest/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { End, Stream } from "@trajectory/protocols/messages.ts";
import { isUuid, storableText, timestampParameter } from "./binary-writer.ts";
import type { Tables } from "./tables.ts";

/**
 * Makes the session, or checks that it may go on; new streams are added. True when this call made it.
 * @throws ProtocolError `session_foreign`, `session_ended`, `stream_invalid` or `account_deleted`
 */
export async function openSession(db: Kysely<Tables>, opening: SessionOpening): Promise<boolean> {
  if (!isUuid(opening.sessionId)) {
    throw new ProtocolError("invalid_input", `The session id "${opening.sessionId}" is no UUID.`, {
      field: "sessionId",
    });
  }
  if (await makeSession(db, opening)) return true;
  return db.transaction().execute(async (tx) => {
    await refuseErased(tx, opening.userId);
    const { numInsertedOrUpdatedRows: made } = await tx
      .insertInto("session")
      .values({
        session_id: opening.sessionId,
        user_id: opening.userId,
        device_model: storableText(opening.deviceModel),
        app_version: storableText(opening.appVersion),
        opened_at: sql`${timestampParameter(opening.openedUs)}::timestamptz`,
        ended_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    const created = made === 1n;
    if (!created) await checkOwner(tx, opening);
    await addStreams(tx, opening);
    return created;
  });
}

/** The usual case, in one statement. False: there is one already, or it has no streams. */
async function makeSession(db: Kysely<Tables>, opening: SessionOpening): Promise<boolean> {
  const { sessionId, userId, deviceModel, appVersion, openedUs } = opening;
  const streams = opening.streams.map(({ id, kind, channels, nominalHz }) => ({
    id,
    kind,
    channels: channels.map(storableText),
    hz: nominalHz,
  }));
  const { numAffectedRows } = await sql`
    WITH made AS (
      INSERT INTO session (session_id, user_id, device_model, app_version, opened_at)
      SELECT ${sessionId}::uuid, ${userId}::uuid, ${storableText(deviceModel)}, ${storableText(appVersion)},
        ${timestampParameter(openedUs)}::timestamptz
      WHERE NOT is_erased(${userId}::uuid)
      ON CONFLICT DO NOTHING RETURNING session_id
    )
    INSERT INTO stream (session_id, stream_id, kind, channels, nominal_hz)
    SELECT made.session_id, announced.id, announced.kind, announced.channels, announced.hz
    FROM made, json_to_recordset(${JSON.stringify(streams)}::json)
      AS announced (id bigint, kind integer, channels text[], hz double precision)
    ON CONFLICT DO NOTHING`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

async function refuseErased(tx: Transaction<Tables>, userId: string): Promise<void> {
  const { rows } = await sql<{ gone: boolean }>`SELECT is_erased(${userId}::uuid) AS gone`.execute(tx);
  if (rows[0]?.gone === true) throw new ProtocolError("account_deleted", "This account was deleted.");
}

async function checkOwner(tx: Transaction<Tables>, { sessionId, userId }: SessionOpening): Promise<void> {
  const session = await tx
    .selectFrom("session")
    .select(["user_id", "ended_at"])
    .where("session_id", "=", sessionId)
    .executeTakeFirstOrThrow();
  if (session.user_id !== userId) {
    throw new ProtocolError("session_foreign", `The session ${sessionId} belongs to somebody else.`);
  }
  if (session.ended_at !== null) {
    throw new ProtocolError("session_ended", `The session ${sessionId} has ended.`);
  }
}

async function addStreams(tx: Transaction<Tables>, { sessionId, streams }: SessionOpening): Promise<void> {
  if (streams.length === 0) return;
  await tx
    .insertInto("stream")
    .values(
      streams.map(({ id, kind, channels, nominalHz }) => ({
        session_id: sessionId,
        stream_id: id,
        kind,
        channels: channels.map(storableText),
        nominal_hz: nominalHz,
        captured: null,
        dropped: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const known = (await streamsOf(tx, [sessionId])).get(sessionId) ?? [];
  for (const stream of streams) {
    const before = known.find(({ id }) => id === stream.id);
    if (before?.kind !== stream.kind || before.channels.length !== stream.channels.length) {
      throw new ProtocolError(
        "stream_invalid",
        `The stream ${stream.id} was announced with other channels before.`,
      );
    }
  }
}

async function streamsOf(db: Kysely<Tables>, sessionIds: readonly string[]): Promise<Map<string, Stream[]>> {
  const streams = new Map<string, Stream[]>(sessionIds.map((id) => [id, []]));
  if (sessionIds.length === 0) return streams;
  const rows = await db
    .selectFrom("stream")
    .select(["session_id", "stream_id", "kind", "channels", "nominal_hz"])
    .where("session_id", "in", sessionIds)
    .orderBy("stream_id")
    .execute();
  for (const { session_id, stream_id: id, kind, channels, nominal_hz: nominalHz } of rows) {
    streams.get(session_id)?.push({ id, kind, channels, nominalHz });
  }
  return streams;
}

export async function findSession(db: Kysely<Tables>, sessionId: string): Promise<SessionInfo | undefined> {
  if (!isUuid(sessionId)) return undefined;
  const [session] = await withStreams(db, sessionQuery(db).where("session_id", "=", sessionId));
  return session;
}

/** Newest first. */
export async function sessionsOf(db: Kysely<Tables>, userId: string, limit: number): Promise<SessionInfo[]> {
  if (!isUuid(userId)) return [];
  const query = sessionQuery(db).where("user_id", "=", userId);
  return withStreams(db, query.orderBy("opened_at", "desc").orderBy("session_id").limit(limit));
}

function sessionQuery(db: Kysely<Tables>) {
  return db
    .selectFrom("session")
    .select([
      "session_id",
      "user_id",
      "device_model",
      sql<number>`(extract(epoch FROM opened_at) * 1000000)::bigint`.as("opened_us"),
      sql<number | null>`(extract(epoch FROM ended_at) * 1000000)::bigint`.as("ended_us"),
    ]);
}

async function withStreams(
  db: Kysely<Tables>,
  query: ReturnType<typeof sessionQuery>,
): Promise<SessionInfo[]> {
  const rows = await query.execute();
  const streams = await streamsOf(
    db,
    rows.map((row) => row.session_id),
  );
  return rows.map((row) => ({
    sessionId: row.session_id,
    userId: row.user_id,
    deviceModel: row.device_model,
    openedUs: row.opened_us,
    endedUs: row.ended_us ?? undefined,
    streams: streams.get(row.session_id) ?? [],
  }));
}

/**
 * Sets the end and the device's own counts, once: a repeated End changes nothing.
 * @throws ProtocolError `not_found`
 */
export async function closeSession(
  db: Kysely<Tables>,
  sessionId: string,
  end: End,
  endedUs: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const session = await tx
      .selectFrom("session")
      .select("ended_at")
      .where("session_id", "=", sessionId)
      .forUpdate()
      .executeTakeFirst();
    if (session === undefined) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
    if (session.ended_at !== null) return;
    await tx
      .updateTable("session")
      .set({ ended_at: sql`${timestampParameter(endedUs)}::timestamptz` })
      .where("session_id", "=", sessionId)
      .execute();
    for (const { stream, captured, dropped } of end.counts) {
      await tx
        .updateTable("stream")
        .set({ captured, dropped })
        .where("session_id", "=", sessionId)
        .where("stream_id", "=", stream)
        .execute();
    }
  });
}
