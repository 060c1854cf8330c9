/** η event by event: what each did to it, and what only the time between them did. */
import type { UserState } from "@trajectory/actors/runtime/user-state.ts";
import { explainChange } from "@trajectory/engine/life/explain.ts";
import type { ChangePart, PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { restored } from "./replay.ts";
import type { ChangesTask, NextPage } from "./tasks.ts";

/** Parts told of each change, the largest. */
const MOST_PARTS = 4;
const CHUNK = 100;

/** Windows that follow each other are one change. */
interface Change {
  seq: number;
  at: number;
  actor: string;
  type: string;
  payload: unknown;
  /** Events in it. */
  count: number;
  eta: number | null;
  /** Of η; null where it had no value before or has none after. */
  change: number | null;
  parts: ChangePart[];
}

export async function* changesSteps(
  { userId, from, after, upTo, most }: ChangesTask,
  nextPage: NextPage,
): AsyncGenerator<number, object, void> {
  const user = restored(userId, from);
  const told = new Told(most);
  let page = await nextPage(user.seq);
  while (page.length > 0) {
    for (const [index, event] of page.entries()) {
      if (Math.max(event.at, user.model.t) > upTo) return told.answer(user);
      const inside = Math.max(event.at, user.model.t) > after;
      if (inside) told.before(user, event);
      user.replay(event);
      if (inside) told.add(event);
      if (index % CHUNK === CHUNK - 1) yield 0;
    }
    yield 0;
    page = await nextPage(user.seq);
  }
  return told.answer(user);
}

class Told {
  readonly #most: number;
  readonly #changes: Change[] = [];
  #start: PhysicsSnapshot | undefined;
  #last: PhysicsSnapshot | undefined;
  #open: EventRecord[] = [];
  #left = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** A run of windows goes on; anything else closes what is open. */
  before(user: UserState, event: EventRecord): void {
    this.#start ??= user.model.snapshot();
    this.#last ??= this.#start;
    if (this.#open.length > 0 && !(isWindow(event) && this.#open.every(isWindow))) this.#close(user);
  }

  add(event: EventRecord): void {
    this.#open.push(event);
  }

  answer(user: UserState): object {
    if (this.#open.length > 0) this.#close(user);
    return {
      version: MODEL_VERSION,
      from: this.#start?.eta.value ?? null,
      to: this.#last?.eta.value ?? null,
      /** Older changes that are not told. */
      left: this.#left,
      changes: this.#changes,
    };
  }

  #close(user: UserState): void {
    const last = this.#open.at(-1);
    const before = this.#last;
    if (last === undefined || before === undefined) return;
    const now = user.model.snapshot();
    const { change, parts } = explainChange(before, now);
    const largest = parts.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_PARTS);
    const { seq, at, actor, type, payload } = last;
    const count = this.#open.length;
    this.#changes.push({ seq, at, actor, type, payload, count, eta: now.eta.value, change, parts: largest });
    if (this.#changes.length > this.#most) {
      this.#changes.shift();
      this.#left++;
    }
    this.#last = now;
    this.#open = [];
  }
}

function isWindow({ type }: EventRecord): boolean {
  return type === "window_recorded";
}
