/** Accounts, who is signed in, and keys of devices and programs. */
import { createHash, randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type FoundKey, type Key, type KeyScope, MOST_KEYS } from "../gateway/keys.ts";
import type { AccountStore, User } from "../gateway/ports.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { brokenConstraint, guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
}

const USER = ["account.user_id as id", "account.name", "account.email", "account.role"] as const;
const KEY = sql`key_id AS "keyId", name, scope, extract(epoch FROM created_at)::double precision * 1000 AS "createdAt",
  extract(epoch FROM used_at)::double precision * 1000 AS "usedAt"`;
const UNNOTED = sql`(used_at IS NULL OR used_at < now() - interval '1 minute')`;

export class PostgresAccounts implements AccountStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  findOwner(): Promise<User | undefined> {
    return guarded(() =>
      this.#db.selectFrom("account").select(USER).where("role", "=", "owner").executeTakeFirst(),
    );
  }

  /** @throws ProtocolError `owner_exists`, `email_taken` */
  createOwner(account: NewAccount): Promise<User> {
    return this.#create(account, "owner");
  }

  /** @throws ProtocolError `email_taken` */
  createUser(account: NewAccount): Promise<User> {
    return this.#create(account, "member");
  }

  /** Upper and lower case are one address. */
  async findByEmail(email: string): Promise<(User & { passwordHash: string }) | undefined> {
    return guarded(() =>
      this.#db
        .selectFrom("account")
        .select([...USER, "password_hash as passwordHash"])
        .where(sql`lower(email)`, "=", sql`lower(${storableText(email)})`)
        .executeTakeFirst(),
    );
  }

  async createSession(userId: string, token: string, expiresAt: Date): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("sign_in")
        .values({ token_hash: hashOf(token), user_id: userId, expires_at: expiresAt })
        .execute(),
    );
  }

  /** Undefined when the token is unknown or has expired. */
  async findSession(token: string): Promise<User | undefined> {
    return guarded(() =>
      this.#db
        .selectFrom("sign_in")
        .innerJoin("account", "account.user_id", "sign_in.user_id")
        .select(USER)
        .where("token_hash", "=", hashOf(token))
        .where("expires_at", ">", sql<Date>`now()`)
        .executeTakeFirst(),
    );
  }

  async deleteSession(token: string): Promise<void> {
    await guarded(() => this.#db.deleteFrom("sign_in").where("token_hash", "=", hashOf(token)).execute());
  }

  /** Removes what has expired; a job calls it now and then. */
  async deleteExpiredSessions(): Promise<number> {
    const { numDeletedRows } = await guarded(() =>
      this.#db
        .deleteFrom("sign_in")
        .where("expires_at", "<=", sql<Date>`now()`)
        .executeTakeFirstOrThrow(),
    );
    return Number(numDeletedRows);
  }

  /** Newest first. */
  async keys(userId: string): Promise<Key[]> {
    const { rows } = await guarded(() =>
      sql<Key>`SELECT ${KEY} FROM api_key WHERE user_id = ${userId} ORDER BY created_at DESC, key_id`.execute(
        this.#db,
      ),
    );
    return rows;
  }

  /** @throws ProtocolError `keys_full` */
  async createKey(
    userId: string,
    { name, scope, token }: { name: string; scope: KeyScope; token: string },
  ): Promise<Key> {
    const keyId = randomUUID();
    // The account's row is locked, so that two at once are counted one after the other.
    const { rows } = await guarded(() =>
      this.#db.transaction().execute(async (transaction) => {
        await sql`SELECT FROM account WHERE user_id = ${userId} FOR UPDATE`.execute(transaction);
        return sql<Key>`
          INSERT INTO api_key (key_id, user_id, token_hash, name, scope)
          SELECT ${keyId}, ${userId}, ${hashOf(token)}, ${storableText(name)}, ${scope}
          WHERE (SELECT count(*) FROM api_key WHERE user_id = ${userId}) < ${MOST_KEYS}
          RETURNING ${KEY}`.execute(transaction);
      }),
    );
    const [key] = rows;
    if (key === undefined) throw new ProtocolError("keys_full", `There are ${MOST_KEYS} keys already.`);
    return key;
  }

  async removeKey(userId: string, keyId: string): Promise<boolean> {
    if (!isUuid(keyId)) return false;
    const { numDeletedRows } = await guarded(() =>
      this.#db
        .deleteFrom("api_key")
        .where("user_id", "=", userId)
        .where("key_id", "=", keyId)
        .executeTakeFirstOrThrow(),
    );
    return numDeletedRows > 0n;
  }

  /** Its use is written down once a minute at most. */
  async findKey(token: string): Promise<FoundKey | undefined> {
    const found = await guarded(() =>
      this.#db
        .selectFrom("api_key")
        .innerJoin("account", "account.user_id", "api_key.user_id")
        .select([...USER, "key_id as keyId", "scope", sql<boolean>`${UNNOTED}`.as("unnoted")])
        .where("token_hash", "=", hashOf(token))
        .executeTakeFirst(),
    );
    if (found === undefined) return undefined;
    const { keyId, scope, unnoted, ...user } = found;
    if (unnoted) await this.useKeys([keyId]);
    return { keyId, scope, user };
  }

  async useKeys(keyIds: readonly string[]): Promise<string[]> {
    const { rows } = await guarded(() =>
      sql<{ keyId: string }>`
        WITH used AS (UPDATE api_key SET used_at = now() WHERE key_id = ANY(${keyIds}::uuid[]) AND ${UNNOTED})
        SELECT key_id AS "keyId" FROM api_key WHERE key_id = ANY(${keyIds}::uuid[])`.execute(this.#db),
    );
    return rows.map(({ keyId }) => keyId);
  }

  async #create(account: NewAccount, role: User["role"]): Promise<User> {
    const { passwordHash } = account;
    const user = {
      id: randomUUID(),
      name: storableText(account.name),
      email: storableText(account.email),
      role,
    };
    const { id, ...rest } = user;
    await guarded(async () => {
      try {
        await this.#db
          .insertInto("account")
          .values({ user_id: id, ...rest, password_hash: passwordHash })
          .execute();
      } catch (error) {
        throw accountError(error);
      }
    });
    return user;
  }
}

function accountError(error: unknown): unknown {
  switch (brokenConstraint(error)) {
    case "account_one_owner":
      return new ProtocolError("owner_exists", "The owner account exists already.");
    case "account_email":
      return new ProtocolError("email_taken", "There is an account with this address.", { field: "email" });
    default:
      return error;
  }
}

/** Tokens are random and long, so a plain hash keeps them. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
