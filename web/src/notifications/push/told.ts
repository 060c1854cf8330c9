/** What this browser has told the server of itself: whose device it is, and how it wants to be told. */
import type { QuietHours } from "@trajectory/protocols/notifications/kinds.ts";
import type { PushSettings } from "../../api/push.ts";
import { forgetSetting, readSetting, writeSetting } from "../../ui/settings.ts";

/** Of the browser itself; which kinds is asked of its person. */
export type OwnSettings = Omit<PushSettings, "kinds">;

export interface Told {
  userId: string;
  subscriptionId: string;
  endpoint: string;
  settings: OwnSettings;
}

/** Undefined where this browser is not pushed to, as far as it knows. */
export function readTold(): Told | undefined {
  try {
    return JSON.parse(readSetting("push") ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeTold(told: Told): void {
  writeSetting("push", JSON.stringify(told));
}

export function forgetTold(): void {
  forgetSetting("push");
}

export function ownSettings(language: PushSettings["language"], { from, to }: QuietHours): OwnSettings {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const quiet = from === "" || to === "" || from === to ? null : { from, to };
  return { language, timeZone, quiet };
}
