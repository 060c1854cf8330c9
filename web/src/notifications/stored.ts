/** How far each person has read, and the quiet hours: kept in this browser, on no other device. */
import type { QuietHours } from "@trajectory/protocols/notifications/kinds.ts";
import { useMemo, useSyncExternalStore } from "react";
import { forgetSetting, readSetting, writeSetting } from "../ui/settings.ts";
import type { ReadPosition } from "./notifications.ts";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const listeners = new Set<() => void>();

/** Another tab of this browser may write as well. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

export function useReadPosition(userId: string): ReadPosition {
  const text = useSyncExternalStore(subscribe, () => readSetting(`read.${userId}`)) ?? "";
  return useMemo(() => {
    const [seq = 0, endedAt = 0] = text.split(" ").map(Number);
    return { seq: Number.isFinite(seq) ? seq : 0, endedAt: Number.isFinite(endedAt) ? endedAt : 0 };
  }, [text]);
}

export function writeReadPosition(userId: string, { seq, endedAt }: ReadPosition): void {
  write(`read.${userId}`, `${seq} ${endedAt}`);
}

/** With the person's account. */
export function forgetReadPosition(userId: string): void {
  forgetSetting(`read.${userId}`);
}

export function useQuietHours(): QuietHours {
  const text = useSyncExternalStore(subscribe, () => readSetting("quiet")) ?? "";
  const [from = "", to = ""] = text.split(" ");
  return { from: TIME.test(from) ? from : "", to: TIME.test(to) ? to : "" };
}

export function writeQuietHours({ from, to }: QuietHours): void {
  write("quiet", `${from} ${to}`);
}

function write(...[name, value]: Parameters<typeof writeSetting>): void {
  writeSetting(name, value);
  for (const listener of listeners) listener();
}
