import { describe, expect, it } from "vitest";
import { en } from "../i18n/en.ts";
import { bandText, levelOf, levelText, logitOf } from "./levels.ts";

describe("levels", () => {
  it("follow θ = 1.5·(level − 2)", () => {
    expect(logitOf(2)).toBe(0);
    expect(logitOf(3.2)).toBeCloseTo(1.8, 12);
    expect(levelOf(logitOf(1.3))).toBeCloseTo(1.3, 12);
  });

  it("are named as in the model's sentences", () => {
    expect(levelText(1, en)).toBe("basic");
    expect(levelText(1.5, en)).toBe("between basic and working");
    expect(levelText(1.8, en)).toBe("working");
    expect(levelText(-3, en)).toBe("none");
    expect(levelText(9, en)).toBe("expert");
  });

  it("make a band of the nearest names", () => {
    expect(bandText([1.2, 2.7], en)).toBe("between basic and strong");
    expect(bandText([1.8, 2.2], en)).toBe("about working");
    expect(bandText([-1, 0.4], en)).toBe("about none");
  });
});
