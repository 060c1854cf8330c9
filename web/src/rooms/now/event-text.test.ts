import { EVENTS, type EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { describe, expect, it } from "vitest";
import type { Portfolio } from "../../api/routes.ts";
import { en } from "../../i18n/en.ts";
import { createFormat } from "../../i18n/format.ts";
import { eventLines, eventText } from "./event-text.ts";
import { namesOf } from "../../portfolio/names.ts";

const portfolio: Portfolio = {
  seq: 1,
  capacity: 40,
  constants: {},
  goals: [],
  projects: [
    {
      id: "P1",
      name: "Dashboard",
      goals: {},
      requires: [],
      size: 1,
      progress: 0,
      hours: 1,
      effortBasis: "planned",
    },
  ],
  constraints: [],
  reminders: [],
  skills: [],
  edges: [],
  evidence: [],
};
const names = namesOf(portfolio, en);
const f = createFormat("en-GB");

function event(seq: number, type: string, payload: unknown = {}): EventRecord {
  return {
    userId: "u",
    seq,
    actor: "life",
    type,
    at: 1_000 * seq,
    commandId: "c",
    machineVersion: 1,
    payload,
  };
}

describe("eventText", () => {
  it("names things as the person does", () => {
    const reported = event(1, "progress_reported", { projectId: "P1", progress: 0.4375 });
    expect(eventText(reported, names, en, f)).toBe("“Dashboard” is 44 % done");
    const gone = event(2, "effort_set", { projectId: "P9", hours: 3 });
    expect(eventText(gone, names, en, f)).toBe("“unnamed (P9)” gets 3.0 hours a week");
  });

  it("has a sentence without open slots for every event there is", () => {
    const example = {
      goal: { name: "g", importance: 1 },
      project: { name: "p", hours: 1, progress: 0 },
      constraint: { name: "c" },
      reminder: { text: "r", at: 0 },
      skill: { name: "s" },
      edge: { from: "a", to: "b" },
      evidence: { skillId: "s", kind: "test" },
    };
    for (const type of Object.values(EVENTS).flatMap((events) => Object.keys(events))) {
      const [line] = eventLines([event(1, type, example)], names, en, f);
      expect(line?.text, type).not.toMatch(/[{}]/);
      expect(line?.text, type).not.toBe(type);
    }
  });
});

describe("eventLines", () => {
  it("makes one line of windows that follow each other", () => {
    const events = [5, 4, 3].map((seq) => event(seq, "window_recorded"));
    const lines = eventLines([...events, event(2, "day_ticked"), event(1, "window_recorded")], names, en, f);
    expect(lines.map(({ text }) => text)).toEqual([
      "3 windows of body signals taken into the model",
      "A day has passed",
      "1 window of body signals taken into the model",
    ]);
    expect(lines[0]?.at).toBe(5_000);
  });
});
