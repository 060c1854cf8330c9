/**
 * One user in memory: the model of the person's life and the four actors that own it part by part. Synchronous and
 * deterministic: the state is a function of the log, live, after restore and in replay.
 */
import { ModelError } from "@trajectory/engine/errors.ts";
import type { ModelEvent } from "@trajectory/engine/life/events.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { dotted, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import { escapeIndexChanged, toModel as lifeToModel } from "../life/life-actor.ts";
import { toModel as sessionToModel } from "../session/session-actor.ts";
import { toModel as skillsToModel } from "../skills/skills-actor.ts";
import { ActorSet, type PersistedActors } from "./actor-set.ts";
import { canonical, hashOf } from "./canonical.ts";
import { CommandMemory, type RememberedCommands } from "./command-memory.ts";
import { type AnyCommand, decide, isKnownByOrder, isNewByOrder } from "./decide.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import type { MachineEvent, Message } from "./messages.ts";
import { NewEvent } from "./new-event.ts";

const MS_PER_DAY = 86_400_000;
/** A recording replayed faster than it was made is ahead too. */
const MAX_SENSOR_AHEAD_MS = MS_PER_DAY;

/** Of a snapshot: JSON. */
export interface StoredState {
  model: unknown;
  actors: PersistedActors;
  commands: RememberedCommands;
  tickedDay: number;
}

export class UserState {
  readonly userId: string;
  readonly actors: ActorSet;
  readonly #model: LifeModel;
  readonly #commands: CommandMemory;
  /** UTC day up to which time has been told to pass: of the last tick, or of the first event. */
  #tickedDay: number;
  #seq: number;

  /** Of a user without events, or as stored. @throws ActorError, ModelError when the state does not fit the code */
  constructor(userId: string, stored?: { seq: number; state: StoredState }) {
    this.userId = userId;
    this.#seq = stored?.seq ?? 0;
    this.#model = stored === undefined ? LifeModel.create() : LifeModel.fromJSON(stored.state.model);
    this.actors = new ActorSet(stored?.state.actors);
    this.#commands = new CommandMemory(stored?.state.commands);
    this.#tickedDay = stored?.state.tickedDay ?? 0;
  }

  /** Of the last event applied; it may not be committed yet. */
  get seq(): number {
    return this.#seq;
  }

  /** True when the log must be asked whether it has the command already. */
  mayHave(commandId: string, command: AnyCommand): boolean {
    return isKnownByOrder(command) ? !isNewByOrder(command, this.actors) : this.#commands.mayKnow(commandId);
  }

  /** True when days have passed that the model has not been told of. */
  needsTick(now: number): boolean {
    return this.#seq > 0 && dayOf(now) > this.#tickedDay;
  }

  /**
   * Decides on a command and applies what follows. Nothing has changed when it throws ProtocolError; after anything
   * else the state is spoilt.
   * @returns the new events, with consecutive seq, not yet committed
   * @throws ProtocolError `command_refused` or `model_refused`
   */
  accept(command: AnyCommand, at: number, commandId: string): EventRecord[] {
    const time = command.name === "record_window" ? sensorTime(command.payload.window, at) : at;
    const messages = decide(command, this.actors);
    for (const message of messages) this.#check(message, time, command);
    // The first refusal must find the model unchanged.
    const taught = messages.filter((message) => this.#teach(message, time, commandId));
    if (taught.length > 1) throw new Error("A command may change the model only once.");
    const transition = taught.length === 1 ? this.#model.transition : null;
    if (transition !== null) messages.push(escapeIndexChanged(transition));
    return messages.map((message) => this.#record(message, time, commandId));
  }

  /** Applies an event of the log. @throws ActorError, ModelError, or Error when it is not the next one */
  replay(record: EventRecord): void {
    if (record.seq !== this.#seq + 1) {
      throw new Error(`Event ${record.seq} follows event ${this.#seq} in the log of ${this.userId}.`);
    }
    const message = { actor: record.actor, type: record.type, payload: canonical(record.payload) } as Message;
    if (!this.actors.can(message.actor, machineEvent(message, record.at))) {
      const state = JSON.stringify(this.actors.value(message.actor));
      throw new Error(`The ${message.actor} actor does not take ${message.type} in the state ${state}.`);
    }
    this.#teach(message, record.at, record.commandId);
    this.#apply(message, record.at, record.commandId);
  }

  /** To read only: it changes by events. */
  get model(): LifeModel {
    return this.#model;
  }

  /** Frees what the next message can make again: live actors, and the snapshot of the model. */
  doze(): void {
    this.actors.doze();
    this.#model.letGo();
  }

  store(): StoredState {
    return {
      model: this.#model.toJSON(),
      actors: this.actors.toJSON(),
      commands: this.#commands.toJSON(),
      tickedDay: this.#tickedDay,
    };
  }

  stateHash(): string {
    return hashOf([this.#seq, this.#model.stateHash(), this.actors.toJSON()]);
  }

  #check(message: Message, at: number, command: AnyCommand): void {
    if (this.actors.can(message.actor, machineEvent(message, at))) return;
    const state = JSON.stringify(this.actors.value(message.actor)).replaceAll('"', "");
    throw new ProtocolError(
      "command_refused",
      `The ${message.actor} actor is in the state ${state}: ${command.name} cannot be done now.`,
    );
  }

  /** False when the message means nothing to the model. */
  #teach(message: Message, at: number, commandId: string): boolean {
    const event = this.#modelEvent(message, at, commandId);
    if (event === undefined) return false;
    try {
      this.#model.apply(event);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      throw new ProtocolError("model_refused", `${dotted(error.field)}: ${error.hint}.`, {
        field: error.field,
        reason: error.code,
        cause: error,
      });
    }
    return true;
  }

  #modelEvent(message: Message, at: number, commandId: string): ModelEvent | undefined {
    switch (message.actor) {
      case "life":
        return lifeToModel({ ...message, at });
      case "skills":
        return skillsToModel({ ...message, at });
      case "session":
        return sessionToModel({ ...message, at }, this.actors.context("session"), commandId);
      case "interview":
        return undefined;
    }
  }

  #record(message: Message, at: number, commandId: string): EventRecord {
    this.#apply(message, at, commandId);
    return new NewEvent({
      userId: this.userId,
      seq: this.#seq,
      actor: message.actor,
      type: message.type,
      at,
      commandId,
      machineVersion: MACHINE_VERSION,
      payload: message.payload,
    });
  }

  #apply(message: Message, at: number, commandId: string): void {
    this.actors.send(message.actor, machineEvent(message, at));
    this.#seq++;
    if (message.type === "day_ticked" || this.#seq === 1) this.#tickedDay = dayOf(at);
    if (message.type !== "window_recorded") this.#commands.add(commandId);
  }
}

/** In whole microseconds, as the log keeps it. @throws ProtocolError when the sensor's clock is so far ahead that the model could never come back to today */
function sensorTime(window: { t1: number }, now: number): number {
  if (window.t1 <= now + MAX_SENSOR_AHEAD_MS) return Math.round(window.t1 * 1_000) / 1_000;
  throw new ProtocolError("invalid_input", "The window ends more than a day ahead of the server's clock.", {
    field: "window.t1",
  });
}

export function dayOf(at: number): number {
  return Math.floor(at / MS_PER_DAY);
}

function machineEvent({ type, payload }: Message, at: number): MachineEvent<ActorName> {
  return { type, at, payload } as MachineEvent<ActorName>;
}
