import type { MemoryItem } from "../../api/memory.ts";
import { type Language, LANGUAGES } from "../../i18n/i18n.ts";

/** What is shown of an item. An insight is kept in every language, a line each in the order of `LANGUAGES`. */
export function itemText({ kind, text }: Pick<MemoryItem, "kind" | "text">, language: Language): string {
  if (kind !== "insight") return text;
  const lines = text.split("\n");
  return lines.length === LANGUAGES.length ? (lines[LANGUAGES.indexOf(language)] ?? text) : text;
}
