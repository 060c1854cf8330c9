/** Events of the log and jobs that are over as sentences, for the bell of the page and for what is pushed. */
import type { EventRecord, EventsOf } from "../events/envelope.ts";
import type { Job } from "../jobs.ts";
import type { NotificationWords } from "./en.ts";
import type { NotificationKind } from "./kinds.ts";

/** How the language writes numbers. */
export interface NumberFormat {
  /** 1.02 → "102 %" */
  percent(value: number): string;
  plural(forms: { one: string; other: string }, count: number): string;
}

export interface Written {
  kind: NotificationKind;
  /** One sentence. */
  text: string;
  /** The room where more of it is, as a path. */
  to: string;
}

/** @param event one of NEWS_EVENTS */
export function writeEvent(event: EventRecord, words: NotificationWords, f: NumberFormat): Written {
  switch (event.type) {
    case "reminder_fired": {
      const { text } = event.payload as EventsOf<"life">["reminder_fired"];
      return { kind: "reminder", text: words.reminder.replace("{text}", () => text), to: "/life" };
    }
    case "session_ended": {
      const { sessionId } = event.payload as EventsOf<"session">["session_ended"];
      return { kind: "session", text: sessionText(event, words, f), to: `/session?session=${sessionId}` };
    }
    default: {
      const { from, to, eta } = event.payload as EventsOf<"life">["escape_index_changed"];
      const slots = { from: words[from], to: words[to], eta: f.percent(eta) };
      return { kind: "crossing", text: filled(words.crossing, slots), to: "/" };
    }
  }
}

/** @param job one that is done or has failed; @param reason why it failed, as a sentence */
export function writeJob({ kind, state }: Job, words: NotificationWords, reason: string): Written {
  const what = (words.jobs as Readonly<Record<string, string>>)[kind] ?? kind;
  const text = state === "done" ? words.done : reason === "" ? words.jobFailed : words.failed;
  return { kind: "job", text: filled(text, { what, message: reason }), to: JOB_ROOMS[kind] ?? "/" };
}

const JOB_ROOMS: Readonly<Record<string, string>> = {
  read_document: "/documents",
  analysis: "/plans",
  reembed_memory: "/memory",
};

function sessionText({ payload }: EventRecord, words: NotificationWords, f: NumberFormat): string {
  const { ledger } = payload as EventsOf<"session">["session_ended"];
  const sum = (field: "stored" | "dropped" | "outstanding"): number =>
    ledger.reduce((total, line) => total + line[field], 0);
  return [
    f.plural(words.sessionEnded, sum("stored")),
    ...(sum("dropped") === 0 ? [] : [f.plural(words.dropped, sum("dropped"))]),
    ...(sum("outstanding") === 0 ? [] : [f.plural(words.outstanding, sum("outstanding"))]),
  ].join(", ");
}

function filled(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);
}
