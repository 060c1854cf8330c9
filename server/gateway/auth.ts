/** Who is asking: the session cookie of a browser, as a hook that puts the user on the request. */
import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Authenticate } from "@trajectory/ingest/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { AccountStore, User } from "./ports.ts";

export const SESSION_COOKIE = "trajectory_session";
const SESSION_DAYS = 30;

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireUser`. */
    user: User | null;
  }
}

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** @throws ProtocolError `not_signed_in` */
export function requireUser(accounts: AccountStore) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = request.cookies[SESSION_COOKIE];
    request.user = token === undefined ? null : ((await accounts.findSession(token)) ?? null);
    if (request.user === null) throw new ProtocolError("not_signed_in", "You are not signed in.");
  };
}

/** The user whom `requireUser` has found. */
export function userOf(request: FastifyRequest): User {
  if (request.user === null) throw new ProtocolError("not_signed_in", "You are not signed in.");
  return request.user;
}

/** Of a program's `Authorization: Bearer`, or of the browser's cookie; "" where there is neither. */
export function tokenOf({ headers, cookies }: Pick<FastifyRequest, "headers" | "cookies">): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? cookies[SESSION_COOKIE] ?? "";
}

/** Who a token acts for. @throws ProtocolError `not_signed_in` */
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
