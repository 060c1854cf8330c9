/** Light, dark, or as the system has it. */
import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "./settings.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const listeners = new Set<() => void>();

function currentTheme(): Theme {
  return THEMES.find((theme) => theme === readSetting("theme")) ?? "system";
}

export function setTheme(theme: Theme): void {
  writeSetting("theme", theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back when the colours of the page change, by choice or by the system. */
export function onColoursChange(listener: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", listener);
  const stop = subscribe(listener);
  return () => {
    system.removeEventListener("change", listener);
    stop();
  };
}
