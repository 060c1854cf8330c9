import { describe, expect, it } from "vitest";
import { formOfAnswers } from "./describe.ts";

describe("the form of answers", () => {
  it("has every field of any sample, requires those of all, and shows the first", () => {
    const samples = [
      { eta: { value: 0.8, sd: 0.1 }, parts: [{ id: "P1" }] },
      { eta: { value: null, reason: "no_goals" }, parts: [] },
    ];
    expect(formOfAnswers(samples)).toEqual({
      type: "object",
      required: ["eta", "parts"],
      properties: {
        eta: {
          type: "object",
          required: ["value"],
          properties: {
            value: { type: ["null", "number"] },
            sd: { type: "number" },
            reason: { type: "string" },
          },
        },
        parts: {
          type: "array",
          items: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
        },
      },
      examples: [samples[0]],
    });
  });

  it("says nothing of what no sample has", () => {
    expect(formOfAnswers([{ list: [] }]).properties).toEqual({ list: { type: "array" } });
  });
});
