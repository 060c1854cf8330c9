/** Numbers, times and counts as a language writes them. */
import type { TimeTick } from "../charts/time-ticks.ts";
import { isDoubled } from "./doubled-hour.ts";
import { fill, type Slots } from "./fill.ts";

export interface Plural {
  one: string;
  other: string;
}

export interface Format {
  locale: string;
  number(value: number, digits?: number): string;
  /** With a sign, also for gains. */
  signed(value: number, digits?: number): string;
  /** 0.844 → "84 %" */
  percent(value: number, digits?: number): string;
  /** 0.56, 1.13 → "56–113 %" */
  percentRange(low: number, high: number): string;
  /** Percentage points with a sign: 0.0649 → "+6.5". */
  points(value: number): string;
  /** Times of the hour that comes twice when clocks are put back have their zone behind them. */
  time(ms: number): string;
  /** With hundredths of a second. */
  timeFine(ms: number): string;
  dateTime(ms: number): string;
  date(ms: number): string;
  /** At an axis: "18:00", "24 Nov", "Nov 2026" or "2026". */
  tick(tick: TimeTick): string;
  /** A short length of time: "0.4 s", "3 min". */
  duration(ms: number): string;
  /** A length of time to the second: "2:05", "1:02:05". */
  length(ms: number): string;
  plural(forms: Plural, count: number, slots?: Slots): string;
}

export function createFormat(locale: string): Format {
  const plurals = new Intl.PluralRules(locale);
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const fine = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 2,
    hourCycle: "h23",
  });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  const ticks: Record<TimeTick["shows"], Intl.DateTimeFormat> = {
    clock: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }),
    month: new Intl.DateTimeFormat(locale, { month: "short", year: "numeric" }),
    year: new Intl.DateTimeFormat(locale, { year: "numeric" }),
  };
  const zone = new Intl.DateTimeFormat(locale, { timeZoneName: "short" });
  const formatters = new Map<string, Intl.NumberFormat>();

  function formatter(digits: number, signed: boolean): Intl.NumberFormat {
    const key = `${digits}${signed}`;
    let found = formatters.get(key);
    if (found === undefined) {
      found = new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: signed ? "exceptZero" : "negative",
      });
      formatters.set(key, found);
    }
    return found;
  }

  /** The minus sign of print, as wide as the plus. */
  function number(value: number, digits = 1): string {
    return formatter(digits, false).format(value).replace("-", "−");
  }

  function signed(value: number, digits = 1): string {
    return formatter(digits, true).format(value).replace("-", "−");
  }

  /** Which of the two it is, in the hour that comes twice: " CEST". */
  function zoneOf(ms: number): string {
    if (!isDoubled(ms)) return "";
    const name = zone.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value;
    return name === undefined ? "" : ` ${name}`;
  }

  function duration(ms: number): string {
    if (ms < 9_950) return `${number(ms / 1_000, 1)} s`;
    if (ms < 99_500) return `${number(ms / 1_000, 0)} s`;
    if (ms < 5_970_000) return `${number(ms / 60_000, 0)} min`;
    return `${number(ms / 3_600_000, 0)} h`;
  }

  return {
    locale,
    number,
    signed,
    percent: (value, digits = 0) => `${number(value * 100, digits)} %`,
    percentRange: (low, high) => `${number(low * 100, 0)}–${number(high * 100, 0)} %`,
    points: (value) => signed(value * 100, 1),
    time: (ms) => time.format(ms) + zoneOf(ms),
    timeFine: (ms) => fine.format(ms) + zoneOf(ms),
    date: (ms) => date.format(ms),
    dateTime: (ms) => dateTime.format(ms) + zoneOf(ms),
    tick: ({ time: ms, shows }) => ticks[shows].format(ms) + (shows === "clock" ? zoneOf(ms) : ""),
    duration,
    length: lengthText,
    plural: (forms, count, slots = {}) =>
      fill(plurals.select(count) === "one" ? forms.one : forms.other, { count: number(count, 0), ...slots }),
  };
}

function lengthText(ms: number): string {
  // Ten seconds less a rounding are ten seconds.
  const seconds = Math.max(0, Math.floor(Math.round(ms / 10) / 100));
  const two = (value: number): string => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}:${two(seconds)}` : `${hours}:${two(minutes)}:${two(seconds)}`;
}
