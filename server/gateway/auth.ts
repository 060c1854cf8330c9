/** Who is asking: the session cookie of a browser, or the key of a program, as a hook that puts the user on the request. */
import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { checkScope, isKeyToken, type KeyScope } from "./keys.ts";
import type { AccountStore, User } from "./ports.ts";

export const SESSION_COOKIE = "trajectory_session";
const SESSION_DAYS = 30;
const READING: ReadonlySet<string> = new Set(["GET", "HEAD"]);

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireUser`. */
    user: User | null;
  }
}

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * A person who is signed in, or a program with a key of theirs, which may read: GET and HEAD.
 * @throws ProtocolError `not_signed_in`, `key_scope`
 */
export function requireUser(accounts: AccountStore) {
  return async (request: FastifyRequest): Promise<void> => {
    const needed = READING.has(request.method) ? "read" : undefined;
    request.user = (await callerOf(accounts, request, needed)).user;
  };
}

/**
 * Who reads along on a socket, and by which key, where it is a program.
 * @throws ProtocolError `not_signed_in`, `key_scope`
 */
export function readerOf(accounts: AccountStore, request: FastifyRequest): Promise<Caller> {
  return callerOf(accounts, request, "read");
}

interface Caller {
  user: User;
  keyId?: string;
}

async function callerOf(
  accounts: AccountStore,
  request: FastifyRequest,
  needed: KeyScope | undefined,
): Promise<Caller> {
  const token = bearerOf(request);
  if (token === undefined || !isKeyToken(token)) return { user: await personOf(accounts, request) };
  const key = await accounts.findKey(token);
  if (key === undefined) throw new ProtocolError("not_signed_in", "There is no such key.");
  checkScope(key.scope, needed);
  return { user: key.user, keyId: key.keyId };
}

/** A person who is signed in; no key opens this. @throws ProtocolError `not_signed_in`, `key_scope` */
export function requirePerson(accounts: AccountStore) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isKeyToken(bearerOf(request) ?? "")) {
      throw new ProtocolError("key_scope", "Only a person who is signed in may do this, no key.");
    }
    request.user = await personOf(accounts, request);
  };
}

async function personOf(accounts: AccountStore, request: FastifyRequest): Promise<User> {
  const token = request.cookies[SESSION_COOKIE];
  const user = token === undefined ? undefined : await accounts.findSession(token);
  if (user === undefined) throw new ProtocolError("not_signed_in", "You are not signed in.");
  return user;
}

/** The user whom `requireUser` has found. */
export function userOf(request: FastifyRequest): User {
  if (request.user === null) throw new ProtocolError("not_signed_in", "You are not signed in.");
  return request.user;
}

/** Of a program's `Authorization: Bearer`, or of the browser's cookie; "" where there is neither. */
export function tokenOf(request: Pick<FastifyRequest, "headers" | "cookies">): string {
  return bearerOf(request) ?? request.cookies[SESSION_COOKIE] ?? "";
}

function bearerOf({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
}

/** Who a token acts for. @throws ProtocolError `not_signed_in`, `key_scope` */
export async function holderOf(token: string, authenticate: Authenticate): Promise<string> {
  const device = token === "" ? undefined : await authenticate(token);
  if (device === undefined) throw new ProtocolError("not_signed_in", "You are not signed in.");
  return device.userId;
}

/** A person sees only their own data; the owner of the installation is no exception. */
export function mayRead(request: FastifyRequest, userId: string): void {
  if (userOf(request).id !== userId) throw new ProtocolError("forbidden", "These are somebody else's data.");
}

export async function signIn(
  accounts: AccountStore,
  reply: FastifyReply,
  user: User,
  now: number,
  secure: boolean,
): Promise<void> {
  const token = newToken();
  const expires = new Date(now + SESSION_DAYS * 86_400_000);
  await accounts.createSession(user.id, token, expires);
  void reply.setCookie(SESSION_COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "strict",
    secure,
    expires,
  });
}
