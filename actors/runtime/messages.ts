/** What the machines receive and what a command becomes. */
import type { CommandsOf, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";

/** An event of the log as a machine sees it: live and in replay the same. */
export type MachineEvent<Actor extends ActorName> = {
  [Type in keyof EventsOf<Actor>]: { type: Type; at: number; payload: EventsOf<Actor>[Type] };
}[keyof EventsOf<Actor>];

/** A command whose payload has passed its schema. */
export type Command<Actor extends ActorName> = {
  [Name in keyof CommandsOf<Actor>]: { name: Name; payload: CommandsOf<Actor>[Name] };
}[keyof CommandsOf<Actor>];

/** A fact that a command wants to become an event of one actor, or a message to a sibling in the same commit. */
export type Message = {
  [Actor in ActorName]: {
    [Type in keyof EventsOf<Actor>]: { actor: Actor; type: Type; payload: EventsOf<Actor>[Type] };
  }[keyof EventsOf<Actor>];
}[ActorName];

/** The record without an entry; the same record when it has none. */
export function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}
