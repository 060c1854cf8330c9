import { describe, expect, it } from "vitest";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { eventJson, NewEvent, payloadJson, replyJson } from "./new-event.ts";

const record: EventRecord = {
  userId: "6f1c3c1e-0000-4000-8000-000000000001",
  seq: 7,
  actor: "life",
  type: "goal_set",
  at: 1_795_000_000_000.125,
  commandId: 'reminder-1-"ü"',
  machineVersion: 3,
  payload: { goal: { id: 'g"1', name: "ü\n漢🚀", importance: 1e21, none: null } },
};

describe("the JSON of an event", () => {
  it("is what JSON.stringify makes of the record", () => {
    const event = new NewEvent(record);
    expect(event).toEqual(record);
    expect(eventJson(event)).toBe(JSON.stringify(record));
    expect(payloadJson(event)).toBe(JSON.stringify(record.payload));
    expect(eventJson(record)).toBe(JSON.stringify(record));
  });

  it("stands in the reply as it is", () => {
    const reply = { ok: true, seq: 8, events: [new NewEvent(record), { ...record, seq: 8 }] } as const;
    expect(replyJson({ ...reply, events: [...reply.events] })).toBe(JSON.stringify(reply));
    const refusal = { ok: false, error: { code: "busy", message: "m", hint: "h" } } as const;
    expect(replyJson(refusal)).toBe(JSON.stringify(refusal));
  });
});
