import { describe, expect, it } from "vitest";
import { createFormat } from "./format.ts";

const en = createFormat("en-GB");
const de = createFormat("de-DE");

describe("createFormat", () => {
  it("writes shares as the model's sentences do", () => {
    expect(en.percent(0.844434526287983)).toBe("84 %");
    expect(en.percentRange(0.557, 1.132)).toBe("56–113 %");
    expect(de.percent(0.0649, 1)).toBe("6,5 %");
  });

  it("uses the minus sign of print", () => {
    expect(en.number(-0.25, 2)).toBe("−0.25");
    expect(en.points(-0.0912)).toBe("−9.1");
    expect(en.points(0.0649)).toBe("+6.5");
  });

  it("writes ages in the unit one would say", () => {
    expect([400, 12_300, 300_000, 7_200_000].map((ms) => en.duration(ms))).toEqual([
      "0.4 s",
      "12 s",
      "5 min",
      "2 h",
    ]);
  });

  it("counts in the language", () => {
    const forms = { one: "{count} sample", other: "{count} samples" };
    expect(en.plural(forms, 1)).toBe("1 sample");
    expect(en.plural(forms, 1_200)).toBe("1,200 samples");
  });
});
