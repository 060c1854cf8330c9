import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { isQuiet } from "@trajectory/protocols/notifications/kinds.ts";
import { describe, expect, it } from "vitest";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { createFormat } from "../i18n/format.ts";
import { allRead, clockOf, notificationsOf, type ReadPosition } from "./notifications.ts";

const SESSION = "00000000-0000-4000-8000-000000000001";
const NOTHING: ReadPosition = { seq: 0, endedAt: 0 };
const f = createFormat("en-GB");

function event(seq: number, type: string, payload: unknown): EventRecord {
  return {
    userId: "u",
    seq,
    actor: type === "session_ended" ? "session" : "life",
    type,
    at: seq * 1_000,
    commandId: "c",
    machineVersion: 1,
    payload,
  };
}

function job(id: string, change: Partial<Job>): Job {
  return {
    id,
    kind: "read_document",
    subject: "d",
    state: "done",
    share: 1,
    step: "",
    attempt: 1,
    error: null,
    createdAt: 0,
    endedAt: 1_000,
    ...change,
  };
}

function jobsOf(...jobs: Job[]): ReadonlyMap<string, Job> {
  return new Map(jobs.map((one) => [one.id, one]));
}

function textsOf(news: readonly EventRecord[], jobs = jobsOf()): string[] {
  return notificationsOf({ news, jobs }, NOTHING, en, f).map(({ text }) => text);
}

function ended(seq: number, ...lines: { stored: number; dropped: number; outstanding: number }[]) {
  const ledger = lines.map((line, stream) => {
    return { stream, captured: line.stored + line.dropped + line.outstanding, ...line };
  });
  return event(seq, "session_ended", { sessionId: SESSION, endedAt: seq * 1_000, ledger });
}

describe("notificationsOf", () => {
  it("tells of crossings and reminders in the words of the log, each with its room", () => {
    const news = [
      event(3, "reminder_fired", { reminderId: "r", text: "Call the bank", due: 1 }),
      event(2, "escape_index_changed", { from: "bound", to: "escaped", eta: 1.02 }),
    ];
    expect(notificationsOf({ news, jobs: jobsOf() }, NOTHING, en, f)).toEqual([
      { id: "3", at: 3_000, text: "Reminder: “Call the bank”", to: "/life", unread: true },
      { id: "2", at: 2_000, text: "From bound to escaped: η is 102 %", to: "/", unread: true },
    ]);
  });

  it("says of a session what is outstanding and dropped, over all its streams, and only then", () => {
    const whole = ended(1, { stored: 1_200, dropped: 0, outstanding: 0 });
    const torn = ended(
      2,
      { stored: 1, dropped: 0, outstanding: 30 },
      { stored: 0, dropped: 4, outstanding: 5 },
    );
    expect(textsOf([torn, whole])).toEqual([
      "Session ended: 1 sample stored, 4 dropped at the source, 35 outstanding",
      "Session ended: 1,200 samples stored",
    ]);
    const [first] = notificationsOf({ news: [torn], jobs: jobsOf() }, NOTHING, en, f);
    expect(first?.to).toBe(`/session?session=${SESSION}`);
  });

  it("tells of jobs that are over, not of those under way or cancelled", () => {
    const error = { code: "never_heard_of", message: "No page could be read.", hint: "" };
    const jobs = jobsOf(
      job("read", {}),
      job("torn", { state: "failed", error, endedAt: 2_000 }),
      job("look", { kind: "analysis", endedAt: 3_000 }),
      job("runs", { state: "running", endedAt: null }),
      job("cancelled", { state: "cancelled", endedAt: 4_000 }),
    );
    const list = notificationsOf({ news: [], jobs }, NOTHING, en, f);
    expect(list.map(({ text, to }) => [text, to])).toEqual([
      ["The look at your data: done", "/plans"],
      ["Reading a document failed: No page could be read.", "/documents"],
      ["Reading a document: done", "/documents"],
    ]);
  });

  it("says why a job failed in the language of the page, where its catalogue knows the code", () => {
    const [code, { message }] = Object.entries(de.errorCodes)[0]!;
    const jobs = jobsOf(job("torn", { state: "failed", error: { code, message: "English.", hint: "" } }));
    const [first] = notificationsOf({ news: [], jobs }, NOTHING, de, createFormat("de-DE"));
    expect(first?.text).toBe(`Lesen eines Dokuments ist fehlgeschlagen: ${message}`);
  });

  it("puts events and jobs in one order of time, newest first", () => {
    const news = [3, 1].map((seq) => event(seq, "reminder_fired", { text: String(seq) }));
    expect(textsOf(news, jobsOf(job("read", { endedAt: 2_000 })))).toEqual([
      "Reminder: “3”",
      "Reading a document: done",
      "Reminder: “1”",
    ]);
  });

  it("counts as unread what came behind the position, whatever its clock says", () => {
    // Told late: its own time lies before everything that was read.
    const late = { ...event(9, "reminder_fired", { text: "late" }), at: 1 };
    const told = { news: [late, event(3, "reminder_fired", { text: "old" })], jobs: jobsOf(job("read", {})) };
    const unread = (read: ReadPosition): string[] =>
      notificationsOf(told, read, en, f)
        .filter((one) => one.unread)
        .map(({ id }) => id);
    expect(unread({ seq: 3, endedAt: 0 })).toEqual(["read", "9"]);
    expect(unread({ seq: 3, endedAt: 1_000 })).toEqual(["9"]);
    expect(unread(allRead(12, told.jobs, NOTHING))).toEqual([]);
  });
});

describe("allRead", () => {
  it("keeps how far jobs were read where none is told of", () => {
    const read = { seq: 3, endedAt: 7_000 };
    expect(allRead(12, jobsOf(), read)).toEqual({ seq: 12, endedAt: 7_000 });
    expect(allRead(12, jobsOf(job("runs", { endedAt: null })), read)).toEqual({ seq: 12, endedAt: 7_000 });
    expect(allRead(12, jobsOf(job("read", { endedAt: 9_000 })), read)).toEqual({ seq: 12, endedAt: 9_000 });
  });
});

describe("isQuiet", () => {
  const at = (hour: number, minute = 0): string => clockOf(new Date(2026, 10, 24, hour, minute));

  it("holds from the first minute to before the last", () => {
    const hours = { from: "12:30", to: "14:00" };
    expect([at(12, 29), at(12, 30), at(13, 59), at(14)].map((now) => isQuiet(hours, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("goes over midnight", () => {
    const hours = { from: "22:00", to: "07:00" };
    expect([at(21, 59), at(22), at(0), at(6, 59), at(7)].map((now) => isQuiet(hours, now))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("never holds without both ends, or with the same twice", () => {
    for (const hours of [
      { from: "", to: "" },
      { from: "22:00", to: "" },
      { from: "", to: "07:00" },
      { from: "08:00", to: "08:00" },
    ])
      expect(isQuiet(hours, at(8))).toBe(false);
  });
});
