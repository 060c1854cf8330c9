import { describe, expect, it } from "vitest";
import { utf8 } from "./utf8.ts";

const decoder = new TextDecoder();

describe("utf8", () => {
  it("gives every text its own bytes, whatever is written after it", () => {
    const texts = Array.from({ length: 300 }, (_, index) => `${index} ü漢🚀\ud800 `.repeat(index));
    const bytes = texts.map(utf8);
    expect(bytes.map((one) => decoder.decode(one))).toEqual(texts.map((text) => text.toWellFormed()));
  });
});
