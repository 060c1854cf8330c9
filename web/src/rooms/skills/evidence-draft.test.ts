import { Evidence } from "@trajectory/protocols/events/entities.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { describe, expect, it } from "vitest";
import { EMPTY_EVIDENCE, evidenceOf, testIsWhole } from "./evidence-draft.ts";

describe("evidence draft", () => {
  it("makes evidence that the protocol accepts", () => {
    const own = evidenceOf("e1", "ts", 1e12 + 0.5, EMPTY_EVIDENCE);
    expect(parse(Evidence, own)).toEqual(own);
    const test = evidenceOf("e2", "ts", 1e12, {
      ...EMPTY_EVIDENCE,
      kind: "test",
      correct: "17",
      questions: "20",
      source: "quiz",
    });
    expect(parse(Evidence, test)).toMatchObject({
      value: { k: 17, n: 20, b: 0 },
      practice: true,
      sourceId: "quiz",
    });
  });

  it("knows when the answers of a test make no sense", () => {
    const test = { ...EMPTY_EVIDENCE, kind: "test" as const };
    expect(testIsWhole({ ...test, correct: "17", questions: "20" })).toBe(true);
    expect(testIsWhole({ ...test, correct: "21", questions: "20" })).toBe(false);
    expect(testIsWhole({ ...test, correct: "", questions: "20" })).toBe(false);
    expect(testIsWhole({ ...test, correct: "1.5", questions: "20" })).toBe(false);
    expect(testIsWhole(EMPTY_EVIDENCE)).toBe(true);
  });
});
