/** What a channel or feature is called, and its unit, in the language of the page. */
import type { Format } from "../../i18n/format.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";

export interface MeasureText {
  name: string;
  /** "" where there is none. */
  unit: string;
}

/** Names that the catalogue does not know stay as the device gave them. */
export function measureText(t: Messages, name: string, unit = ""): MeasureText {
  if (name === "eta") return { name: t.measures.eta, unit: "%" };
  const features: Readonly<Record<string, MeasureText>> = t.measures.features;
  const feature = features[name];
  if (feature !== undefined) return feature;
  const [kind = "", quantity = "", axis] = name.split(".");
  const channels: Readonly<Record<string, string>> = t.measures.channels;
  const channel = channels[quantity] ?? channels[kind];
  const plainUnit = unit === "1" ? "" : unit;
  if (channel === undefined) return { name, unit: plainUnit };
  return {
    name: axis === undefined ? channel : fill(t.measures.axis, { channel, axis }),
    unit: plainUnit,
  };
}

/** A value with its unit; η in percent. */
export function measured(f: Format, name: string, unit: string, value: number): string {
  if (name === "eta") return f.percent(value, 1);
  return `${f.number(value, 2)}${unit === "" ? "" : ` ${unit}`}`;
}

/** The same of a difference: with its sign, and η in points. */
export function differenceText(f: Format, name: string, unit: string, value: number, points: string): string {
  if (name === "eta") return `${f.points(value)} ${points}`;
  return `${f.signed(value, 2)}${unit === "" ? "" : ` ${unit}`}`;
}
