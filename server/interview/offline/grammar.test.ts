import { describe, expect, it } from "vitest";
import type { Turn } from "../port.ts";
import { claimsIn } from "./feelings.ts";
import { levelIn } from "./levels.ts";
import { constraintsIn, projectsIn } from "./work.ts";

const turn: Turn = {
  flow: "project_assessment",
  about: { topic: "open" },
  question: "",
  answer: "",
  skills: [],
  projects: [
    {
      id: "P1",
      name: "Engine",
      goals: {},
      requires: [],
      size: 80,
      progress: 0.2,
      hours: 5,
      effortBasis: "planned",
    },
  ],
  constraints: [],
};

describe("levels", () => {
  it.each([
    ["I have never used it.", 0],
    ["I have no experience with it.", 0],
    ["I am a beginner.", 1],
    ["I am just starting.", 1],
    ["I just started last week.", 1],
    ["I used it for two years at work.", 2],
    ["I have used it every day for six years.", 3],
    ["I led the migration.", 3],
    ["I am an expert in it.", 4],
    ["I am not an expert.", 2],
    ["I did it three years ago.", undefined],
    ["The weather is fine.", undefined],
  ])("%s", (sentence, level) => {
    expect(levelIn(sentence)?.level).toBe(level);
  });
});

describe("feelings", () => {
  it.each([
    ["I feel very calm today", [{ direction: "calm", intensity: 2, quote: "I feel very calm" }]],
    ["I'm tired", [{ direction: "tired", intensity: 1, quote: "I'm tired" }]],
    ["I am a bit stressed", [{ direction: "stressed", intensity: 0.5, quote: "I am a bit stressed" }]],
    ["I am not calm", []],
    ["I was calm then", []],
    ["She is calm", []],
  ])("%s", (sentence, claims) => {
    expect(claimsIn(sentence)).toEqual(claims);
  });
});

describe("projects", () => {
  it.each([
    ["I am writing a novel for 5 hours a week", { name: "Novel", hoursPerWeek: 5 }],
    ["The engine is half done", { name: "Engine", progress: 0.5 }],
    ["Engine takes 2 h per day", { name: "Engine", hoursPerWeek: 14 }],
    ["It will take 300 hours", undefined],
  ])("%s", (sentence, project) => {
    const [found] = projectsIn(sentence, turn);
    if (project === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(project);
  });

  it("are those that were asked about where a sentence names none", () => {
    const asked: Turn = { ...turn, about: { topic: "size", id: "P1" } };
    expect(projectsIn("It will take 300 hours", asked)).toMatchObject([{ name: "Engine", totalHours: 300 }]);
  });
});

describe("constraints", () => {
  it.each([
    ["I have to look after my mother for 10 hours a week", { kind: "care", hoursPerWeek: 10 }],
    ["My rent costs me a lot and I can't change it", { kind: "financial", severity: 0.8, flexibility: 0.1 }],
    ["I like the school over there", undefined],
    ["I cook pasta", undefined],
  ])("%s", (sentence, constraint) => {
    const [found] = constraintsIn(sentence, turn);
    if (constraint === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(constraint);
  });
});
