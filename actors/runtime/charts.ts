/**
 * What an inspector of statecharts shows: the chart as it is drawn, and the way a person's actor went through it.
 * Computed on request from the machine and the log; nothing is attached to living actors.
 */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { AnyStateNode } from "xstate";
import { MACHINES } from "./actor-set.ts";
import type { EventLog } from "./ports.ts";
import { eventsAfter, replayInto } from "./replay.ts";
import { UserState } from "./user-state.ts";

export interface ChartTransition {
  event: string;
  /** Paths of states; empty where the state stays and only the context changes. */
  targets: string[];
  /** Name of the condition, where there is one. */
  guard: string | undefined;
}

export interface ChartState {
  /** Names from the outside in, joined by dots: `live.opening`. Empty for the chart itself. */
  path: string;
  type: "atomic" | "compound" | "parallel" | "final" | "history";
  /** Where it begins, of a compound state. */
  initial: string | undefined;
  transitions: ChartTransition[];
}

/** The chart of an actor, outer states before their inner ones. */
export function chartOf(actor: ActorName): ChartState[] {
  return statesOf(MACHINES[actor].root);
}

export interface ChartStep {
  seq: number;
  at: number;
  /** The event that caused it, and the command behind that. */
  event: string;
  commandId: string;
  from: unknown;
  to: unknown;
}

/**
 * The newest `limit` changes of state of one actor, oldest first.
 * @throws ReplayError, or what the log throws
 */
export async function chartSteps(
  log: EventLog,
  userId: string,
  actor: ActorName,
  limit = 100,
): Promise<ChartStep[]> {
  const state = new UserState(userId);
  const steps: ChartStep[] = [];
  let from = state.actors.value(actor);
  for await (const record of eventsAfter(log, userId)) {
    replayInto(state, record);
    const to = state.actors.value(actor);
    if (JSON.stringify(to) === JSON.stringify(from)) continue;
    steps.push(stepOf(record, from, to));
    if (steps.length > limit) steps.shift();
    from = to;
  }
  return steps;
}

function stepOf({ seq, at, type, commandId }: EventRecord, from: unknown, to: unknown): ChartStep {
  return { seq, at, event: type, commandId, from, to };
}

function statesOf(node: AnyStateNode): ChartState[] {
  const initial = node.type === "compound" ? node.initial.target[0] : undefined;
  const state: ChartState = {
    path: node.path.join("."),
    type: node.type,
    initial: initial?.path.join("."),
    transitions: [...node.transitions.values()].flat().map(({ eventType, target, guard }) => ({
      event: eventType,
      targets: (target ?? []).map(({ path }) => path.join(".")),
      guard: typeof guard === "string" ? guard : undefined,
    })),
  };
  return [state, ...Object.values(node.states).flatMap(statesOf)];
}
