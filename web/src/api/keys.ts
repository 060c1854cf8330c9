/** Keys of devices and programs. */
import { call } from "./http.ts";

export type KeyScope = "device" | "read";

export interface Key {
  keyId: string;
  name: string;
  scope: KeyScope;
  /** ms */
  createdAt: number;
  /** Up to a minute behind; null: never. */
  usedAt: number | null;
}

export interface NewKey {
  key: Key;
  /** Told this once. */
  token: string;
}

export async function getKeys(): Promise<readonly Key[]> {
  return (await call<{ keys: Key[] }>("GET", "/api/keys")).keys;
}

export function createKey(name: string, scope: KeyScope): Promise<NewKey> {
  return call("POST", "/api/keys", { name, scope });
}

export function revokeKey(keyId: string): Promise<unknown> {
  return call("DELETE", `/api/keys/${encodeURIComponent(keyId)}`);
}
