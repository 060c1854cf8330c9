/**
 * The four live XState actors of one user behind a thin port: XState 6 changes restore, and only this file would.
 * An actor is made when it is first needed; until then it is in its machine's initial state.
 */
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import { type AnyStateMachine, type AnyMachineSnapshot, createActor, type Actor } from "xstate";
import type { Conversation } from "../interview/conversation.ts";
import { interviewMachine } from "../interview/interview-machine.ts";
import { lifeMachine } from "../life/life-machine.ts";
import type { Portfolio } from "../life/portfolio.ts";
import type { SessionContext } from "../session/recording.ts";
import { sessionMachine } from "../session/session-machine.ts";
import type { SkillGraph } from "../skills/skill-graph.ts";
import { skillsMachine } from "../skills/skills-machine.ts";
import { canonical } from "./canonical.ts";
import type { MachineEvent } from "./messages.ts";

export const MACHINES: Readonly<Record<ActorName, AnyStateMachine>> = {
  life: lifeMachine,
  skills: skillsMachine,
  session: sessionMachine,
  interview: interviewMachine,
};

export interface Contexts {
  life: Portfolio;
  skills: SkillGraph;
  session: SessionContext;
  interview: Conversation;
}

/** What XState persists, as JSON. */
export type PersistedActors = Record<ActorName, unknown>;

/** An actor threw: its state cannot be trusted any more. */
export class ActorError extends Error {
  override readonly name = "ActorError";
  readonly actor: ActorName;

  constructor(actor: ActorName, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The ${actor} actor threw: ${why}`, { cause });
    this.actor = actor;
  }
}

export class ActorSet {
  readonly #live = new Map<ActorName, Actor<AnyStateMachine>>();
  readonly #persisted: Partial<PersistedActors>;

  /** @throws ActorError when a machine cannot take up its persisted state */
  constructor(persisted: Partial<PersistedActors> = {}) {
    this.#persisted = persisted;
  }

  context<Name extends ActorName>(name: Name): Contexts[Name] {
    return this.#snapshot(name).context as Contexts[Name];
  }

  /** The state of the chart, such as `"idle"` or `{ live: "measuring" }`. */
  value(name: ActorName): unknown {
    return this.#snapshot(name).value;
  }

  can<Name extends ActorName>(name: Name, event: MachineEvent<Name>): boolean {
    return this.#snapshot(name).can(event);
  }

  /** @throws ActorError */
  send<Name extends ActorName>(name: Name, event: MachineEvent<Name>): void {
    const actor = this.#actor(name);
    throwIfFailed(name, actor);
    actor.send(event);
    throwIfFailed(name, actor);
  }

  toJSON(): PersistedActors {
    const persisted = ACTORS.map((name) => [name, canonical(this.#persist(name))]);
    return Object.fromEntries(persisted) as PersistedActors;
  }

  /**
   * Lets go of the live actors and keeps their states; whoever is needed next is taken up again (about 8 µs). A live
   * actor costs about 4 kB more than its state.
   */
  doze(): void {
    for (const [name, actor] of this.#live) {
      this.#persisted[name] = actor.getPersistedSnapshot();
      actor.stop();
    }
    this.#live.clear();
  }

  #persist(name: ActorName): unknown {
    const live = this.#live.get(name);
    return live?.getPersistedSnapshot() ?? this.#persisted[name] ?? initial(name).persisted;
  }

  #snapshot(name: ActorName): AnyMachineSnapshot {
    const live = this.#live.get(name);
    if (live !== undefined) return live.getSnapshot();
    return this.#persisted[name] === undefined ? initial(name).snapshot : this.#actor(name).getSnapshot();
  }

  #actor(name: ActorName): Actor<AnyStateMachine> {
    const live = this.#live.get(name);
    if (live !== undefined) return live;
    const actor = start(name, this.#persisted[name]);
    this.#live.set(name, actor);
    delete this.#persisted[name];
    return actor;
  }
}

interface Initial {
  snapshot: AnyMachineSnapshot;
  persisted: unknown;
}

const initials = new Map<ActorName, Initial>();

function initial(name: ActorName): Initial {
  let made = initials.get(name);
  if (made === undefined) {
    const actor = start(name, undefined);
    made = { snapshot: actor.getSnapshot(), persisted: actor.getPersistedSnapshot() };
    initials.set(name, made);
  }
  return made;
}

function start(name: ActorName, persisted: unknown): Actor<AnyStateMachine> {
  const options = persisted === undefined ? {} : { snapshot: persisted as AnyMachineSnapshot };
  const actor = createActor(MACHINES[name], options);
  // Without an error observer XState rethrows later, outside, and the process ends.
  actor.subscribe({ error: keepQuiet });
  actor.start();
  throwIfFailed(name, actor);
  return actor;
}

function keepQuiet(): void {}

function throwIfFailed(name: ActorName, actor: Actor<AnyStateMachine>): void {
  const snapshot: AnyMachineSnapshot = actor.getSnapshot();
  if (snapshot.status === "error") throw new ActorError(name, snapshot.error);
}
