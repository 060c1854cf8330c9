/** What a command wants to become: facts for the actor itself and messages to its siblings. Pure. */
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { decide as decideInterview } from "../interview/interview-actor.ts";
import { decide as decideLife } from "../life/life-actor.ts";
import { decide as decideSession, isNewest } from "../session/session-actor.ts";
import { decide as decideSkills } from "../skills/skills-actor.ts";
import type { ActorSet } from "./actor-set.ts";
import type { Command, Message } from "./messages.ts";

/** A command to any actor, its payload checked against its schema. */
export type AnyCommand = { [Name in ActorName]: { actor: Name } & Command<Name> }[ActorName];

export function decide(command: AnyCommand, actors: ActorSet): Message[] {
  switch (command.actor) {
    case "life":
      return [decideLife(command)];
    case "skills":
      return [decideSkills(command)];
    case "session":
      return [decideSession(command)];
    case "interview":
      return decideInterview(command, actors.context("interview"), {
        session: actors.context("session"),
        life: actors.context("life"),
      });
  }
}

/** Windows come by the thousand and in order: they need no memory of command ids to be known as new. */
export function isKnownByOrder(command: AnyCommand): boolean {
  return command.actor === "session" && command.name === "record_window";
}

/** True when the order of a session's windows shows that this one was never taken. */
export function isNewByOrder(command: AnyCommand, actors: ActorSet): boolean {
  return (
    command.actor === "session" &&
    command.name === "record_window" &&
    isNewest(command.payload, actors.context("session"))
  );
}
