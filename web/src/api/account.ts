/** What a person does with their account as a whole. */
import { type Units, USUAL_UNITS } from "../i18n/units.ts";
import { call } from "./http.ts";

export interface PersonSettings {
  /** IANA; null: UTC. */
  timeZone: string | null;
  units: Units;
}

export async function getSettings(): Promise<PersonSettings> {
  return settingsOf(await call("GET", "/api/settings"));
}

/** What is left out stays. */
export async function putSettings(settings: Partial<PersonSettings>): Promise<PersonSettings> {
  return settingsOf(await call("PUT", "/api/settings", settings));
}

/** What a server that is older than this page does not know of yet, is as usual. */
export function settingsOf(answer: Partial<PersonSettings>): PersonSettings {
  return { timeZone: answer.timeZone ?? null, units: { ...USUAL_UNITS, ...answer.units } };
}

/** For ever. `erasing`: nobody can sign in any more, and the rest is going. @throws ApiError */
export function deleteAccount(password: string): Promise<{ state: "erased" | "erasing" }> {
  return call("DELETE", "/api/account", { password });
}
