/** Rebuilds a person event by event up to one of them, and hashes the states on the way that others want to compare. */
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { UserState } from "@trajectory/actors/runtime/user-state.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import { restored } from "./replay.ts";
import type { NextPage, RebuildTask } from "./tasks.ts";

export interface Rebuilt {
  /** Of the snapshot it began with; 0: with the first event. */
  fromSeq: number;
  seq: number;
  stateHash: string;
  state: PhysicsSnapshot;
  /** The value of each actor's chart, such as `"idle"` or `{ live: "measuring" }`. */
  actors: Record<ActorName, unknown>;
  /** By seq, for those asked for. */
  hashes: Record<string, string>;
}

/** Events between two looks at the cancel flag. */
const CHUNK = 500;

/** @throws ProtocolError `actor_failed` that names the event which cannot be applied */
export async function* rebuildSteps(
  { userId, from, toSeq, hashAt }: RebuildTask,
  nextPage: NextPage,
): AsyncGenerator<number, Rebuilt, void> {
  const user = restored(userId, from);
  const fromSeq = user.seq;
  const wanted = new Set(hashAt);
  const hashes: Record<string, string> = {};
  while (user.seq < toSeq) {
    const page = await nextPage(user.seq);
    if (page.length === 0) break;
    for (const event of page) {
      if (event.seq > toSeq) break;
      apply(user, event);
      if (wanted.has(user.seq)) hashes[user.seq] = user.stateHash();
      if (user.seq % CHUNK === 0) yield (user.seq - fromSeq) / (toSeq - fromSeq);
    }
  }
  const actors = ACTORS.map((actor) => [actor, user.actors.value(actor)]);
  return {
    fromSeq,
    seq: user.seq,
    stateHash: user.stateHash(),
    state: user.model.snapshot(),
    actors: Object.fromEntries(actors) as Record<ActorName, unknown>,
    hashes,
  };
}

function apply(user: UserState, event: EventRecord): void {
  try {
    user.replay(event);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const name = `Event ${event.seq} (${event.actor}.${event.type})`;
    throw new ProtocolError("actor_failed", `${name} cannot be replayed: ${why}`, { cause });
  }
}
