/** A calendar file (ICS) as the hours a week it takes: what recurs, and what else is planned. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { DocumentText, Stated } from "../document.ts";
import { pagesOf } from "../pages.ts";
import { readApart, unreadable } from "../apart/read-apart.ts";
import type { CalendarOrder, CalendarReport } from "./messages.ts";

const WEEK_MS = 7 * 86_400_000;
/** Averaged over so many weeks from now on. */
const WEEKS = 8;
const BOUNDS = { longestMs: 20_000, mostMb: 640 };
const SCRIPT = new URL("./calendar-process.ts", import.meta.url);
/** By themselves; what else takes place is one entry. */
const MOST_NAMED = 8;
const LEAST_HOURS = 0.25;
const FIXED = 0.1;
const MOVABLE = 0.5;

/** @throws ProtocolError `document_unreadable`, `document_too_large` */
export async function readCalendar(
  content: Uint8Array,
  now: number,
  signal: AbortSignal,
  bounds = BOUNDS,
): Promise<DocumentText> {
  const order: CalendarOrder = {
    content,
    from: now,
    to: now + WEEKS * WEEK_MS,
  };
  for await (const report of readApart<CalendarReport>(SCRIPT, order, signal, bounds)) {
    if ("refused" in report) throw refusal(report);
    return documentOf(report);
  }
  throw unreadable("Its reading broke off.");
}

function documentOf(report: Exclude<CalendarReport, { refused: string }>): DocumentText {
  const { commitments, busyHours, wholeDays, long, free } = report;
  const all = commitments.reduce((sum, { hours }) => sum + hours, 0);
  // What overlaps is shared out, so that the parts make up the hours in which anything takes place.
  const share = all === 0 ? 1 : busyHours / all;
  const weekly = commitments.map((one) => ({ ...one, perWeek: (one.hours * share) / WEEKS }));
  const named = weekly.filter(({ recurs, perWeek }) => recurs && perWeek >= LEAST_HOURS).slice(0, MOST_NAMED);
  const others = weekly.filter((one) => !named.includes(one));
  const rest = others.reduce((sum, { perWeek }) => sum + perWeek, 0);
  const entries = named.map(({ name, perWeek, times }) => ({
    name,
    perWeek,
    flexibility: FIXED,
    quote: `${name}: ${perWeek.toFixed(1)} hours per week (${times} times in ${WEEKS} weeks).`,
  }));
  if (rest >= LEAST_HOURS) {
    entries.push({
      name: "Other appointments",
      perWeek: rest,
      flexibility: MOVABLE,
      quote: `Other appointments: ${rest.toFixed(1)} hours per week (${others.length} of them).`,
    });
  }
  const heading = `The next ${WEEKS} weeks: ${(busyHours / WEEKS).toFixed(1)} hours per week are taken.`;
  const stated: Stated[] = entries.map(({ name, perWeek, flexibility, quote }) => ({
    kind: "hours",
    page: 1,
    quote,
    name,
    hoursPerWeek: Math.round(perWeek * 10) / 10,
    flexibility,
  }));
  const left = [
    [wholeDays, "whole-day events"],
    [long, "events longer than a day"],
    [free, "events that are cancelled or shown as free"],
  ] as const;
  const notices = left
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what} do not count as hours.`);
  return {
    pages: pagesOf([[heading, ...entries.map(({ quote }) => quote)].join("\n")]),
    notices,
    stated,
    prose: false,
  };
}

function refusal(report: Extract<CalendarReport, { refused: string }>): ProtocolError {
  switch (report.refused) {
    case "too_often":
      return new ProtocolError(
        "document_too_large",
        `“${report.name}” recurs more often than a calendar can hold.`,
      );
    case "too_many":
      return new ProtocolError("document_too_large", "The calendar has more than 20000 events.");
    case "broken":
      return unreadable(`The calendar is damaged (${report.message}).`);
  }
}
