import { type Conversation, NO_CONVERSATION } from "@trajectory/actors/interview/conversation.ts";
import { DEFAULTS } from "@trajectory/engine/constants.ts";
import { precisionOf } from "@trajectory/engine/belief/evidence.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { describe, expect, it } from "vitest";
import { isEnough, planQuestion, type Situation } from "./plan.ts";
import { gainOf } from "./skill-questions.ts";

const NOW = 20_780 * 86_400_000;
const SKILLS = ["ts", "ml", "db", "go"].map((id) => ({ id, name: id.toUpperCase(), domain: "d" }));

function situation(conversation: Partial<Conversation>, fill = true): Situation {
  const model = LifeModel.create();
  const project = {
    id: "P1",
    name: "Engine",
    goals: { g1: 1 },
    requires: [
      { skillId: "ml", b: 0, importance: 0.9 },
      { skillId: "ts", b: 0, importance: 0.1 },
    ],
    size: 100,
    progress: 0.1,
    hours: 10,
    effortBasis: "planned" as const,
  };
  if (fill) {
    for (const { id, domain } of SKILLS) {
      const skill = { id, domain, mu0: -1, decay: "mixed" as const, motor: false };
      model.apply({ type: "skill_set", t: NOW, skill });
    }
    model.apply({ type: "goal_set", t: NOW, goal: { id: "g1", importance: 1 } });
    model.apply({ type: "project_set", t: NOW, project });
  }
  return {
    conversation: { ...NO_CONVERSATION, interviewId: "i", flow: "skill_discovery", ...conversation },
    model,
    skills: fill ? SKILLS : [],
    projects: fill ? [project] : [],
    constraints: [],
  };
}

describe("the next question", () => {
  it("is on the skill that tells most about η", () => {
    const { about, worth, text } = planQuestion(situation({}));
    expect(about).toEqual({ topic: "skill", id: "ml" });
    expect(worth).toBeGreaterThan(0.05);
    expect(text).toContain("ML");
  });

  it("is on the skill the person looks at", () => {
    const focus = { quantity: "skill", skillId: "go" } as const;
    expect(planQuestion(situation({ focus })).about).toEqual({ topic: "skill", id: "go" });
  });

  it("is on another skill once this one has been asked enough, and in other words", () => {
    const once = planQuestion(situation({ answers: 1, asked: { "skill ml": 1 } }));
    const often = planQuestion(situation({ answers: 8, asked: { "skill ml": 8 } }));
    expect(once.worth).toBeLessThan(planQuestion(situation({})).worth);
    expect(often.about).not.toEqual({ topic: "skill", id: "ml" });
    expect(once.text).not.toBe(planQuestion(situation({})).text);
  });

  it("is open to somebody without skills or projects", () => {
    for (const flow of ["skill_discovery", "project_assessment"] as const) {
      expect(planQuestion(situation({ flow }, false)).about).toEqual({ topic: "open" });
    }
  });

  it("asks for progress, hours or size of a project", () => {
    const { about, worth } = planQuestion(situation({ flow: "project_assessment" }));
    expect(about.id).toBe("P1");
    expect(["progress", "hours", "size"]).toContain(about.topic);
    expect(worth).toBeGreaterThan(0);
  });

  it("asks for kinds of constraints nobody spoke of, each once before any twice", () => {
    const asked: Record<string, number> = {};
    const kinds: string[] = [];
    for (let answers = 0; answers < 8; answers++) {
      const { about } = planQuestion(situation({ flow: "constraint_mapping", answers, asked }, false));
      kinds.push(about.id ?? about.topic);
      asked[`constraint ${about.id}`] = 1;
    }
    expect(new Set(kinds).size).toBe(8);
    expect(kinds[0]).toBe("time");
  });

  it("is whether there is anything else, after twenty", () => {
    const { about } = planQuestion(situation({ answers: 20 }));
    expect(about).toEqual({ topic: "closing" });
    expect(isEnough(about)).toBe(true);
  });
});

describe("another answer on the same skill", () => {
  it("gains less, and all of them together no more than their shared bias leaves", () => {
    const single = precisionOf("interview_structured", DEFAULTS);
    const gains = Array.from({ length: 50 }, (_, asked) => gainOf(asked, single));
    expect(gains[0]).toBeCloseTo(single, 12);
    for (const [i, gain] of gains.entries()) if (i > 0) expect(gain).toBeLessThan(gains[i - 1]!);
    const total = gains.reduce((sum, gain) => sum + gain, 0);
    expect(total).toBeLessThan(single / DEFAULTS.icc.interview_structured);
  });
});
