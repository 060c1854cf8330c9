/** Devices that are told while no page is open. */
import type { NotificationKind, QuietHours } from "@trajectory/protocols/notifications/kinds.ts";
import { call } from "./http.ts";

export interface PushSettings {
  language: "en" | "de";
  /** IANA */
  timeZone: string;
  quiet: QuietHours | null;
  kinds: NotificationKind[];
}

export interface PushDevice extends PushSettings {
  subscriptionId: string;
  endpoint: string;
  /** Host of the push service. */
  service: string;
  label: string;
  /** ms */
  createdAt: number;
  sentAt: number | null;
  failure: { at: number; why: "unreachable" | "refused" | "expired" | "crowded_out" } | null;
}

export interface PushKeys {
  p256dh: string;
  auth: string;
}

export async function getPushKey(): Promise<string> {
  return (await call<{ key: string }>("GET", "/api/push/key")).key;
}

/** Oldest first. */
export async function getPushDevices(): Promise<readonly PushDevice[]> {
  return (await call<{ subscriptions: PushDevice[] }>("GET", "/api/push/subscriptions")).subscriptions;
}

/** What is left out stays. */
export function putPushDevice(
  device: { endpoint: string; keys: PushKeys; label?: string; replaces?: string } & Partial<PushSettings>,
): Promise<PushDevice> {
  return call("PUT", "/api/push/subscriptions", device);
}

export function removePushDevice(subscriptionId: string, signal?: AbortSignal): Promise<unknown> {
  return call("DELETE", `/api/push/subscriptions/${encodeURIComponent(subscriptionId)}`, undefined, signal);
}

export function testPushDevice(subscriptionId: string): Promise<unknown> {
  return call("POST", `/api/push/subscriptions/${encodeURIComponent(subscriptionId)}/test`);
}
