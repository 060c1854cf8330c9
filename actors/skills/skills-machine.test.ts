import type { Evidence, Skill } from "@trajectory/protocols/events/entities.ts";
import { createActor } from "xstate";
import { describe, expect, it } from "vitest";
import type { SkillsEvent } from "./skill-graph.ts";
import { skillsMachine } from "./skills-machine.ts";

function skill(id: string): Skill {
  return { id, name: id.toUpperCase(), domain: "software", mu0: -1, decay: "mixed", motor: false };
}

function evidence(id: string, skillId: string): Evidence {
  return {
    id,
    skillId,
    t: 0,
    kind: "test",
    sourceId: "quiz",
    strength: 1,
    reliability: 1,
    practice: false,
    value: { level: 2 },
    quote: "I did it",
  };
}

const set = (id: string): SkillsEvent => ({ type: "skill_set", at: 0, payload: { skill: skill(id) } });
const removed = (skillId: string): SkillsEvent => ({ type: "skill_removed", at: 0, payload: { skillId } });
const added = (id: string, skillId: string): SkillsEvent => {
  return { type: "evidence_added", at: 0, payload: { evidence: evidence(id, skillId) } };
};
const edge = (from: string, to: string): SkillsEvent => {
  return { type: "edge_set", at: 0, payload: { edge: { from, to, type: "similarity", w: 0.5 } } };
};

function after(...events: SkillsEvent[]) {
  const actor = createActor(skillsMachine).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
}

describe("the skills machine", () => {
  it("has nothing for edges and evidence to stand on while it is empty", () => {
    const empty = after();
    expect(empty.value).toBe("empty");
    expect(empty.can(edge("ts", "rt"))).toBe(false);
    expect(empty.can(added("e1", "ts"))).toBe(false);
    expect(empty.can(removed("ts"))).toBe(false);
    expect(empty.can(set("ts"))).toBe(true);
  });

  it("knows skills until the last one is gone", () => {
    expect(after(set("ts"), set("rt"), removed("ts")).value).toBe("known");
    expect(after(set("ts"), set("rt"), removed("ts"), removed("rt")).value).toBe("empty");
  });

  it("keeps names and quotes, and one edge between two skills", () => {
    const { context } = after(set("ts"), set("rt"), edge("ts", "rt"), edge("rt", "ts"), added("e1", "ts"));
    expect(context.skills["ts"]?.name).toBe("TS");
    expect(context.evidence["e1"]?.quote).toBe("I did it");
    expect(context.edges).toEqual([{ from: "rt", to: "ts", type: "similarity", w: 0.5 }]);
  });

  it("lets edges and evidence go with their skill", () => {
    const { context } = after(
      set("ts"),
      set("rt"),
      edge("ts", "rt"),
      added("e1", "ts"),
      added("e2", "rt"),
      removed("ts"),
    );
    expect(context.edges).toEqual([]);
    expect(Object.keys(context.evidence)).toEqual(["e2"]);
  });

  it("takes back edges and evidence", () => {
    const { context } = after(
      set("ts"),
      set("rt"),
      edge("ts", "rt"),
      added("e1", "ts"),
      { type: "edge_removed", at: 0, payload: { from: "rt", to: "ts" } },
      { type: "evidence_retracted", at: 0, payload: { evidenceId: "e1" } },
    );
    expect(context.edges).toEqual([]);
    expect(context.evidence).toEqual({});
  });
});
