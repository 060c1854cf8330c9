/** Rebuilds a user from the log, event by event, in slices that leave the event loop free between them. */
import { setImmediate as breathe } from "node:timers/promises";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import { type StoredState, UserState } from "@trajectory/actors/runtime/user-state.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import { pathOfValue } from "./statechart.ts";

export interface RebuildTask {
  userId: string;
  /** Default: nobody yet, before the first event. */
  from?: StoredSnapshot | undefined;
  /** Up to and with this event. */
  toSeq: number;
  /** Seqs at which the state's hash is wanted. */
  hashAt: ReadonlySet<number>;
}

export interface Rebuilt {
  fromSeq: number;
  seq: number;
  stateHash: string;
  state: PhysicsSnapshot;
  /** The state that each actor's chart is in, such as "live.measuring". */
  actors: Record<ActorName, string>;
  hashes: Map<number, string>;
}

export type ReadPage = (afterSeq: number) => Promise<readonly EventRecord[]>;

const SLICE_MS = 5;

/** @throws what UserState throws when an event cannot be applied; ModelError when the snapshot does not fit */
export async function rebuild(task: RebuildTask, readPage: ReadPage, signal?: AbortSignal): Promise<Rebuilt> {
  const { userId, from, toSeq, hashAt } = task;
  const user = new UserState(
    userId,
    from === undefined ? undefined : { seq: from.seq, state: from.state as StoredState },
  );
  const fromSeq = user.seq;
  const hashes = new Map<number, string>();
  let sliceEnd = performance.now() + SLICE_MS;
  while (user.seq < toSeq) {
    const page = await readPage(user.seq);
    if (page.length === 0) break;
    for (const event of page) {
      if (event.seq > toSeq) break;
      user.replay(event);
      if (hashAt.has(user.seq)) hashes.set(user.seq, user.stateHash());
      if (performance.now() < sliceEnd) continue;
      await breathe();
      signal?.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  const actors = ACTORS.map((actor) => [actor, pathOfValue(user.actors.value(actor))]);
  return {
    fromSeq,
    seq: user.seq,
    stateHash: user.stateHash(),
    state: user.model.snapshot(),
    actors: Object.fromEntries(actors) as Record<ActorName, string>,
    hashes,
  };
}
