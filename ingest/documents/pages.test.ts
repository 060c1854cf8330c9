import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_PAGE } from "./document.ts";
import { pagesOf, piecesOf } from "./pages.ts";
import { reflowed } from "./pdf/reflow.ts";

describe("pages", () => {
  it("hold all of the text, none too long for a span", () => {
    const text = "One sentence after the other. ".repeat(3_000);
    const pages = pagesOf([text]);
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(pages.join("")).toBe(text);
  });

  it("have no control characters, and are refused when there are too many", () => {
    expect(pagesOf(["a\u0000b\r\nc", "  "])).toEqual(["ab\nc"]);
    expect(() => pagesOf(Array.from({ length: 501 }, () => "x"))).toThrow("500 pages");
  });
});

it("pieces of a page lie one behind the other, where they say they begin", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 8, max: 60 }), (page, longest) => {
      let end = 0;
      for (const { text, start } of piecesOf(page, longest)) {
        expect(text.length).toBeLessThanOrEqual(longest);
        expect(page.slice(start, start + text.length)).toBe(text);
        expect(page.slice(end, start).trim()).toBe("");
        end = start + text.length;
      }
      expect(page.slice(end).trim()).toBe("");
    }),
  );
});

it("lines become sentences again, and bullets stay apart", () => {
  expect(reflowed("Led the team\nthat built it.\n• First, and\nthe rest\n• Second")).toBe(
    "Led the team that built it.\n• First, and the rest\n• Second",
  );
  expect(reflowed("archi-\ntecture of high\u00adway")).toBe("architecture of high-way");
});
