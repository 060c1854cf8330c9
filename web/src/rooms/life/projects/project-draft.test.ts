import { Project } from "@trajectory/protocols/events/entities.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { describe, expect, it } from "vitest";
import { draftOf, faultOf, projectOf } from "./project-draft.ts";

const project: Project = {
  id: "P1",
  name: "Live dashboard",
  goals: { g1: 0.8, g2: 0.2 },
  requires: [
    { skillId: "ts", b: 0, importance: 0.4 },
    { skillId: "rt", b: 0.5, importance: 0.6 },
  ],
  size: 80,
  progress: 0.35,
  hours: 18,
  effortBasis: "planned",
  deadline: 1_801_234_567_890,
};

describe("project draft", () => {
  it("gives back the project that it was made of", () => {
    const again = projectOf("P1", draftOf(project), project);
    expect({ ...again, requires: [] }).toEqual({ ...project, requires: [] });
    again.requires.forEach(({ skillId, b, importance }, i) => {
      expect(skillId).toBe(project.requires[i]?.skillId);
      expect(b).toBeCloseTo(project.requires[i]?.b ?? Number.NaN, 12);
      expect(importance).toBeCloseTo(project.requires[i]?.importance ?? Number.NaN, 12);
    });
  });

  it("makes a project that the protocol accepts", () => {
    const draft = {
      ...draftOf(undefined),
      name: " Book ",
      size: "12,5",
      hours: "3",
      deadline: "2027-03-01",
      goals: { g1: 1, g2: 0 },
      requires: [{ key: 0, skillId: "wr", level: 2.5, weight: 3 }],
    };
    expect(faultOf(draft)).toBeUndefined();
    expect(parse(Project, projectOf("P2", draft))).toMatchObject({
      name: "Book",
      size: 12.5,
      goals: { g1: 1 },
      requires: [{ skillId: "wr", b: 0.75, importance: 1 }],
    });
  });

  it("says what is missing before the server has to", () => {
    const draft = draftOf(project);
    expect(faultOf(draft)).toBeUndefined();
    expect(faultOf({ ...draft, name: " " })).toBe("nameMissing");
    expect(faultOf({ ...draft, size: "0" })).toBe("sizeMissing");
    expect(faultOf({ ...draft, hours: "a few" })).toBe("hoursMissing");
    expect(faultOf({ ...draft, goals: { g1: 0.8, g2: -0.3 } })).toBe("goalsTooMuch");
    const [first] = draft.requires;
    expect(faultOf({ ...draft, requires: first === undefined ? [] : [first, { ...first, key: 9 }] })).toBe(
      "skillTwice",
    );
  });
});
