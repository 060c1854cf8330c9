/** What is worth a word to somebody who was not looking, from the log and from jobs that are over. */
import type { ErrorCode } from "@trajectory/protocols/errors.ts";
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { Messages } from "../i18n/en.ts";
import { fill } from "../i18n/fill.ts";
import type { Format } from "../i18n/format.ts";
import { namesOf } from "../portfolio/names.ts";
import { eventText } from "../rooms/now/event-text.ts";

/** Up to where a person has read: the log by its numbers, jobs by their ends, ms. */
export interface ReadPosition {
  seq: number;
  endedAt: number;
}

export interface Notification {
  id: string;
  /** ms */
  at: number;
  text: string;
  /** The room where more of it is. */
  to: string;
  unread: boolean;
}

export interface Told {
  /** Newest first. */
  news: readonly EventRecord[];
  jobs: ReadonlyMap<string, Job>;
}

/** Newest first. A job that its person cancelled is no news. */
export function notificationsOf(
  { news, jobs }: Told,
  read: ReadPosition,
  t: Messages,
  f: Format,
): Notification[] {
  const names = namesOf(undefined, t);
  const list: Notification[] = [];
  for (const event of news) {
    const { seq, at } = event;
    const text = event.type === "session_ended" ? sessionText(event, t, f) : eventText(event, names, t, f);
    list.push({ id: String(seq), at, text, to: roomOf(event), unread: seq > read.seq });
  }
  for (const job of jobs.values()) {
    const { id, endedAt } = job;
    if (endedAt === null || job.state === "cancelled") continue;
    const text = jobText(job, t);
    list.push({ id, at: endedAt, text, to: JOB_ROOMS[job.kind] ?? "/", unread: endedAt > read.endedAt });
  }
  return list.sort((a, b) => b.at - a.at);
}

/** With everything read that is told of. @param seq The newest event, also where it is no news */
export function allRead(seq: number, jobs: ReadonlyMap<string, Job>, read: ReadPosition): ReadPosition {
  const ends = [...jobs.values()].map(({ endedAt }) => endedAt ?? 0);
  return { seq, endedAt: Math.max(read.endedAt, ...ends) };
}

const JOB_ROOMS: Readonly<Record<string, string>> = {
  read_document: "/documents",
  analysis: "/plans",
  reembed_memory: "/memory",
};

function roomOf({ type, payload }: EventRecord): string {
  if (type === "reminder_fired") return "/life";
  if (type !== "session_ended") return "/";
  return `/session?session=${(payload as EventsOf<"session">["session_ended"]).sessionId}`;
}

function sessionText({ payload }: EventRecord, t: Messages, f: Format): string {
  const { ledger } = payload as EventsOf<"session">["session_ended"];
  const sum = (field: "stored" | "dropped" | "outstanding"): number =>
    ledger.reduce((total, line) => total + line[field], 0);
  return [
    f.plural(t.notifications.sessionEnded, sum("stored")),
    ...(sum("dropped") === 0 ? [] : [f.plural(t.notifications.dropped, sum("dropped"))]),
    ...(sum("outstanding") === 0 ? [] : [f.plural(t.notifications.outstanding, sum("outstanding"))]),
  ].join(", ");
}

function jobText({ kind, state, error }: Job, t: Messages): string {
  const what = (t.notifications.jobs as Readonly<Record<string, string>>)[kind] ?? kind;
  if (state === "done") return fill(t.notifications.done, { what });
  const message = t.errorCodes[error?.code as ErrorCode]?.message ?? error?.message ?? "";
  return fill(t.notifications.failed, { what, message });
}

/** From and to as "22:00" by this machine's clock. */
export interface QuietHours {
  from: string;
  to: string;
}

/** Over midnight where `to` is the earlier one; never where one is missing or both are the same. */
export function isQuiet({ from, to }: QuietHours, now: Date): boolean {
  if (from === "" || to === "" || from === to) return false;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}`;
  return from < to ? from <= time && time < to : from <= time || time < to;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
