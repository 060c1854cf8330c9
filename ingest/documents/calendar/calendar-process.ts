/** Expands a calendar file in a process of its own: a rule of recurrence can keep a machine busy for ever. */
import ICAL from "ical.js";
import { onOrder, say } from "../apart/child.ts";
import type { CalendarOrder, CalendarReport } from "./messages.ts";
import { type Occurrence, summarised } from "./occurrences.ts";

const MOST_EVENTS = 20_000;
/** Of one rule, and of all together, from the first on. */
const MOST_TIMES = 20_000;
const MOST_TIMES_TOGETHER = 200_000;
const MOST_COUNT = 100_000;
const DAY_MS = 86_400_000;

class Refusal extends Error {
  readonly report: CalendarReport;

  constructor(report: CalendarReport) {
    super("The calendar is refused.");
    this.report = report;
  }
}

function read({ content, from, to }: CalendarOrder): CalendarReport {
  const parsed = ICAL.parse(new TextDecoder().decode(content)) as unknown;
  const roots = (Array.isArray((parsed as unknown[])[0]) ? parsed : [parsed]) as ConstructorParameters<
    typeof ICAL.Component
  >[0][];
  const components = roots.flatMap((root) => new ICAL.Component(root).getAllSubcomponents("vevent"));
  if (components.length > MOST_EVENTS) throw new Refusal({ refused: "too_many" });
  const changed = Map.groupBy(
    components.filter((one) => one.hasProperty("recurrence-id")),
    (one) => textOf(one, "uid"),
  );
  const occurrences: Occurrence[] = [];
  const left = { wholeDays: 0, long: 0, free: 0 };
  let together = 0;
  for (const component of components) {
    if (component.hasProperty("recurrence-id") || !component.hasProperty("dtstart")) continue;
    const name = textOf(component, "summary").trim().slice(0, 100) || "Without a title";
    refuseTooOften(component, name);
    if (isFree(component)) {
      left.free += 1;
      continue;
    }
    const event = new ICAL.Event(component, {
      exceptions: changed.get(textOf(component, "uid")) ?? [],
      strictExceptions: false,
    });
    if (event.startDate.isDate) {
      left.wholeDays += 1;
      continue;
    }
    if (event.duration.toSeconds() * 1_000 > DAY_MS) {
      left.long += 1;
      continue;
    }
    const recurs = event.isRecurring();
    const id = event.uid || name;
    if (!recurs) {
      add(occurrences, { id, name, recurs, start: event.startDate, end: event.endDate }, from, to);
      continue;
    }
    const iterator = event.iterator();
    for (let times = 0; ; times++) {
      if (times > MOST_TIMES || ++together > MOST_TIMES_TOGETHER)
        throw new Refusal({ refused: "too_often", name });
      // Undefined behind the last one.
      const next = iterator.next() as ICAL.Time | null | undefined;
      if (next === null || next === undefined || next.toUnixTime() * 1_000 > to) break;
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      if (!isFree(item.component))
        add(occurrences, { id, name, recurs, start: startDate, end: endDate }, from, to);
    }
  }
  return { ...summarised(occurrences), ...left };
}

function refuseTooOften(component: ICAL.Component, name: string): void {
  for (const property of component.getAllProperties("rrule")) {
    const { freq, count } = property.getFirstValue() as ICAL.Recur;
    if (freq === "SECONDLY" || freq === "MINUTELY" || (count ?? 0) > MOST_COUNT)
      throw new Refusal({ refused: "too_often", name });
  }
  if (component.getAllProperties("rdate").length > MOST_TIMES)
    throw new Refusal({ refused: "too_often", name });
}

/** Cancelled, or shown as free. */
function isFree(component: ICAL.Component): boolean {
  return (
    /^transparent$/i.test(textOf(component, "transp")) || /^cancelled$/i.test(textOf(component, "status"))
  );
}

function textOf(component: ICAL.Component, property: string): string {
  return String(component.getFirstPropertyValue(property) ?? "");
}

function add(
  occurrences: Occurrence[],
  { start, end, ...what }: { id: string; name: string; recurs: boolean; start: ICAL.Time; end: ICAL.Time },
  from: number,
  to: number,
): void {
  const span = { start: start.toUnixTime() * 1_000, end: end.toUnixTime() * 1_000 };
  if (span.end > from && span.start < to && span.end > span.start) occurrences.push({ ...what, ...span });
}

function reported(order: CalendarOrder): CalendarReport {
  try {
    return read(order);
  } catch (error) {
    if (error instanceof Refusal) return error.report;
    return { refused: "broken", message: (error as Error).message.slice(0, 200) };
  }
}

onOrder(async (order) => say(reported(order as CalendarOrder)));
