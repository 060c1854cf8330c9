import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { NOTIFICATION_KINDS } from "@trajectory/protocols/notifications/kinds.ts";
import { describe, expect, it } from "vitest";
import { messagesOf } from "./compose.ts";
import type { News, PushSettings } from "./ports.ts";
import { encryptPush } from "./web-push.ts";
import { newBrowser } from "./testing/browser.ts";

const NOW = 1_795_000_000_000;
const SESSION = "00000000-0000-4000-8000-000000000001";
const ALL: PushSettings = { language: "en", timeZone: "UTC", quiet: null, kinds: [...NOTIFICATION_KINDS] };
const GERMAN: PushSettings = { ...ALL, language: "de" };

function event(type: string, payload: unknown, at = NOW): EventRecord {
  return { userId: "u", seq: 1, actor: "life", type, at, commandId: "c", machineVersion: 1, payload };
}

const crossing = event("escape_index_changed", { from: "bound", to: "escaped", eta: 1.02 });
const reminder = event("reminder_fired", { reminderId: "r1", text: "Call the bank", due: NOW });
const ledger = [{ stream: 1, captured: 1_239, stored: 1_200, dropped: 4, outstanding: 35 }];
const session = event("session_ended", { sessionId: SESSION, endedAt: NOW, ledger });
const job: Job = {
  id: "j",
  kind: "read_document",
  subject: "d1",
  state: "done",
  share: 1,
  step: "",
  attempt: 1,
  error: null,
  createdAt: NOW,
  endedAt: NOW,
};
const error = { code: "document_unreadable", message: "No page could be read.", hint: "" };
const NEWS: News = {
  events: [crossing, reminder, session],
  jobs: [job, { ...job, subject: "d2", state: "failed", error }],
};

const shown = (settings: PushSettings) =>
  messagesOf(NEWS, settings, NOW).map(({ content: { title, body, to } }) => [title, body, to]);

describe("messagesOf", () => {
  it("says what the bell of the page says, with the room where more of it is", () => {
    expect(shown(ALL)).toEqual([
      ["Escape index", "From bound to escaped: η is 102 %", "/"],
      ["Reminder", "Call the bank", "/life"],
      [
        "Session",
        "Session ended: 1,200 samples stored, 4 dropped at the source, 35 outstanding",
        `/session?session=${SESSION}`,
      ],
      ["Work is over", "Reading a document: done", "/documents"],
      ["Work is over", "Reading a document failed. The page says why.", "/documents"],
    ]);
  });

  it("says it in German", () => {
    expect(shown(GERMAN)).toEqual([
      ["Fluchtindex", "Von gebunden zu entkommen: η ist 102 %", "/"],
      ["Erinnerung", "Call the bank", "/life"],
      [
        "Sitzung",
        "Sitzung beendet: 1.200 Messwerte gespeichert, 4 an der Quelle verworfen, 35 ausstehend",
        `/session?session=${SESSION}`,
      ],
      ["Eine Aufgabe ist vorbei", "Lesen eines Dokuments: fertig", "/documents"],
      [
        "Eine Aufgabe ist vorbei",
        "Lesen eines Dokuments ist fehlgeschlagen. Die Seite sagt, warum.",
        "/documents",
      ],
    ]);
  });

  it("leaves out what the device does not want, and what is older than a day", () => {
    const kinds = messagesOf(NEWS, { ...ALL, kinds: ["reminder", "job"] }, NOW).map(({ kind }) => kind);
    expect(kinds).toEqual(["reminder", "job", "job"]);
    expect(messagesOf(NEWS, ALL, NOW + 86_400_000)).toEqual([]);
    const [late] = messagesOf({ events: [reminder], jobs: [] }, ALL, NOW + 86_399_999);
    expect(late?.expiresAt).toBe(NOW + 86_400_000);
  });

  it("gives what takes the place of each other one topic", () => {
    const again = event("reminder_fired", { reminderId: "r1", text: "Call them again", due: NOW });
    const other = event("reminder_fired", { reminderId: "r2", text: "Water the plants", due: NOW });
    const topics = messagesOf({ events: [reminder, again, other, crossing, crossing], jobs: [] }, ALL, NOW);
    expect(topics.map(({ topic }) => topic)).toEqual([
      "reminder r1",
      "reminder r1",
      "reminder r2",
      "crossing",
      "crossing",
    ]);
  });

  it("cuts what is long so that it fits into a push, whatever it is written in", async () => {
    const { keys } = await newBrowser();
    for (const letter of ["x", "ü", "\u{1f600}", "\u0001"]) {
      const text = letter.repeat(500 / letter.length);
      const [long] = messagesOf(
        { events: [event("reminder_fired", { reminderId: "r".repeat(64), text, due: NOW })], jobs: [] },
        ALL,
        NOW,
      );
      const json = Buffer.from(JSON.stringify(long?.content));
      expect(json.length, letter).toBeLessThanOrEqual(2_560);
      expect(encryptPush(json, keys, 2_560).length).toBeLessThan(4_096);
    }
  });
});
