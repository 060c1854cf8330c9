/** Keys of devices and programs: what each may do. */
import { randomBytes } from "node:crypto";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { User } from "./ports.ts";

/** `device`: send what is measured. `read`: GET what is one's own. Nothing else, and neither makes keys. */
export const KEY_SCOPES = ["device", "read"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

export const MOST_KEYS = 20;
/** So that a key is told from the token of a browser, also where one was left by mistake. */
const PREFIX = "trajectory_";

export interface Key {
  keyId: string;
  name: string;
  scope: KeyScope;
  /** ms */
  createdAt: number;
  /** Up to a minute behind; null: never. */
  usedAt: number | null;
}

export interface FoundKey {
  keyId: string;
  scope: KeyScope;
  user: User;
}

export interface KeyStore {
  /** Newest first. */
  keys(userId: string): Promise<Key[]>;
  /** @throws ProtocolError `keys_full` */
  createKey(userId: string, key: { name: string; scope: KeyScope; token: string }): Promise<Key>;
  /** It is worth nothing from then on. False: there is none of this person. */
  removeKey(userId: string, keyId: string): Promise<boolean>;
  /** Notes that it was used. Undefined: unknown or revoked. */
  findKey(token: string): Promise<FoundKey | undefined>;
  /** Notes that they are in use. @returns those that there are */
  useKeys(keyIds: readonly string[]): Promise<string[]>;
}

export function newKeyToken(): string {
  return PREFIX + randomBytes(32).toString("base64url");
}

export function isKeyToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** @throws ProtocolError `key_scope` */
export function checkScope(scope: KeyScope, needed: KeyScope | undefined): void {
  if (scope === needed) return;
  const may = scope === "device" ? "sends what a device measures" : "reads";
  throw new ProtocolError("key_scope", `This key ${may}, and nothing else.`);
}
