/** Messages that wait for their push service. Who holds a device sends to it, one message after the other. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type {
  ClaimedSubscription,
  NewMessage,
  OutboxStore,
  PushFailure,
  PushSettings,
  WaitingMessage,
} from "../../push/ports.ts";
import { isUuid } from "../binary-writer.ts";
import { guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";

/** Waiting messages of a device; the oldest go first. */
const MOST_WAITING = 30;

export class PostgresPushOutbox implements OutboxStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(userId: string, subscriptionId: string, message: NewMessage): Promise<boolean> {
    if (!isUuid(subscriptionId)) return false;
    return guarded(() =>
      this.#db.transaction().execute(async (tx) => {
        const { rows } = await sql`
          SELECT FROM push_subscription WHERE user_id = ${userId} AND subscription_id = ${subscriptionId}
          FOR KEY SHARE`.execute(tx);
        if (rows.length === 0) return false;
        await putMessages(tx, userId, subscriptionId, [message]);
        return true;
      }),
    );
  }

  async claim(now: number, until: number): Promise<ClaimedSubscription | undefined> {
    const claim = randomUUID();
    const { rows } = await guarded(() =>
      sql<{
        subscription_id: string;
        endpoint: string;
        p256dh: Buffer;
        auth_secret: Buffer;
        contact: string | null;
        settings: PushSettings;
        tries: number;
      }>`
        UPDATE push_subscription SET claim = ${claim}, claimed_until = ${new Date(until)}
        WHERE subscription_id = (
          SELECT subscription_id FROM push_subscription
          WHERE (claimed_until IS NULL OR claimed_until <= ${new Date(now)})
            AND (retry_at IS NULL OR retry_at <= ${new Date(now)})
            AND subscription_id IN (SELECT subscription_id FROM push_message WHERE due_at <= ${new Date(now)})
          LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING *`.execute(this.#db),
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return {
      claim,
      subscriptionId: row.subscription_id,
      endpoint: row.endpoint,
      keys: { p256dh: row.p256dh, auth: row.auth_secret },
      contact: row.contact ?? undefined,
      settings: row.settings,
      tries: row.tries,
    };
  }

  async next(claim: string, now: number, until: number): Promise<WaitingMessage | undefined> {
    const { rows } = await guarded(() =>
      sql<Omit<WaitingMessage, "expiresAt"> & { expires: Date }>`
        WITH held AS (
          UPDATE push_subscription SET claimed_until = ${new Date(until)} WHERE claim = ${claim}
          RETURNING subscription_id)
        SELECT message_id AS "messageId", kind, topic, content, expires_at AS expires
        FROM push_message JOIN held USING (subscription_id)
        WHERE due_at <= ${new Date(now)} ORDER BY n LIMIT 1`.execute(this.#db),
    );
    return rows.map(({ expires, ...message }) => ({ ...message, expiresAt: expires.getTime() }))[0];
  }

  async postpone(subscriptionId: string, until: number): Promise<void> {
    await guarded(() =>
      sql`
        UPDATE push_message SET due_at = ${new Date(until)}
        WHERE subscription_id = ${subscriptionId} AND kind <> 'test'`.execute(this.#db),
    );
  }

  async end(messageId: string): Promise<void> {
    await guarded(() => sql`DELETE FROM push_message WHERE message_id = ${messageId}`.execute(this.#db));
  }

  async sent(subscriptionId: string, at: number): Promise<void> {
    await guarded(() =>
      sql`
        UPDATE push_subscription SET sent_at = ${new Date(at)}, tries = 0, retry_at = NULL
        WHERE subscription_id = ${subscriptionId}`.execute(this.#db),
    );
  }

  async failed(subscriptionId: string, at: number, why: PushFailure, retryAt: number | null): Promise<void> {
    await guarded(() =>
      sql`
        UPDATE push_subscription SET failed_at = ${new Date(at)}, failure = ${why},
          tries = CASE WHEN ${retryAt !== null} THEN tries + 1 ELSE tries END,
          retry_at = coalesce(${retryAt === null ? null : new Date(retryAt)}, retry_at)
        WHERE subscription_id = ${subscriptionId}`.execute(this.#db),
    );
  }

  async forget(subscriptionId: string, endpoint: string): Promise<void> {
    await guarded(() =>
      sql`
        DELETE FROM push_subscription WHERE subscription_id = ${subscriptionId} AND endpoint = ${endpoint}`.execute(
        this.#db,
      ),
    );
  }

  async release(claim: string): Promise<void> {
    await guarded(() =>
      sql`
        UPDATE push_subscription SET claim = NULL, claimed_until = NULL WHERE claim = ${claim}`.execute(
        this.#db,
      ),
    );
  }

  async nextDue(): Promise<number | undefined> {
    const { rows } = await guarded(() =>
      sql<{ due: Date | null }>`
        SELECT min(greatest(due_at, retry_at, claimed_until)) AS due
        FROM push_message JOIN push_subscription USING (subscription_id)`.execute(this.#db),
    );
    return rows[0]?.due?.getTime();
  }
}

/** The row of the subscription is held by the transaction. */
export async function putMessages(
  tx: Transaction<Tables>,
  userId: string,
  subscriptionId: string,
  messages: readonly NewMessage[],
): Promise<void> {
  for (const { topic, kind, content, dueAt, expiresAt } of messages) {
    // What is told again waits no longer than before, and not behind what came later.
    await sql`
      INSERT INTO push_message AS held (message_id, user_id, subscription_id, topic, kind, content, due_at, expires_at)
      VALUES (${randomUUID()}, ${userId}, ${subscriptionId}, ${topic}, ${kind}, ${JSON.stringify(content)}::jsonb,
        ${new Date(dueAt)}, ${new Date(expiresAt)})
      ON CONFLICT (subscription_id, topic) DO UPDATE SET message_id = excluded.message_id, kind = excluded.kind,
        content = excluded.content, due_at = greatest(held.due_at, excluded.due_at),
        expires_at = excluded.expires_at`.execute(tx);
  }
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM push_message WHERE message_id IN (
      SELECT message_id FROM push_message WHERE subscription_id = ${subscriptionId}
      ORDER BY n DESC OFFSET ${MOST_WAITING})`.execute(tx);
  if (numAffectedRows === 0n) return;
  await sql`
    UPDATE push_subscription SET failed_at = ${new Date(messages.at(-1)?.dueAt ?? 0)}, failure = 'crowded_out'
    WHERE subscription_id = ${subscriptionId}`.execute(tx);
}
