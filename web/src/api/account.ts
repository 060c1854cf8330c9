/** What a person does with their account as a whole. */
import type { Units } from "../i18n/units.ts";
import { call } from "./http.ts";

export interface PersonSettings {
  /** IANA; null: UTC. */
  timeZone: string | null;
  units: Units;
}

export function getSettings(): Promise<PersonSettings> {
  return call("GET", "/api/settings");
}

/** What is left out stays. */
export function putSettings(settings: Partial<PersonSettings>): Promise<PersonSettings> {
  return call("PUT", "/api/settings", settings);
}

/** For ever. `erasing`: nobody can sign in any more, and the rest is going. @throws ApiError */
export function deleteAccount(password: string): Promise<{ state: "erased" | "erasing" }> {
  return call("DELETE", "/api/account", { password });
}
