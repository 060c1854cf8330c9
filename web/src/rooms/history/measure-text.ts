/** What a channel or feature is called, and its unit, in the language of the page. */
import type { Format } from "../../i18n/format.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";
import { shownUnit, type Units } from "../../i18n/units.ts";

export interface MeasureText {
  name: string;
  /** As it is shown; "" where there is none. */
  unit: string;
  /** What a value is multiplied with to be shown. */
  factor: number;
}

/** Names that the catalogue does not know stay as the device gave them. @param unit that the server says */
export function measureText(t: Messages, units: Units, name: string, unit = ""): MeasureText {
  if (name === "eta") return { name: t.measures.eta, unit: "%", factor: 100 };
  const features: Readonly<Record<string, { name: string; unit: string }>> = t.measures.features;
  const feature = features[name];
  if (feature !== undefined) return { name: feature.name, ...shown(feature.unit, units) };
  const [kind = "", quantity = "", axis] = name.split(".");
  const channels: Readonly<Record<string, string>> = t.measures.channels;
  const channel = channels[quantity] ?? channels[kind];
  const plainUnit = shown(unit === "1" ? "" : unit, units);
  if (channel === undefined) return { name, ...plainUnit };
  return {
    name: axis === undefined ? channel : fill(t.measures.axis, { channel, axis }),
    ...plainUnit,
  };
}

function shown(unit: string, units: Units): Pick<MeasureText, "unit" | "factor"> {
  const { text, factor } = shownUnit(unit, units);
  return { unit: text, factor };
}

/** A value with its unit; η in percent. */
export function measured(f: Format, name: string, { unit, factor }: MeasureText, value: number): string {
  if (name === "eta") return f.percent(value, 1);
  return `${f.number(factor * value, 2)}${unit === "" ? "" : ` ${unit}`}`;
}

/** The same of a difference: with its sign, and η in points. */
export function differenceText(
  f: Format,
  name: string,
  { unit, factor }: MeasureText,
  value: number,
  points: string,
): string {
  if (name === "eta") return `${f.points(value)} ${points}`;
  return `${f.signed(factor * value, 2)}${unit === "" ? "" : ` ${unit}`}`;
}
