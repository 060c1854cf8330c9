/** A life as it was recorded: the events of its log, and where they led with the machines of that time. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import { canonical } from "../canonical.ts";
import type { UserState } from "../user-state.ts";

export interface RecordedLife {
  about: string;
  events: EventRecord[];
  outcome: LifeOutcome;
}

export interface LifeOutcome {
  charts: Record<ActorName, { value: unknown; context: unknown }>;
  /** Without the hash: it depends on the last bit of every input. */
  physics: Omit<PhysicsSnapshot, "inputsHash">;
}

export function outcomeOf(state: UserState): LifeOutcome {
  const charts = ACTORS.map((name) => [
    name,
    { value: state.actors.value(name), context: state.actors.context(name) },
  ]);
  const outcome = {
    charts: Object.fromEntries(charts) as LifeOutcome["charts"],
    physics: state.model.snapshot(),
  };
  return canonical(outcome) as LifeOutcome;
}

/** Where two values differ, by path; numbers may differ by `tolerance`, relative to the larger one. */
export function differences(before: unknown, now: unknown, tolerance = 1e-10, path = ""): string[] {
  if (typeof before === "number" && typeof now === "number") {
    const bound = tolerance * Math.max(1, Math.abs(before), Math.abs(now));
    return Math.abs(before - now) <= bound ? [] : [`${path}: was ${before}, is ${now}`];
  }
  if (isObject(before) && isObject(now)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...keys].flatMap((key) => {
      return differences(before[key], now[key], tolerance, path === "" ? key : `${path}.${key}`);
    });
  }
  return before === now ? [] : [`${path}: was ${JSON.stringify(before)}, is ${JSON.stringify(now)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
