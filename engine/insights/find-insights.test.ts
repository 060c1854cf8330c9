import { describe, expect, it } from "vitest";
import { demoPortfolio } from "../life/demo.ts";
import type { ModelEvent } from "../life/events.ts";
import { LifeModel } from "../life/life-model.ts";
import { type FeatureFact, gatherFacts } from "./facts.ts";
import { findInsights, type Insight, type InsightKind, MAX_INSIGHTS } from "./find-insights.ts";
import { numberAt, refer } from "./references.ts";

const NOW = 20_780 * 86_400_000 + 43_200_000;
const DAY = 86_400_000;

function demo(...more: ModelEvent[]): LifeModel {
  const model = LifeModel.create();
  for (const event of [...demoPortfolio(NOW), ...more]) model.apply(event);
  return model;
}

function factsOf(model: LifeModel, before: LifeModel | null = null, features: FeatureFact[] = []) {
  return gatherFacts({ model, before: before?.snapshot() ?? null, days: 7, features });
}

function kinds(insights: readonly Insight[]): InsightKind[] {
  return insights.map(({ kind }) => kind);
}

function one(insights: readonly Insight[], kind: InsightKind): Insight {
  const found = insights.find((insight) => insight.kind === kind);
  if (found === undefined) throw new Error(`${kind} is not among ${kinds(insights).join(", ")}`);
  return found;
}

function valueOf({ references }: Insight, name: string): number {
  return references.find((reference) => reference.name === name)!.value;
}

describe("insights", () => {
  it("rest on numbers that the facts hold", () => {
    const facts = factsOf(
      demo(),
      demo({ type: "effort_set", t: NOW, projectId: "P1", hours: 2, effortBasis: "planned" }),
    );
    for (const { references } of findInsights(facts)) {
      expect(references.length).toBeGreaterThan(0);
      for (const { path, value } of references) expect(numberAt(facts, path)).toBe(value);
    }
    expect(() => refer(facts, "x", "state.eta.none", "share")).toThrow("state.eta.none");
  });

  it("explain a change of η by its parts, largest first", () => {
    const before = demo();
    const after = demo({
      type: "constraint_set",
      t: NOW,
      constraint: { id: "c9", kind: "legal", severity: 1, flexibility: 0, confidence: 1 },
    });
    const facts = factsOf(after, before);
    const changed = one(findInsights(facts), "eta_changed");
    expect(changed.mentions[0]).toEqual({ entity: "change", id: "c9", part: "gravity" });
    expect(valueOf(changed, "now") - valueOf(changed, "before")).toBeCloseTo(facts.change!.change!, 12);
    expect(valueOf(changed, "part0")).toBeCloseTo(facts.change!.change!, 10);
    expect(kinds(findInsights(factsOf(before, before)))).not.toContain("eta_changed");
  });

  it("name projects whose date asks for more than is held", () => {
    const facts = factsOf(demo());
    const short = findInsights(facts).filter(({ kind }) => kind === "pace_short");
    for (const insight of short) {
      const project = facts.state.projects.find(({ id }) => id === insight.mentions[0]!.id)!;
      expect(valueOf(insight, "needed")).toBeCloseTo(project.remaining.value / project.weeksLeft!, 12);
      expect(valueOf(insight, "needed")).toBeGreaterThan(valueOf(insight, "held"));
    }
    expect(short.map(({ mentions }) => mentions[0]!.id).sort()).toEqual(["P1", "P2", "P3"]);
  });

  it("say that more hours are planned than there are, and only then", () => {
    const over = one(findInsights(factsOf(demo())), "hours_overload");
    expect(valueOf(over, "planned")).toBe(29);
    expect(valueOf(over, "over")).toBeCloseTo(29 - (30 - 2.9), 10);
    const roomy = demo({ type: "life_updated", t: NOW, capacity: 40 });
    expect(kinds(findInsights(factsOf(roomy)))).not.toContain("hours_overload");
  });

  it("notice what has gone stale, and what nobody has seen", () => {
    const later = demo({ type: "day_ticked", t: NOW + 400 * DAY });
    const insights = findInsights(factsOf(later));
    expect(kinds(insights)).toEqual(expect.arrayContaining(["skill_stale", "progress_unreported"]));
    expect(valueOf(one(insights, "skill_stale"), "days")).toBeGreaterThanOrEqual(400);
    const unseen = one(findInsights(factsOf(demo())), "skill_unseen");
    expect(unseen.mentions).toEqual([{ entity: "skill", id: "ml" }]);
  });

  it("take a feature only where its interval leaves 0 out and there are days enough", () => {
    const feature = (id: string, days: number, low: number): FeatureFact => ({
      id,
      days,
      r: 0.6,
      low,
      high: 0.9,
    });
    const features = [
      feature("motion-move", 20, 0.2),
      feature("heart-hr", 20, -0.1),
      feature("motion-cadence", 5, 0.3),
    ];
    const insights = findInsights(factsOf(demo(), null, features));
    const moving = insights.filter(({ kind }) => kind === "feature_moves");
    expect(moving.map(({ mentions }) => mentions[0]!.id)).toEqual(["motion-move"]);
    expect(valueOf(moving[0]!, "tested")).toBe(3);
  });

  it("come in the order of their weight, and never too many", () => {
    const many = LifeModel.create();
    many.apply({ type: "goal_set", t: NOW, goal: { id: "g", importance: 1 } });
    for (let i = 0; i < 30; i++) {
      const project = { id: `p${i}`, goals: { g: 1 }, requires: [], size: 50, progress: 0, hours: 3 };
      many.apply({
        type: "project_set",
        t: NOW,
        project: { ...project, effortBasis: "planned", deadline: NOW + 30 * DAY },
      });
    }
    const insights = findInsights(factsOf(many));
    expect(insights).toHaveLength(MAX_INSIGHTS);
    const weights = insights.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  });

  it("are few where nothing was entered", () => {
    expect(kinds(findInsights(factsOf(LifeModel.create())))).toEqual(["signals_missing"]);
  });
});
