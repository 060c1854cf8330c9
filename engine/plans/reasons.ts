/** The numbers of the present state that a step rests on. */
import type { Facts } from "../insights/facts.ts";
import { numberAt, refer, type Reference, type ShownUnit } from "../insights/references.ts";
import type { Candidate } from "./candidates.ts";

type Named = readonly [name: string, path: string, unit: ShownUnit];

export function reasonsFor({ kind, target, from }: Candidate, facts: Facts): Reference[] {
  return namesFor(kind, target, from ?? "", facts)
    .filter(([, path]) => numberAt(facts, path) !== undefined)
    .map(([name, path, unit]) => refer(facts, name, path, unit));
}

function namesFor(kind: Candidate["kind"], target: string, from: string, facts: Facts): Named[] {
  const project = (name: string): string => `state.projects.${target}.${name}`;
  switch (kind) {
    case "advance_project":
      return [
        ["relevance", project("relevance"), "share"],
        ["efficiency", project("efficiency"), "share"],
        ["needed", `needs.${target}.needed`, "eh/wk"],
        ["held", `needs.${target}.held`, "eh/wk"],
      ];
    case "practise_skill": {
      const where = mostInNeedOf(target, facts);
      return [["success", `state.projects.${where}.requirements.${target}.success`, "share"]];
    }
    case "shift_hours":
      return [
        ["relevance", project("relevance"), "share"],
        ["relevanceFrom", `state.projects.${from}.relevance`, "share"],
      ];
    case "ease_project":
      return [
        ["planned", "load.planned", "h/wk"],
        ["available", "load.available", "h/wk"],
      ];
    case "lighten_constraint":
      return [["load", `state.gravity.parts.${target}.value`, "h/wk"]];
    case "move_deadline":
      return [
        ["required", "state.required.value", "eh/wk"],
        ["weeks", project("weeksLeft"), "wk"],
      ];
  }
}

/** The project with most hours among those that require the skill. */
function mostInNeedOf(skillId: string, { state }: Facts): string {
  const requiring = state.projects.filter(({ requirements }) =>
    requirements.some((one) => one.skillId === skillId),
  );
  return requiring.toSorted((a, b) => b.hours - a.hours)[0]?.id ?? "";
}
