/** The changes that move the index most, from the model's sensitivities. */
import type { Sensitivity } from "@trajectory/engine/forces/reading.ts";

export interface HelpfulChange {
  kind: "hours" | "gravity" | "skill";
  id: string;
  /** What the change adds to the index, as a share: 0.065 is 6.5 points. */
  effect: number;
}

/** Half a level, in logit. */
const HALF_LEVEL = 0.75;

/** One hour more for a project, one hour less for a constraint, half a level more in a skill: the best, best first. */
export function helpfulChanges(sensitivities: readonly Sensitivity[], count = 3): HelpfulChange[] {
  return sensitivities
    .flatMap((sensitivity) => changeOf(sensitivity) ?? [])
    .filter(({ effect }) => effect > 0)
    .sort((a, b) => b.effect - a.effect)
    .slice(0, count);
}

function changeOf({ by, id, value, of }: Sensitivity): HelpfulChange | undefined {
  if (id === undefined) return undefined;
  if (by === "hours" && of === "etaInf") return { kind: "hours", id, effect: value };
  if (by === "gravity") return { kind: "gravity", id, effect: -value };
  if (by === "skill" && of === "etaInf") return { kind: "skill", id, effect: value * HALF_LEVEL };
  return undefined;
}
