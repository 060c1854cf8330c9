/** Numbers as words show them, and the check that a text shows no others. */
import type { Reference, ShownUnit } from "@trajectory/engine/insights/references.ts";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE" };
const DIGITS: Record<ShownUnit, number> = {
  share: 0,
  points: 1,
  "h/wk": 1,
  "eh/wk": 1,
  wk: 1,
  day: 0,
  level: 1,
  count: 0,
  r: 2,
};

/** Without its unit, except for percent: "84 %", "+6.5", "3.2". */
export function showNumber({ value, unit }: Pick<Reference, "value" | "unit">, language: Language): string {
  const percent = unit === "share" || unit === "points";
  const format = new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: DIGITS[unit],
    maximumFractionDigits: DIGITS[unit],
    signDisplay: unit === "points" ? "exceptZero" : "negative",
  });
  const shown = format.format(percent ? value * 100 : value).replace("-", "−");
  return unit === "share" ? `${shown} %` : shown;
}

const NUMBER = /[+−-]?\d(?:[\d.,]*\d)?(?:\s?%)?/g;
/** What may stand for a number in a sentence; ordinary words such as "one" and "a" are left out. */
const NUMBER_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|hundred|thousand|half(?!-life)|halves|twice|double|triple|third|quarter|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dutzend|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|halb(?!wertszeit)\w*|hälfte|doppel\w*|verdoppel\w*|dreifach\w*|drittel|viertel)\b/giu;

/** The numbers of a text in their order, names left out: these may hold digits of their own. */
export function numbersIn(text: string, names: readonly string[]): string[] {
  const bare = names
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, "·"), text);
  const figures = bare.match(NUMBER) ?? [];
  const words = bare.match(NUMBER_WORDS) ?? [];
  return [
    ...figures.map((figure) => figure.replaceAll(/\s/g, "").replace("-", "−")),
    ...words.map((word) => word.toLowerCase()),
  ];
}

/** Whether the text says no number that the original does not, nor in another order. */
export function keepsNumbers(text: string, original: string, names: readonly string[]): boolean {
  const allowed = numbersIn(original, names);
  let at = 0;
  for (const number of numbersIn(text, names)) {
    at = allowed.indexOf(number, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
