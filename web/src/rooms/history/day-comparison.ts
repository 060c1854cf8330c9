/** Days over one another: which ones, their lines, and how they differ. */

/** As many as the server lays over one another. */
export const MOST_DAYS = 4;
const DAY_MS = 86_400_000;

/** Those of the address; without any the day before and the day itself. Not sorted: the others are compared with the first. */
export function chosenDays(asked: string | null, today: string): string[] {
  const named = [...new Set((asked ?? "").split(","))].filter(isDay).slice(0, MOST_DAYS);
  return named.length > 0 ? named : [dayBefore(today, 1), today];
}

/** @param text such as 2026-10-25 */
export function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return ms >= 0 && new Date(ms).toISOString().slice(0, 10) === text;
}

export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}

export function dayText(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

/** 59 steps of 15 minutes are 14:45. */
export function clockText(step: number, minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor((step * minutes) / 60))}:${two((step * minutes) % 60)}`;
}

export interface Scale {
  low: number;
  high: number;
}

/** From the least to the greatest, with something around it where all are alike. */
export function scaleOf(values: readonly (readonly (number | null)[])[]): Scale | undefined {
  const known = values.flat().filter((value) => value !== null);
  if (known.length === 0) return undefined;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = high === low ? Math.max(Math.abs(high) * 0.1, 0.01) : (high - low) * 0.06;
  return { low: low - margin, high: high + margin };
}

export interface DayPaths {
  line: string;
  /** Values that have no neighbour. */
  dots: string;
}

/** Paths in a box of 1 by 1 with y pointing down; the line breaks where nothing is known. */
export function dayPaths(values: readonly (number | null)[], { low, high }: Scale): DayPaths {
  const paths = { line: "", dots: "" };
  const known = (i: number): boolean => (values[i] ?? null) !== null;
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const x = ((i + 0.5) / values.length).toFixed(5);
    const y = (1 - (value - low) / (high - low)).toFixed(5);
    if (known(i - 1)) paths.line += `L${x} ${y}`;
    else if (known(i + 1)) paths.line += `M${x} ${y}`;
    else paths.dots += `M${x} ${y}h0`;
  }
  return paths;
}

export interface Difference {
  /** Mean of the first day, of the other, and of the differences, over the times that both have. */
  first: number;
  other: number;
  mean: number;
  /** Times of the clock that both have. */
  times: number;
}

/** Of each day after the first one; undefined where they have no time of the clock in common. */
export function differencesOf(values: readonly (readonly (number | null)[])[]): (Difference | undefined)[] {
  const [first = [], ...others] = values;
  return others.map((other) => {
    const pairs = first.flatMap((a, i) => {
      const b = other[i] ?? null;
      return a === null || b === null ? [] : [{ a, b }];
    });
    if (pairs.length === 0) return undefined;
    const mean = (of: (pair: { a: number; b: number }) => number): number =>
      pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
    return {
      first: mean(({ a }) => a),
      other: mean(({ b }) => b),
      mean: mean(({ a, b }) => b - a),
      times: pairs.length,
    };
  });
}
