/** An operator who pauses people and resumes them, with whichever node serves them, until it is done. */
import { partitionOf } from "@trajectory/protocols/subjects.ts";
import type { Node } from "./cluster.ts";
import type { Process, World } from "./world.ts";

/** A pause that a node has confirmed and nobody has begun to end. Another pause is another object. */
export type Pause = object;

const TRY_AGAIN_MS = 200;
/** What the database executes late is over by then, ms. */
const INSIST_MS = 6_000;

export class Operator {
  readonly #world: World;
  readonly #process: Process;
  readonly #nodes: () => readonly Node[];
  readonly #pauses = new Map<string, Pause>();
  /** Users whose pause has been asked for and is not over. */
  readonly #underWay = new Set<string>();

  constructor(world: World, process: Process, nodes: () => readonly Node[]) {
    this.#world = world;
    this.#process = process;
    this.#nodes = nodes;
  }

  get isDone(): boolean {
    return this.#underWay.size === 0;
  }

  pauseOf(userId: string): Pause | undefined {
    return this.#pauses.get(userId);
  }

  /** Asks for a pause once, unless there is one, and ends it after `ms` whether or not anybody confirmed it. */
  pauseFor(userId: string, ms: number): void {
    if (this.#underWay.has(userId)) return;
    let ending = false;
    this.#underWay.add(userId);
    this.#ask(userId, "pause", () => {
      if (!ending) this.#pauses.set(userId, {});
    });
    this.#world.after(ms, this.#process, () => {
      ending = true;
      this.#pauses.delete(userId);
      this.#resume(userId, this.#world.elapsed + INSIST_MS);
    });
  }

  #resume(userId: string, until: number): void {
    let resumed = false;
    this.#ask(userId, "resume", () => {
      resumed = true;
    });
    this.#world.after(TRY_AGAIN_MS, this.#process, () => {
      if (resumed && this.#world.elapsed > until) this.#end(userId);
      else this.#resume(userId, until);
    });
  }

  /** A resume without an answer may be executed late too, and would end a later pause. */
  #end(userId: string): void {
    this.#world.after(INSIST_MS, this.#process, () => this.#underWay.delete(userId));
  }

  #ask(userId: string, what: "pause" | "resume", confirmed: () => void): void {
    const owner = this.#nodes().find(
      ({ process, keeper }) => process.state === "up" && keeper.owns(partitionOf(userId)),
    );
    if (owner === undefined) return;
    const { runtime, process } = owner;
    runtime[what](userId).then(
      () => {
        this.#world.note(process.name, () => `${what} of ${userId} is kept`);
        confirmed();
      },
      (error: unknown) => this.#world.note(process.name, () => `no ${what} of ${userId}: ${String(error)}`),
    );
  }
}
