/**
 * The skill graph of a person as a statechart.
 *
 * empty  no skill is named yet: edges and evidence have nothing to stand on
 * known  at least one skill
 */
import { assign, setup } from "xstate";
import { EMPTY_GRAPH, evolve, type SkillGraph, type SkillsEvent } from "./skill-graph.ts";

const recorded = { actions: "record" } as const;

const types: { context?: SkillGraph; events?: SkillsEvent } = {};

export const skillsMachine = setup({
  types,
  guards: {
    lastSkill: ({ context: { skills }, event }) =>
      event.type === "skill_removed" && Object.keys(skills).every((id) => id === event.payload.skillId),
  },
  actions: {
    record: assign(({ context, event }) => evolve(context, event)),
  },
}).createMachine({
  id: "skills",
  context: EMPTY_GRAPH,
  initial: "empty",
  states: {
    empty: {
      on: { skill_set: { target: "known", actions: "record" } },
    },
    known: {
      on: {
        skill_set: recorded,
        skill_removed: [{ guard: "lastSkill", target: "empty", actions: "record" }, recorded],
        edge_set: recorded,
        edge_removed: recorded,
        evidence_added: recorded,
        evidence_retracted: recorded,
      },
    },
  },
});
