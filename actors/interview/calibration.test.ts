import { describe, expect, it } from "vitest";
import { countDecision, type DecisionCounts, decisionKey, reliabilityOf } from "./calibration.ts";

const key = decisionKey("offline", "interview_free");

function after(...decisions: ("accepted" | "edited" | "declined")[]): DecisionCounts {
  let counts: DecisionCounts = {};
  for (const decision of decisions) counts = countDecision(counts, key, decision);
  return counts;
}

describe("the reliability of an extractor", () => {
  it("is 0.8 before anybody decided", () => {
    expect(reliabilityOf(undefined, key)).toBeCloseTo(0.8, 12);
    expect(reliabilityOf(after("declined"), decisionKey("model", "interview_free"))).toBeCloseTo(0.8, 12);
  });

  it("follows what the person decides, an edit being half right", () => {
    expect(reliabilityOf(after(...Array<"accepted">(10).fill("accepted")), key)).toBeCloseTo(0.9, 12);
    expect(reliabilityOf(after(...Array<"edited">(10).fill("edited")), key)).toBeCloseTo(0.65, 12);
    expect(reliabilityOf(after(...Array<"declined">(10).fill("declined")), key)).toBeCloseTo(0.4, 12);
  });

  it("never falls to nothing", () => {
    expect(reliabilityOf(after(...Array<"declined">(1_000).fill("declined")), key)).toBe(0.05);
  });
});
