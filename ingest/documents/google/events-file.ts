/** Events as Google Calendar lists them, with recurrences expanded, as a calendar file (ICS, RFC 5545). */

/** https://developers.google.com/workspace/calendar/api/v3/reference/events */
export interface GoogleEvent {
  id: string;
  status?: string;
  summary?: string;
  transparency?: string;
  /** Instances of one series share it. */
  recurringEventId?: string;
  start?: GoogleTime;
  end?: GoogleTime;
  attendees?: { self?: boolean; responseStatus?: string }[];
}

/** A day, or a moment with its distance from UTC (RFC 3339). */
interface GoogleTime {
  date?: string;
  dateTime?: string;
}

/** In UTC, such as 20260105T090000Z. */
interface Timed {
  id: string;
  name: string;
  start: string;
  end: string;
  lengthMs: number;
}

/** The same events give the same file. @throws RangeError of a time that is none */
export function eventsFile(events: readonly GoogleEvent[]): string {
  const lines: string[] = [];
  const series = new Map<string, Timed[]>();
  for (const event of events) {
    const { start, end, recurringEventId } = event;
    if (start?.date !== undefined && end?.date !== undefined) {
      lines.push(...wholeDay(event, start.date, end.date));
      continue;
    }
    // What was cancelled may come without its times.
    if (start?.dateTime === undefined || end?.dateTime === undefined) continue;
    const one = timed(event, start.dateTime, end.dateTime);
    if (isFree(event)) lines.push(...block(one, ["TRANSP:TRANSPARENT"]));
    else if (recurringEventId === undefined) lines.push(...block(one, []));
    else
      series.set(recurringEventId, [
        ...(series.get(recurringEventId) ?? []),
        { ...one, id: recurringEventId },
      ]);
  }
  for (const instances of series.values()) lines.push(...recurring(instances));
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//TrajectoryOS//EN", ...lines, "END:VCALENDAR", ""].join(
    "\r\n",
  );
}

/** Recurs, even where one instance only is in the time that was asked for. */
function recurring([first, ...more]: readonly Timed[]): string[] {
  if (first === undefined) return [];
  const times = more.map(({ start }) => `RDATE:${start}`);
  const moved = more.filter(({ lengthMs }) => lengthMs !== first.lengthMs);
  return [
    ...block(first, ["RRULE:FREQ=DAILY;COUNT=1", ...times]),
    ...moved.flatMap((one) => block(one, [`RECURRENCE-ID:${one.start}`])),
  ];
}

function timed({ id, summary = "" }: GoogleEvent, from: string, to: string): Timed {
  const [start, end] = [new Date(from), new Date(to)];
  return {
    id,
    name: summary,
    start: moment(start),
    end: moment(end),
    lengthMs: end.getTime() - start.getTime(),
  };
}

function wholeDay(event: GoogleEvent, from: string, to: string): string[] {
  const [start, end] = [day(from), day(to)];
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(event.id)}`,
    `SUMMARY:${escaped(event.summary ?? "")}`,
    `DTSTART;VALUE=DATE:${start}`,
    `DTEND;VALUE=DATE:${end}`,
    ...(isFree(event) ? ["TRANSP:TRANSPARENT"] : []),
    "END:VEVENT",
  ];
}

function block({ id, name, start, end }: Timed, more: readonly string[]): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(id)}`,
    `SUMMARY:${escaped(name)}`,
    `DTSTART:${start}`,
    `DTEND:${end}`,
    ...more,
    "END:VEVENT",
  ];
}

/** Cancelled, shown as free, or declined. */
function isFree({ status, transparency, attendees = [] }: GoogleEvent): boolean {
  const declined = attendees.some(
    ({ self, responseStatus }) => self === true && responseStatus === "declined",
  );
  return status === "cancelled" || transparency === "transparent" || declined;
}

function moment(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

function day(date: string): string {
  return new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10).replaceAll("-", "");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}
