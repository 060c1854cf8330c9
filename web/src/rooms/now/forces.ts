/** The forces of a snapshot as rows: value, meaning, parts and what would change them. */
import type { Part, Sensitivity } from "@trajectory/engine/forces/reading.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { Messages } from "../../i18n/en.ts";
import { fill } from "../../i18n/fill.ts";
import type { Format } from "../../i18n/format.ts";
import type { Names } from "../../portfolio/names.ts";

export interface ForceRow {
  id: string;
  name: string;
  meaning: string;
  value: number | null;
  /** Share of one, shown as percent; otherwise a number with its unit. */
  percent: boolean;
  unit: string;
  sd?: number | undefined;
  /** Sum to the value; empty where it is not a sum. */
  parts: { id: string; label: string; value: number }[];
  /** Does the value follow from assumed constants alone? */
  assumed: boolean;
  changes: Sensitivity[];
}

export function forceRows(state: PhysicsSnapshot, names: Names, t: Messages, f: Format): ForceRow[] {
  const words = t.forces;
  const projects = named(names.project);
  const constraints = named(names.constraint);
  const changes = (of: Sensitivity["of"], ...by: Sensitivity["by"][]): Sensitivity[] =>
    state.sensitivities.filter((one) => one.of === of && by.includes(one.by));
  const weeks = f.number(state.required.criticalTime.value);
  const row = (
    id: string,
    words: [name: string, meaning: string],
    quantity: { value: number | null; unit: keyof Messages["units"]; sd?: number },
    rest: Partial<Pick<ForceRow, "parts" | "percent" | "assumed" | "changes">> = {},
  ): ForceRow => {
    return {
      id,
      name: words[0],
      meaning: words[1],
      value: quantity.value,
      unit: t.units[quantity.unit],
      sd: quantity.sd,
      percent: false,
      parts: [],
      assumed: false,
      changes: [],
      ...rest,
    };
  };
  const partNames: Record<string, string> = {
    base: words.partBase,
    wip: words.partWip,
    gap: words.partGap,
    switch: words.partSwitch,
    overload: words.partOverload,
    body: words.partBody,
  };
  const ofModel = named((id) => partNames[id] ?? id);
  return [
    row("velocity", [words.velocity, words.velocityMeaning], state.velocity, {
      parts: projects(state.velocity.parts),
      changes: changes("eta", "pace"),
    }),
    row("escapeVelocity", [words.escapeVelocity, words.escapeVelocityMeaning], state.escapeVelocity, {
      parts: state.escapeVelocity.floored
        ? []
        : [
            { id: "required", label: words.required, value: state.required.value },
            { id: "gravity", label: words.gravity, value: state.gravity.value },
          ],
    }),
    row("thrust", [words.thrust, words.thrustMeaning], state.thrust, {
      parts: projects(state.thrust.parts),
      changes: changes("etaInf", "hours", "skill", "energy"),
    }),
    row("required", [words.required, fill(words.requiredMeaning, { weeks })], state.required, {
      parts: projects(state.required.parts),
      changes: changes("eta", "remaining", "criticalTime"),
    }),
    row("gravity", [words.gravity, words.gravityMeaning], state.gravity, {
      parts: constraints(state.gravity.parts),
      changes: changes("eta", "gravity"),
    }),
    row("mass", [words.mass, words.massMeaning], state.mass, {
      parts: ofModel(state.mass.parts),
      assumed: true,
    }),
    row("drag", [words.drag, words.dragMeaning], state.drag, {
      parts: ofModel(state.drag.parts),
      percent: true,
      assumed: true,
    }),
    row("timeConstant", [words.timeConstant, words.timeConstantMeaning], state.timeConstant, {
      assumed: true,
    }),
    row("alignment", [words.alignment, words.alignmentMeaning], state.alignment, {
      parts: projects(state.alignment.parts),
      percent: true,
    }),
    row("balance", [words.balance, words.balanceMeaning], state.balance, { percent: true }),
  ];
}

function named(name: (id: string) => string) {
  return (parts: readonly Part[]) => parts.map(({ id, value }) => ({ id, value, label: name(id) }));
}

/** A sensitivity as a step that a person can picture, and what the step moves, as a share. */
export function stepOf(one: Sensitivity, names: Names, t: Messages): { text: string; effect: number } {
  const words = t.forces;
  const id = one.id ?? "";
  switch (one.by) {
    case "hours":
      return { text: fill(words.perHour, { name: names.project(id) }), effect: one.value };
    case "pace":
      return { text: fill(words.perPace, { name: names.project(id) }), effect: one.value };
    case "gravity":
      return { text: fill(words.perHourGravity, { name: names.constraint(id) }), effect: one.value };
    case "skill":
      return { text: fill(words.perLevel, { name: names.skill(id) }), effect: one.value * LEVEL };
    case "remaining":
      return { text: fill(words.perWork, { name: names.project(id) }), effect: one.value * WORK_HOURS };
    case "criticalTime":
      return { text: words.perWeek, effect: one.value };
    case "energy":
      return { text: words.perEnergy, effect: one.value };
  }
}

/** One level, in logit. */
const LEVEL = 1.5;
const WORK_HOURS = 10;
