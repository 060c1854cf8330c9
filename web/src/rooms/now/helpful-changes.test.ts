import type { Sensitivity } from "@trajectory/engine/forces/reading.ts";
import { describe, expect, it } from "vitest";
import { helpfulChanges } from "./helpful-changes.ts";

const sensitivities: Sensitivity[] = [
  { of: "etaInf", by: "hours", id: "P1", value: 0.065, per: "h/wk" },
  { of: "etaInf", by: "hours", id: "P3", value: -0.02, per: "h/wk" },
  { of: "eta", by: "gravity", id: "c1", value: -0.0905, per: "h/wk" },
  { of: "etaInf", by: "skill", id: "rt", value: 0.183, per: "logit" },
  { of: "etaInf", by: "skill", id: "ts", value: 0.0736, per: "logit" },
  { of: "eta", by: "pace", id: "P1", value: 0.9, per: "eh/wk" },
  { of: "eta", by: "criticalTime", value: 0.5, per: "wk" },
];

describe("helpfulChanges", () => {
  it("puts what helps most first and leaves out what does not help or cannot be done", () => {
    expect(helpfulChanges(sensitivities)).toEqual([
      { kind: "skill", id: "rt", effect: 0.183 * 0.75 },
      { kind: "gravity", id: "c1", effect: 0.0905 },
      { kind: "hours", id: "P1", effect: 0.065 },
    ]);
  });
});
