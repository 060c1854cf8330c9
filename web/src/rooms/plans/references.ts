/** How a number that something rests on is shown, and in which room it lives. */
import type { Reference } from "@trajectory/engine/insights/references.ts";
import type { Messages } from "../../i18n/en.ts";
import type { Format } from "../../i18n/format.ts";

export function referenceText({ value, unit }: Reference, t: Messages, f: Format): string {
  switch (unit) {
    case "share":
      return f.percent(value);
    case "points":
      return f.points(value);
    case "count":
      return f.number(value, 0);
    case "r":
      return f.number(value, 2);
    case "level":
      return `${f.number(value)} ${t.plans.levels}`;
    case "day":
      return f.plural(t.plans.days, value);
    case "h/wk":
    case "eh/wk":
    case "wk":
      return `${f.number(value)} ${t.units[unit]}`;
  }
}

/** The first that fits a path. */
const ROOMS: readonly [pattern: RegExp, room: string][] = [
  [/^(before|change)\.|^state\.eta\./, "/history"],
  [/^skills\.|\.requirements\./, "/skills"],
  [/^(features|claims|state\.body)\b/, "/session"],
  [/^(needs|load|reports)\.|^state\.(projects|gravity|required|escapeVelocity)\./, "/life"],
];

/** Undefined for what is a number of the sentence alone. */
export function roomOf({ path }: Reference): string | undefined {
  return ROOMS.find(([pattern]) => pattern.test(path))?.[1];
}
