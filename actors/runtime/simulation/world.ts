/**
 * Time and processes of a simulation. Everything that happens is a task at a time; tasks run one after the other,
 * and what they start by promises alone is finished before the next. The same seed gives the same run.
 */
import type { Clock } from "../ports.ts";
import { Random } from "./random.ts";

/** Turns of the promise queue between two tasks; more than any chain of the runtime takes. */
const TURNS = 40;

interface Task {
  at: number;
  order: number;
  process: Process;
  run: () => void;
  cancelled: boolean;
}

/** Something that can be stopped or die: a node, or a client. */
export class Process implements Clock {
  readonly name: string;
  readonly #world: World;
  state: "up" | "paused" | "crashed" = "up";
  /** What its clock is wrong by, ms. */
  clockError = 0;
  readonly held: (() => void)[] = [];

  constructor(name: string, world: World) {
    this.name = name;
    this.#world = world;
  }

  now(): number {
    return Math.round(this.#world.now + this.clockError);
  }

  setTimer(ms: number, callback: () => void): () => void {
    return this.#world.after(ms, this, callback);
  }

  pause(): void {
    if (this.state === "up") this.state = "paused";
  }

  /** Everything that arrived meanwhile happens now, timers and messages in any order. */
  resume(): void {
    if (this.state !== "paused") return;
    this.state = "up";
    for (const run of this.held.splice(0)) this.#world.after(this.#world.random.next(), this, run);
  }

  crash(): void {
    this.state = "crashed";
    this.held.length = 0;
  }
}

export class World {
  /** Noon of day 20780. */
  static readonly START = 20_780 * 86_400_000 + 43_200_000;
  readonly random: Random;
  /** What happened, when someone wants to read it. */
  readonly story: string[] | undefined;
  #now = World.START;
  #order = 0;
  readonly #tasks = new TaskHeap();

  constructor(seed: number, withStory: boolean) {
    this.random = new Random(seed);
    this.story = withStory ? [] : undefined;
  }

  get now(): number {
    return this.#now;
  }

  /** Milliseconds since the start. */
  get elapsed(): number {
    return this.#now - World.START;
  }

  note(who: string, what: () => string): void {
    this.story?.push(`${(this.elapsed / 1_000).toFixed(3).padStart(8)} s  ${who.padEnd(8)} ${what()}`);
  }

  after(ms: number, process: Process, run: () => void): () => void {
    const at = this.#now + Math.max(0, ms);
    const task = { at, order: this.#order++, process, run, cancelled: false };
    this.#tasks.push(task);
    return () => {
      task.cancelled = true;
    };
  }

  /** Runs until `done` or until so much time has passed. */
  async run(ms: number, done: () => boolean = () => false): Promise<void> {
    const until = this.#now + ms;
    while (!done()) {
      const task = this.#tasks.pop(until);
      if (task === undefined) {
        this.#now = until;
        return;
      }
      if (task.cancelled || task.process.state === "crashed") continue;
      this.#now = task.at;
      if (task.process.state === "paused") task.process.held.push(task.run);
      else task.run();
      for (let turn = 0; turn < TURNS; turn++) await Promise.resolve();
    }
  }
}

/** Binary heap by time, then by order of coming. */
class TaskHeap {
  readonly #heap: Task[] = [];

  push(task: Task): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(task);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, task)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = task;
  }

  /** The next task that is due by `until`. */
  pop(until: number): Task | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.at > until) return undefined;
    const last = heap.pop();
    if (last === undefined || last === first) return first;
    let i = 0;
    for (;;) {
      const left = heap[2 * i + 1];
      const right = heap[2 * i + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(last, child)) break;
      heap[i] = child;
      i = child === left ? 2 * i + 1 : 2 * i + 2;
    }
    heap[i] = last;
    return first;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
