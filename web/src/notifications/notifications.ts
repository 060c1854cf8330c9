/** What is worth a word to somebody who was not looking, from the log and from jobs that are over. */
import type { ErrorCode } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { writeEvent, writeJob } from "@trajectory/protocols/notifications/write.ts";
import type { Messages } from "../i18n/en.ts";
import type { Format } from "../i18n/format.ts";

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
  const words = t.notifications.sentences;
  const list: Notification[] = [];
  for (const event of news) {
    const { seq, at } = event;
    const { text, to } = writeEvent(event, words, f);
    list.push({ id: String(seq), at, text, to, unread: seq > read.seq });
  }
  for (const job of jobs.values()) {
    const { id, endedAt } = job;
    if (endedAt === null || job.state === "cancelled") continue;
    const { text, to } = writeJob(job, words, reasonOf(job, t));
    list.push({ id, at: endedAt, text, to, unread: endedAt > read.endedAt });
  }
  return list.sort((a, b) => b.at - a.at);
}

/** With everything read that is told of. @param seq The newest event, also where it is no news */
export function allRead(seq: number, jobs: ReadonlyMap<string, Job>, read: ReadPosition): ReadPosition {
  const ends = [...jobs.values()].map(({ endedAt }) => endedAt ?? 0);
  return { seq, endedAt: Math.max(read.endedAt, ...ends) };
}

function reasonOf({ error }: Job, t: Messages): string {
  return t.errorCodes[error?.code as ErrorCode]?.message ?? error?.message ?? "";
}

/** What the clock of this machine shows, "06:59". */
export function clockOf(now: Date): string {
  return `${two(now.getHours())}:${two(now.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
