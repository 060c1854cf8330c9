/** A machine as data: its states and what leads from one to another, for whoever draws it. */
import { MACHINES } from "@trajectory/actors/runtime/actor-set.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";

type AnyStateNode = (typeof MACHINES)[ActorName]["root"];

export interface ChartState {
  /** Path from the root, such as "live.measuring"; "" is the root. */
  path: string;
  type: "atomic" | "compound" | "parallel" | "final" | "history";
  /** Path of the child that is entered first. */
  initial?: string;
  transitions: ChartTransition[];
  states: ChartState[];
}

export interface ChartTransition {
  event: string;
  /** Paths of the states entered; [] where the event is recorded without leaving the state. */
  targets: string[];
  /** Name of the condition. */
  guard?: string;
}

/** By actor. Machines do not change while the process runs. */
export const CHARTS = Object.fromEntries(
  Object.entries(MACHINES).map(([actor, machine]) => [actor, describe(machine.root)]),
) as Readonly<Record<ActorName, ChartState>>;

function describe(node: AnyStateNode): ChartState {
  const initial = node.initial?.target?.[0];
  const transitions = [...node.transitions].flatMap(([event, list]) =>
    list.map(({ target, guard }) => ({
      event,
      targets: (target ?? []).map(pathOf),
      ...(typeof guard === "string" ? { guard } : {}),
    })),
  );
  return {
    path: pathOf(node),
    type: node.type,
    ...(initial === undefined || node.type !== "compound" ? {} : { initial: pathOf(initial) }),
    transitions,
    states: Object.values(node.states).map(describe),
  };
}

function pathOf(node: AnyStateNode): string {
  return node.path.join(".");
}

/** `{ live: "measuring" }` as "live.measuring". */
export function pathOfValue(value: unknown): string {
  if (typeof value === "string") return value;
  const [entry] = Object.entries(value as Record<string, unknown>);
  return entry === undefined ? "" : `${entry[0]}.${pathOfValue(entry[1])}`;
}
