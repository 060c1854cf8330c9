import { describe, expect, it } from "vitest";
import { fill, pieces } from "./fill.ts";
import { inWords } from "./in-words.ts";
import { SERVER_WORDS } from "./server-de.ts";

describe("inWords", () => {
  it("says what the server says in another language, with what differs in its place", () => {
    const embedded = "postgresql 18.4, embedded, in /data (old), port 19182";
    expect(inWords(SERVER_WORDS, embedded)).toBe("postgresql 18.4, eingebettet, in /data (old), Port 19182");
    expect(inWords(SERVER_WORDS, "four per person")).toBe("vier je Person");
    expect(inWords(SERVER_WORDS, "iPhone (recording)")).toBe("iPhone (Aufnahme)");
  });

  it("leaves alone what it does not know", () => {
    for (const text of ["postgresql 18.4", "My phone", "", "{device}", "connected somehow"]) {
      expect(inWords(SERVER_WORDS, text)).toBe(text);
      expect(inWords({}, text)).toBe(text);
    }
  });

  it("has the same slots in both languages, and none that another form takes", () => {
    for (const [form, german] of Object.entries(SERVER_WORDS)) {
      const slots = pieces(form).flatMap(({ slot, text }) => (slot ? [text] : []));
      const values = Object.fromEntries(slots.map((name, i) => [name, `value ${i}`]));
      expect(inWords(SERVER_WORDS, fill(form, values))).toBe(fill(german, values));
      expect(fill(german, values)).not.toContain("{");
    }
  });
});
