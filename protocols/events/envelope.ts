/** How commands, answers and events travel: JSON on NATS, in HTTP bodies, in the feed and in the log. */
import { Type } from "typebox";
import type { ErrorBody } from "../errors.ts";
import type { ActorName } from "../subjects.ts";
import { interviewCommands, interviewEvents } from "./interview.ts";
import { lifeCommands, lifeEvents } from "./life.ts";
import { sessionCommands, sessionEvents } from "./session.ts";
import { skillsCommands, skillsEvents } from "./skills.ts";

/** By actor and command name: the schema of the payload. */
export const COMMANDS = {
  session: sessionCommands,
  skills: skillsCommands,
  interview: interviewCommands,
  life: lifeCommands,
} as const satisfies Record<ActorName, Record<string, Type.TSchema>>;

/** By actor and event type: the schema of the payload. */
export const EVENTS = {
  session: sessionEvents,
  skills: skillsEvents,
  interview: interviewEvents,
  life: lifeEvents,
} as const satisfies Record<ActorName, Record<string, Type.TSchema>>;

type Payloads<Schemas extends Record<string, Type.TSchema>> = {
  [Name in keyof Schemas & string]: Type.Static<Schemas[Name]>;
};

export type CommandsOf<Actor extends ActorName> = Payloads<(typeof COMMANDS)[Actor]>;
export type EventsOf<Actor extends ActorName> = Payloads<(typeof EVENTS)[Actor]>;

export const CommandId = Type.String({
  pattern: "^[A-Za-z0-9_-]{8,64}$",
  description: "Chosen by the sender; the same id gives the same answer.",
});

/** What a command looks like on the bus. Actor, command name and user stand in the subject. */
export const CommandEnvelope = Type.Object(
  { id: CommandId, payload: Type.Unknown() },
  { additionalProperties: false },
);
export type CommandEnvelope = Type.Static<typeof CommandEnvelope>;

/** One accepted fact in a user's log. */
export interface EventRecord {
  userId: string;
  /** Counts from 1 without gaps, over all four actors of the user. */
  seq: number;
  actor: ActorName;
  type: string;
  /** Event time, ms since the Unix epoch: sensor time for windows, otherwise when the command was accepted. */
  at: number;
  /** The command that made it; events that follow from it carry the same id. */
  commandId: string;
  /** Version of the machine that wrote it. */
  machineVersion: number;
  payload: unknown;
}

export type CommandReply =
  | {
      ok: true;
      /** Of the last event that the command made. */
      seq: number;
      events: EventRecord[];
    }
  | { ok: false; error: ErrorBody };
