import { describe, expect, it } from "vitest";
import { draftOf, reminderOf } from "./reminder-draft.ts";

const AT = new Date(2026, 10, 24, 18, 30).getTime();

describe("the draft of a reminder", () => {
  it("gives the reminder again that it was made of", () => {
    for (const everyHours of [undefined, 24, 168, 48]) {
      const reminder = {
        id: "r1",
        text: "Call the bank",
        at: AT,
        ...(everyHours === undefined ? {} : { everyHours }),
      };
      expect(reminderOf("r1", draftOf(reminder), reminder)).toEqual(reminder);
    }
  });

  it("gives nothing without a text or a time", () => {
    const draft = draftOf({ id: "r1", text: "Call the bank", at: AT });
    expect(draft).toEqual({ text: "Call the bank", at: "2026-11-24T18:30", repeat: "once" });
    expect(reminderOf("r1", { ...draft, text: "  " })).toBeUndefined();
    expect(reminderOf("r1", { ...draft, at: "" })).toBeUndefined();
    expect(draftOf(undefined)).toEqual({ text: "", at: "", repeat: "once" });
  });
});
