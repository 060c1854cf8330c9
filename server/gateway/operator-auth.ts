/** Who may operate: the owner of this installation, or a program that may read its data directory. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { requirePerson, userOf } from "./auth.ts";
import type { AccountStore } from "./ports.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by `requireOperator`: came with the token of the data directory. */
    isLocal: boolean;
  }
}

const BEARER = "Bearer ";

/** @throws ProtocolError `not_signed_in`, `forbidden`, `key_scope` */
export function requireOperator(accounts: AccountStore, localToken: string) {
  const signedIn = requirePerson(accounts);
  return async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers;
    request.isLocal =
      authorization?.startsWith(BEARER) === true && sameText(authorization.slice(BEARER.length), localToken);
    if (request.isLocal) return;
    await signedIn(request);
    if (userOf(request).role !== "owner") {
      throw new ProtocolError("forbidden", "Only the owner of this installation may do this.");
    }
  };
}

/**
 * The owner operates on everybody and reads nobody's life but their own. Whoever may read the data directory could
 * read it there.
 */
export function mayReadLifeOf(request: FastifyRequest, userId: string): boolean {
  return request.isLocal || request.user?.id === userId;
}

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
