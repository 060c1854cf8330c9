/** A step in words. */
import type { Step } from "../../api/plans.ts";
import { fill } from "../../i18n/fill.ts";
import type { Messages } from "../../i18n/en.ts";
import type { Format } from "../../i18n/format.ts";
import type { Names } from "../../portfolio/names.ts";

export function stepText({ kind, target, from, amount }: Step, names: Names, t: Messages, f: Format): string {
  return fill(t.plans.steps[kind], {
    name: nameOf(kind, target, names),
    from: from === undefined ? "" : names.project(from),
    hours: f.number(amount),
    weeks: f.number(amount, 0),
  });
}

function nameOf(kind: Step["kind"], target: string, names: Names): string {
  if (kind === "practise_skill") return names.skill(target);
  return kind === "lighten_constraint" ? names.constraint(target) : names.project(target);
}

/** What can be said of a step of this kind beside its state. */
export function reportableOn(kind: Step["kind"]): "project" | "skill" | "nothing" {
  if (kind === "practise_skill") return "skill";
  return kind === "lighten_constraint" ? "nothing" : "project";
}
