/** Brings a user's state back from the log: newest snapshot and the events after it, or replay from the start. */
import { ModelError } from "@trajectory/engine/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import type { EventLog, StoredSnapshot } from "./ports.ts";
import { type StoredState, UserState } from "./user-state.ts";

const EVENTS_PER_READ = 1_000;

export interface Activation {
  state: UserState;
  /** Of the snapshot that was used; 0 when the log was replayed from its start. */
  snapshotSeq: number;
  /** Why a snapshot that this version wrote was not used. */
  snapshotFault: Error | undefined;
}

/** The log has an event that the machines of this version cannot take. */
export class ReplayError extends Error {
  override readonly name = "ReplayError";
  readonly seq: number;

  constructor(userId: string, seq: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Event ${seq} of ${userId} cannot be replayed: ${why}`, { cause });
    this.seq = seq;
  }
}

/** @throws ReplayError, or what the log throws */
export async function activate(log: EventLog, userId: string): Promise<Activation> {
  const snapshot = await log.loadSnapshot(userId);
  const restored = snapshot?.machineVersion === MACHINE_VERSION ? restore(snapshot) : undefined;
  const fault = restored instanceof Error ? restored : undefined;
  const start = restored instanceof UserState ? restored : new UserState(userId);
  const snapshotSeq = start.seq;
  await replay(log, start, () => true);
  return { state: start, snapshotSeq, snapshotFault: fault };
}

/**
 * The state as it was after the last event that `includes` accepts, from the start of the log, without snapshots.
 * @throws ReplayError, or what the log throws
 */
export async function rebuild(
  log: EventLog,
  userId: string,
  includes: (record: EventRecord) => boolean,
): Promise<UserState> {
  const state = new UserState(userId);
  await replay(log, state, includes);
  return state;
}

async function replay(
  log: EventLog,
  state: UserState,
  includes: (record: EventRecord) => boolean,
): Promise<void> {
  for (;;) {
    const records = await log.read(state.userId, state.seq, EVENTS_PER_READ);
    for (const record of records) {
      if (!includes(record)) return;
      apply(state, record);
    }
    if (records.length < EVENTS_PER_READ) return;
  }
}

function apply(state: UserState, record: EventRecord): void {
  try {
    state.replay(record);
  } catch (error) {
    throw new ReplayError(state.userId, record.seq, error);
  }
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
