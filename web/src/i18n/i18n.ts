/** The language in force: chosen here, else the browser's, else English. German is loaded when it is needed. */
import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "../ui/settings.ts";
import { en, type Messages } from "./en.ts";
import { createFormat, type Format } from "./format.ts";
import { type Units, unitsOf, USUAL_UNITS } from "./units.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface I18n {
  language: Language;
  t: Messages;
  f: Format;
  units: Units;
}

/** British English writes the 24-hour clock and day before month. */
const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE" };

/** Between two looks at the time zone, ms. */
const ZONE_MS = 15_000;

const listeners = new Set<() => void>();
let current: I18n = {
  language: "en",
  t: en,
  f: createFormat(LOCALES.en),
  units: unitsOf(readSetting("units")) ?? USUAL_UNITS,
};

export function useI18n(): I18n {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function setLanguage(language: Language): Promise<void> {
  const t = language === "de" ? (await import("./de.ts")).de : en;
  current = { ...current, language, t, f: createFormat(LOCALES[language]) };
  document.documentElement.lang = language;
  writeSetting("language", language);
  for (const listener of listeners) listener();
}

/** As the server keeps them for the person; kept here too, for the first picture of the next visit. */
export function setUnits(units: Units): void {
  const { acceleration, rotation } = units;
  writeSetting("units", `${acceleration} ${rotation}`);
  if (acceleration === current.units.acceleration && rotation === current.units.rotation) return;
  current = { ...current, units: { acceleration, rotation } };
  for (const listener of listeners) listener();
}

/** Somebody travels: times are written anew in the zone they are in now. @returns what ends it */
export function watchTimeZone(): () => void {
  let zone = timeZone();
  const look = (): void => {
    if (timeZone() === zone) return;
    zone = timeZone();
    current = { ...current, f: createFormat(LOCALES[current.language]) };
    for (const listener of listeners) listener();
  };
  const timer = setInterval(look, ZONE_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

function timeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The language of this visit, before the first render. */
export async function startLanguage(): Promise<void> {
  const wanted = readSetting("language") ?? navigator.language.slice(0, 2);
  const language = LANGUAGES.find((known) => known === wanted) ?? "en";
  if (language !== "en") await setLanguage(language);
}
