/** Accounts, who is signed in, and paired devices. */
import { createHash, randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { AccountStore, User } from "../gateway/ports.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { brokenConstraint, guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
}

export interface PairedDevice {
  deviceId: string;
  name: string;
  createdAt: Date;
}

const USER = ["account.user_id as id", "account.name", "account.email", "account.role"] as const;

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

  /** The id of the paired device. */
  async createDeviceToken(userId: string, name: string, token: string): Promise<string> {
    const deviceId = randomUUID();
    await guarded(() =>
      this.#db
        .insertInto("device_token")
        .values({
          token_hash: hashOf(token),
          device_id: deviceId,
          user_id: userId,
          name: storableText(name),
          revoked_at: null,
        })
        .execute(),
    );
    return deviceId;
  }

  /** Undefined when the token is unknown or revoked. */
  async findDevice(token: string): Promise<User | undefined> {
    return guarded(() =>
      this.#db
        .selectFrom("device_token")
        .innerJoin("account", "account.user_id", "device_token.user_id")
        .select(USER)
        .where("token_hash", "=", hashOf(token))
        .where("revoked_at", "is", null)
        .executeTakeFirst(),
    );
  }

  /** Devices that may connect, newest first. */
  async devices(userId: string): Promise<PairedDevice[]> {
    return guarded(() =>
      this.#db
        .selectFrom("device_token")
        .select(["device_id as deviceId", "name", "created_at as createdAt"])
        .where("user_id", "=", userId)
        .where("revoked_at", "is", null)
        .orderBy("created_at", "desc")
        .execute(),
    );
  }

  /** @throws ProtocolError `not_found` */
  async revokeDevice(userId: string, deviceId: string): Promise<void> {
    const revoked = isUuid(deviceId)
      ? await guarded(() =>
          this.#db
            .updateTable("device_token")
            .set({ revoked_at: sql`now()` })
            .where("user_id", "=", userId)
            .where("device_id", "=", deviceId)
            .where("revoked_at", "is", null)
            .executeTakeFirst(),
        )
      : undefined;
    if (revoked?.numUpdatedRows !== 1n) {
      throw new ProtocolError("not_found", "There is no such device.");
    }
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
