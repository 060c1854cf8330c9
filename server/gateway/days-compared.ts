/**
 * Days over one another by what the clock on the wall showed. In the night in which clocks go forward an hour is missing,
 * and stays empty; where they go back the hour that came twice is one, of both.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type TimeZone, timeZoneOf } from "../time-zone.ts";
import type { SummaryPeriod } from "./signal-history.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
export const SLOT_MINUTES = 15;
const SLOT_MS = SLOT_MINUTES * MINUTE_MS;
const SLOTS = DAY_MS / SLOT_MS;

/** A day of a time zone. */
export interface LocalDay {
  /** YYYY-MM-DD */
  day: string;
  /** ms */
  from: number;
  to: number;
  /** The quarter hours of it, in order of time, as spans of real time. */
  parts: { from: number; to: number; slot: number }[];
}

/** Of a day and its quarter hours. */
export interface DayValues {
  day: LocalDay;
  /** As many as its parts; undefined: it has no value, or has not begun. */
  eta: readonly (number | undefined)[];
  periods: readonly SummaryPeriod[];
}

export interface Measure {
  name: string;
  kind: "eta" | "channel" | "feature";
  unit: string;
  /** A list per day, a value per quarter hour of the clock; null: nothing is known. */
  values: (number | null)[][];
}

/** @throws ProtocolError `invalid_input` for days and zones that there are not */
export function localDaysOf(days: readonly string[], tz: string): LocalDay[] {
  const zone = timeZoneOf(tz);
  if (new Set(days).size < days.length) throw refuse("Each day can be there once.");
  return days.map((day) => {
    const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
    // 31 June would be 1 July.
    if (!Number.isInteger(number) || number < 0 || nameOf(number) !== day) {
      throw refuse(`There is no day ${day}.`);
    }
    const [from, to] = [zone.startOf(number), zone.startOf(number + 1)];
    return { day, from, to, parts: partsOf(zone, from, to) };
  });
}

/** Everything that at least one of the days knows, η first. */
export function measuresOf(days: readonly DayValues[]): Measure[] {
  const eta: Measure = {
    name: "eta",
    kind: "eta",
    unit: "1",
    values: days.map(({ day, eta: known }) =>
      bySlot(day.parts.map(({ slot }, i) => ({ slot, value: known[i], weight: 1 }))),
    ),
  };
  const others = new Map<string, Measure & { seen: Seen[][] }>();
  for (const [i, { day, periods }] of days.entries()) {
    const slotAt = new Map(day.parts.map(({ from, slot }) => [from, slot]));
    for (const { from, channels, features } of periods) {
      const slot = slotAt.get(from);
      if (slot === undefined) continue;
      const see = (
        name: string,
        kind: Measure["kind"],
        unit: string,
        value: number,
        weight: number,
      ): void => {
        const held = others.get(name) ?? { name, kind, unit, values: [], seen: days.map(() => []) };
        others.set(name, held);
        held.seen[i]?.push({ slot, value, weight });
      };
      for (const { channel, unit, mean, count } of channels) see(channel, "channel", unit, mean, count);
      for (const { feature, mean, windows } of features) see(feature, "feature", "", mean, windows);
    }
  }
  const measured = [...others.values()].map(({ seen, ...rest }) => ({ ...rest, values: seen.map(bySlot) }));
  const known = eta.values.some((values) => values.some((value) => value !== null)) ? [eta] : [];
  return [...known, ...measured.toSorted((a, b) => (a.name < b.name ? -1 : 1))];
}

interface Seen {
  slot: number;
  value: number | undefined;
  weight: number;
}

/** The weighted mean of each quarter hour of the clock. */
function bySlot(seen: readonly Seen[]): (number | null)[] {
  const sums = Array.from({ length: SLOTS }, () => ({ sum: 0, weight: 0 }));
  for (const { slot, value, weight } of seen) {
    const held = sums[slot];
    if (held === undefined || value === undefined) continue;
    held.sum += value * weight;
    held.weight += weight;
  }
  return sums.map(({ sum, weight }) => (weight === 0 ? null : sum / weight));
}

/** From quarter to quarter as the wall clock shows them, so that a jump of half an hour is right too. */
function partsOf(zone: TimeZone, from: number, to: number): LocalDay["parts"] {
  const parts: LocalDay["parts"] = [];
  for (let at = from; at < to;) {
    const wall = zone.wallAt(at);
    const end = Math.min(to, at + SLOT_MS - (wall % SLOT_MS));
    parts.push({ from: at, to: end, slot: Math.floor((wall % DAY_MS) / SLOT_MS) });
    at = end;
  }
  return parts;
}

function nameOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function refuse(message: string): ProtocolError {
  return new ProtocolError("invalid_input", message, { field: "days" });
}
