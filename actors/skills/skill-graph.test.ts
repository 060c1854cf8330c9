import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH, evolve, type SkillGraph, type SkillsEvent } from "./skill-graph.ts";

const skillSet = (id: string): SkillsEvent => ({
  type: "skill_set",
  at: 0,
  payload: { skill: { id, name: id, domain: "d", mu0: -1, decay: "mixed", motor: false } },
});
const edgeSet = (from: string, to: string): SkillsEvent => ({
  type: "edge_set",
  at: 0,
  payload: { edge: { from, to, type: "similarity", w: 0.5 } },
});
const after = (graph: SkillGraph, ...events: SkillsEvent[]): SkillGraph => events.reduce(evolve, graph);

describe("the skill graph", () => {
  it("leaves what came from elsewhere as it was", () => {
    const stored = JSON.parse(JSON.stringify(after(EMPTY_GRAPH, skillSet("a"), skillSet("b")))) as SkillGraph;
    const before = JSON.stringify(stored);
    const grown = after(stored, skillSet("c"), edgeSet("a", "c"), {
      type: "skill_removed",
      at: 0,
      payload: { skillId: "b" },
    });
    expect(JSON.stringify(stored)).toBe(before);
    expect(Object.keys(grown.skills)).toEqual(["a", "c"]);
    expect(EMPTY_GRAPH).toEqual({ skills: {}, edges: [], evidence: {} });
  });

  it("starts two people apart from each other", () => {
    const ann = after(EMPTY_GRAPH, skillSet("a"));
    const bob = after(EMPTY_GRAPH, skillSet("b"));
    expect([Object.keys(ann.skills), Object.keys(bob.skills)]).toEqual([["a"], ["b"]]);
  });

  it("keeps one edge between two skills, whichever way it runs", () => {
    const { edges } = after(EMPTY_GRAPH, skillSet("a"), skillSet("b"), edgeSet("a", "b"), edgeSet("b", "a"));
    expect(edges).toMatchObject([{ from: "b", to: "a" }]);
  });

  it("grows to thirty thousand skills, each event at the cost of the first", () => {
    let graph = EMPTY_GRAPH;
    for (let i = 0; i < 30_000; i++) graph = evolve(graph, skillSet(`s${i}`));
    expect(Object.keys(graph.skills)).toHaveLength(30_000);
  });
});
