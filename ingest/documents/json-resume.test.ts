import { expect, it } from "vitest";
import { readJsonResume } from "./json-resume.ts";

const RESUME = {
  basics: { name: "Ada Byron", label: "Programmer", email: "not read" },
  work: [
    {
      name: "Engine Works",
      position: "Programmer",
      startDate: "1842",
      highlights: ["Wrote the first program."],
    },
  ],
  skills: [{ name: "Analysis", level: "Master", keywords: ["Series"] }, { name: "Whist" }],
  languages: [{ language: "French", fluency: "Fluent" }],
};

it("becomes sentences, and grades what it grades itself with its own words", () => {
  const { pages, stated, prose } = readJsonResume(JSON.stringify(RESUME));
  expect(pages).toEqual([
    [
      "Ada Byron, Programmer",
      "Programmer, Engine Works (1842)",
      "Wrote the first program.",
      "Analysis: Master (Series).",
      "Whist.",
      "French: Fluent.",
    ].join("\n"),
  ]);
  expect(prose).toBe(true);
  expect(stated).toMatchObject([
    { skill: "Analysis", level: 4, strength: 0.7, quote: "Analysis: Master (Series)." },
    { skill: "Series", level: 4, strength: 0.4 },
    { skill: "Whist", level: 2, strength: 0.4, quote: "Whist." },
    { skill: "French", level: 3, quote: "French: Fluent." },
  ]);
});

it("is refused where a field is of another kind", () => {
  expect(() => readJsonResume('{"basics": {}, "skills": "many"}')).toThrow("skills");
});
