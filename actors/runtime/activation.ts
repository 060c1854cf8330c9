/** Brings a user's state into memory: newest snapshot and the events after it, or replay from the start. */
import { ModelError } from "@trajectory/engine/errors.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import type { EventLog, StoredSnapshot } from "./ports.ts";
import { eventsAfter, replayInto } from "./replay.ts";
import { type StoredState, UserState } from "./user-state.ts";

export interface Activation {
  state: UserState;
  /** Of the snapshot that was used; 0 when the log was replayed from its start. */
  snapshotSeq: number;
  /** An operator has paused the user. */
  paused: boolean;
  /** Why a snapshot that this version wrote was not used. */
  snapshotFault: Error | undefined;
}

/** @throws ReplayError, or what the log throws */
export async function activate(log: EventLog, userId: string): Promise<Activation> {
  const [snapshot, paused] = await Promise.all([log.loadSnapshot(userId), log.isPaused(userId)]);
  const restored = snapshot?.machineVersion === MACHINE_VERSION ? restore(snapshot) : undefined;
  const state = restored instanceof UserState ? restored : new UserState(userId);
  const snapshotSeq = state.seq;
  for await (const record of eventsAfter(log, userId, state.seq)) replayInto(state, record);
  return { state, snapshotSeq, paused, snapshotFault: restored instanceof Error ? restored : undefined };
}

/** Undefined when another version of the model wrote the snapshot. */
function restore({ userId, seq, state, stateHash }: StoredSnapshot): UserState | Error | undefined {
  try {
    const restored = new UserState(userId, { seq, state: state as StoredState });
    if (restored.stateHash() === stateHash) return restored;
    return new Error(`The snapshot of ${userId} at event ${seq} does not have the state its hash names.`);
  } catch (error) {
    if (error instanceof ModelError && error.code === "snapshot_mismatch") return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}
