/** Events of the log as sentences. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill, type Slots } from "../../i18n/fill.ts";
import type { Format } from "../../i18n/format.ts";
import { deviceName } from "../../i18n/in-words.ts";
import type { Names } from "../../portfolio/names.ts";

export interface EventLine {
  seq: number;
  at: number;
  text: string;
}

/** Newest first; body windows that follow each other become one line. */
export function eventLines(
  events: readonly EventRecord[],
  names: Names,
  t: Messages,
  f: Format,
): EventLine[] {
  const lines: EventLine[] = [];
  let windows = 0;
  for (const event of events) {
    if (event.type !== "window_recorded") {
      windows = 0;
      lines.push({ seq: event.seq, at: event.at, text: eventText(event, names, t, f) });
      continue;
    }
    windows += 1;
    const text = f.plural(t.events.windows, windows);
    const line = lines.at(-1);
    if (windows > 1 && line !== undefined) line.text = text;
    else lines.push({ seq: event.seq, at: event.at, text });
  }
  return lines;
}

type Payload = Readonly<Record<string, unknown>>;
type SlotsOf = (payload: Payload, names: Names, t: Messages, f: Format) => Slots;

export function eventText(event: EventRecord, names: Names, t: Messages, f: Format): string {
  const text: unknown = (t.events as Readonly<Record<string, unknown>>)[event.type];
  if (typeof text !== "string") return fill(t.events.other, { type: event.type });
  return fill(text, slots[event.type]?.(event.payload as Payload, names, t, f) ?? {});
}

const slots: Readonly<Record<string, SlotsOf>> = {
  goal_set: ({ goal }, _, __, f) => ({
    name: nameIn(goal),
    importance: f.number(numberIn(goal, "importance"), 2),
  }),
  goal_removed: ({ goalId }, names) => ({ name: names.goal(String(goalId)) }),
  project_set: ({ project }, _, __, f) => {
    const hours = f.number(numberIn(project, "hours"));
    return { name: nameIn(project), hours, progress: f.percent(numberIn(project, "progress")) };
  },
  project_archived: ({ projectId }, names) => ({ name: names.project(String(projectId)) }),
  progress_reported: ({ projectId, progress }, names, _, f) => {
    return { name: names.project(String(projectId)), progress: f.percent(Number(progress)) };
  },
  effort_set: ({ projectId, hours }, names, _, f) => {
    return { name: names.project(String(projectId)), hours: f.number(Number(hours)) };
  },
  constraint_set: ({ constraint }) => ({ name: nameIn(constraint) }),
  constraint_removed: ({ constraintId }, names) => ({ name: names.constraint(String(constraintId)) }),
  reminder_set: ({ reminder }, _, __, f) => ({
    text: (reminder as { text: string }).text,
    at: f.dateTime(numberIn(reminder, "at")),
  }),
  reminder_fired: ({ text }) => ({ text: String(text) }),
  constants_set: ({ constants }, _, __, f) => ({
    count: f.number(Object.keys(constants ?? {}).length, 0),
  }),
  escape_index_changed: ({ from, to, eta }, _, t, f) => {
    const word = (state: unknown): string => (state === "escaped" ? t.escape.escaped : t.escape.bound);
    return { from: word(from), to: word(to), eta: f.percent(Number(eta)) };
  },
  session_started: ({ device }, _, t) => ({ device: deviceName(t, String(device)) }),
  session_tagged: ({ projectId }, names) => ({ name: names.project(String(projectId)) }),
  claim_made: ({ text }) => ({ text: String(text) }),
  gesture_recognised: ({ gesture, confidence }, _, __, f) => ({
    gesture: String(gesture),
    confidence: f.percent(Number(confidence)),
  }),
  session_rated: ({ rating }, _, __, f) => ({ rating: f.signed(Number(rating)) }),
  skill_set: ({ skill }) => ({ name: nameIn(skill) }),
  skill_removed: ({ skillId }, names) => ({ name: names.skill(String(skillId)) }),
  edge_set: ({ edge }, names) => {
    const { from, to } = edge as { from: string; to: string };
    return { from: names.skill(from), to: names.skill(to) };
  },
  edge_removed: ({ from, to }, names) => ({ from: names.skill(String(from)), to: names.skill(String(to)) }),
  evidence_added: ({ evidence }, names, t) => {
    const { skillId, kind } = evidence as { skillId: string; kind: keyof Messages["evidenceKind"] };
    return { name: names.skill(skillId), kind: t.evidenceKind[kind] };
  },
  question_asked: ({ question }) => ({ text: String(question) }),
};

function nameIn(entity: unknown): string {
  return (entity as { name: string }).name;
}

function numberIn(entity: unknown, field: string): number {
  return Number((entity as Readonly<Record<string, unknown>>)[field]);
}
