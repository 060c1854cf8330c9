/** Devices that are pushed to, and the key pair that signs for all of them. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { NOTIFICATION_KINDS } from "@trajectory/protocols/notifications/kinds.ts";
import {
  MOST_SUBSCRIPTIONS,
  type NewSubscription,
  type PushFailure,
  type PushSettings,
  type Subscription,
  type SubscriptionStore,
} from "../../push/ports.ts";
import type { ServerKeys } from "../../push/web-push.ts";
import { isUuid, storableText } from "../binary-writer.ts";
import { brokenConstraint, guarded } from "../store-error.ts";
import type { Tables } from "../tables.ts";

const USUAL: PushSettings = { language: "en", timeZone: "UTC", quiet: null, kinds: [...NOTIFICATION_KINDS] };

interface Row {
  subscription_id: string;
  endpoint: string;
  label: string;
  settings: PushSettings;
  created_at: Date;
  sent_at: Date | null;
  failed_at: Date | null;
  failure: PushFailure | null;
}

export class PostgresPushSubscriptions implements SubscriptionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async serverKeys({ publicKey, privateKey }: ServerKeys): Promise<ServerKeys> {
    const { rows } = await guarded(async () => {
      await sql`
        INSERT INTO push_key (public_key, private_key) VALUES (${publicKey}, ${privateKey})
        ON CONFLICT DO NOTHING`.execute(this.#db);
      return sql<ServerKeys>`
        SELECT public_key AS "publicKey", private_key AS "privateKey" FROM push_key`.execute(this.#db);
    });
    return rows[0] ?? { publicKey, privateKey };
  }

  async list(userId: string): Promise<Subscription[]> {
    const { rows } = await guarded(() =>
      sql<Row>`
        SELECT * FROM push_subscription WHERE user_id = ${userId} ORDER BY created_at, subscription_id`.execute(
        this.#db,
      ),
    );
    return rows.map(subscriptionOf);
  }

  async put(userId: string, subscription: NewSubscription, now: number): Promise<Subscription> {
    const row = await guarded(async () => {
      try {
        return await this.#db.transaction().execute(async (tx) => {
          await beginToFollow(tx, userId);
          const held = await heldRow(tx, userId, subscription);
          return held === undefined
            ? await insertRow(tx, userId, subscription)
            : await updateRow(tx, held, subscription, now);
        });
      } catch (error) {
        if (brokenConstraint(error) !== "push_subscription_endpoint") throw error;
        throw new ProtocolError("subscription_taken", "This subscription is somebody else's.", {
          field: "endpoint",
        });
      }
    });
    return subscriptionOf(row);
  }

  async remove(userId: string, subscriptionId: string): Promise<boolean> {
    if (!isUuid(subscriptionId)) return false;
    const { numAffectedRows = 0n } = await guarded(() =>
      sql`
        DELETE FROM push_subscription WHERE user_id = ${userId} AND subscription_id = ${subscriptionId}`.execute(
        this.#db,
      ),
    );
    return numAffectedRows > 0n;
  }
}

/** From the end of the log on. Holds the person's row, so that two devices at once are counted one after the other. */
async function beginToFollow(tx: Transaction<Tables>, userId: string): Promise<void> {
  await sql`
    INSERT INTO push_owner (user_id, followed_seq)
    SELECT ${userId}, coalesce(max(seq), 0) FROM event WHERE user_id = ${userId}
    ON CONFLICT (user_id) DO UPDATE SET
      followed_seq = CASE WHEN ${hasDevices(userId)} THEN push_owner.followed_seq ELSE excluded.followed_seq END,
      since = CASE WHEN ${hasDevices(userId)} THEN push_owner.since ELSE now() END`.execute(tx);
}

function hasDevices(userId: string) {
  return sql`EXISTS (SELECT FROM push_subscription WHERE user_id = ${userId})`;
}

/** The same browser, also where its push service has given it another endpoint. */
async function heldRow(
  tx: Transaction<Tables>,
  userId: string,
  { endpoint, replaces }: NewSubscription,
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    SELECT * FROM push_subscription WHERE user_id = ${userId} AND endpoint IN (${endpoint}, ${replaces ?? endpoint})
    ORDER BY endpoint = ${endpoint} DESC LIMIT 1 FOR UPDATE`.execute(tx);
  return rows[0];
}

async function insertRow(
  tx: Transaction<Tables>,
  userId: string,
  { endpoint, keys, contact, label = "", settings }: NewSubscription,
): Promise<Row> {
  const { rows } = await sql<Row>`
    INSERT INTO push_subscription (subscription_id, user_id, endpoint, p256dh, auth_secret, contact, label, settings)
    SELECT ${randomUUID()}, ${userId}, ${endpoint}, ${keys.p256dh}, ${keys.auth}, ${contact ?? null},
      ${storableText(label)}, ${JSON.stringify({ ...USUAL, ...settings })}::jsonb
    WHERE (SELECT count(*) FROM push_subscription WHERE user_id = ${userId}) < ${MOST_SUBSCRIPTIONS}
    RETURNING *`.execute(tx);
  const [row] = rows;
  if (row === undefined)
    throw new ProtocolError("subscriptions_full", `There are ${MOST_SUBSCRIPTIONS} devices already.`);
  return row;
}

/** What waits for the end of quiet hours that have changed is looked at again. */
async function updateRow(
  tx: Transaction<Tables>,
  held: Row,
  { endpoint, keys, contact, label = held.label, settings }: NewSubscription,
  now: number,
): Promise<Row> {
  const { rows } = await sql<Row>`
    UPDATE push_subscription SET endpoint = ${endpoint}, p256dh = ${keys.p256dh}, auth_secret = ${keys.auth},
      contact = ${contact ?? null}, label = ${storableText(label)},
      settings = settings || ${JSON.stringify(settings)}::jsonb
    WHERE subscription_id = ${held.subscription_id} RETURNING *`.execute(tx);
  await sql`
    UPDATE push_message SET due_at = least(due_at, ${new Date(now)}) WHERE subscription_id = ${held.subscription_id}`.execute(
    tx,
  );
  return rows[0] ?? held;
}

function subscriptionOf(row: Row): Subscription {
  const { failed_at: failedAt, failure, sent_at: sentAt } = row;
  const isNewer = failedAt !== null && failedAt.getTime() > (sentAt?.getTime() ?? 0);
  return {
    subscriptionId: row.subscription_id,
    service: URL.parse(row.endpoint)?.host ?? "",
    endpoint: row.endpoint,
    label: row.label,
    settings: row.settings,
    createdAt: row.created_at.getTime(),
    sentAt: sentAt?.getTime() ?? null,
    failure: isNewer && failure !== null ? { at: failedAt.getTime(), why: failure } : null,
  };
}
