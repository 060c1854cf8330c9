import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en.ts";
import { createFormat } from "../../i18n/format.ts";
import { referenceText, roomOf } from "./references.ts";

const f = createFormat("en-GB");
const reference = (path: string) => ({ name: "x", path, value: 0, unit: "share" as const });

describe("references", () => {
  it.each([
    ["state.eta.value", "/history"],
    ["before.eta.value", "/history"],
    ["change.parts.gravity:c1.value", "/history"],
    ["needs.P1.needed", "/life"],
    ["state.gravity.parts.c1.value", "/life"],
    ["state.projects.P1.relevance", "/life"],
    ["state.projects.P1.requirements.rt.success", "/skills"],
    ["skills.rt.days", "/skills"],
    ["features.motion-move.r", "/session"],
    ["state.body.coverage", "/session"],
    ["days", undefined],
    ["tested", undefined],
  ])("%s lives in %s", (path, room) => {
    expect(roomOf(reference(path))).toBe(room);
  });

  it("are shown with their unit", () => {
    const shown = (value: number, unit: Parameters<typeof referenceText>[0]["unit"]) =>
      referenceText({ name: "x", path: "", value, unit }, en, f);
    expect(shown(0.844, "share")).toBe("84 %");
    expect(shown(-0.0649, "points")).toBe("−6.5");
    expect(shown(1, "day")).toBe("1 day");
    expect(shown(12.04, "eh/wk")).toBe("12.0 effective h/week");
    expect(shown(0.456, "r")).toBe("0.46");
  });
});
