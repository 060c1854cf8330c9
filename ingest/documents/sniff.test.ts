import { expect, it } from "vitest";
import { formatOf } from "./sniff.ts";

it.each([
  ["junk%PDF-1.7", "x.txt", "pdf"],
  ["BEGIN:VCALENDAR\r\nVERSION:2.0", "x.pdf", "calendar"],
  ['{"basics": {"name": "Ada"}}', "x", "json_resume"],
  ["Just words.", "x", "text"],
  ["Just words.", "x.md", "markdown"],
  ["# Work\n\n- one\n- two\n", "x", "markdown"],
  ["\ufeffWords with a mark before them.", "x", "text"],
])("tells %j named %s by its content: %s", (text, name, format) => {
  expect(formatOf(Buffer.from(text), name)).toBe(format);
});

it("reads UTF-16", () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Wörter", "utf16le")]);
  expect(formatOf(bytes, "x")).toBe("text");
});

it.each([
  ["PK\u0003\u0004", "ZIP"],
  ["[1, 2]", "no JSON Resume"],
  ["\u0000\u0001\u0002words", "no text"],
])("refuses %j with a sentence", (text, words) => {
  expect(() => formatOf(Buffer.from(text), "resume.pdf")).toThrow(words);
});
