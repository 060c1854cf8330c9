/** States from events alone: for activation, for looking back in time, and to check that replay equals live. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import type { EventLog } from "./ports.ts";
import { upcast } from "./upcast.ts";
import { UserState } from "./user-state.ts";

const EVENTS_PER_READ = 1_000;

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

/** All events of a user after a seq, in order, a few at a time. */
export async function* eventsAfter(log: EventLog, userId: string, afterSeq = 0): AsyncGenerator<EventRecord> {
  for (let seq = afterSeq; ;) {
    const records = await log.read(userId, seq, EVENTS_PER_READ);
    yield* records;
    if (records.length < EVENTS_PER_READ) return;
    seq = records.at(-1)?.seq ?? seq;
  }
}

/** @throws ReplayError */
export function replayInto(state: UserState, record: EventRecord): void {
  try {
    state.replay(upcast(record));
  } catch (error) {
    throw new ReplayError(state.userId, record.seq, error);
  }
}

/**
 * The state after the event `untilSeq` (default: the last), from the start of the log, without snapshots.
 * @throws ReplayError, or what the log throws
 */
export async function rebuild(
  log: EventLog,
  userId: string,
  untilSeq = Number.POSITIVE_INFINITY,
): Promise<UserState> {
  const state = new UserState(userId);
  for await (const record of eventsAfter(log, userId)) {
    if (record.seq > untilSeq) break;
    replayInto(state, record);
  }
  return state;
}

/**
 * The state as it was at a moment. Windows keep the sensor's time, so the log is not sorted by time: the state ends
 * before the first other event that is later.
 * @throws ReplayError, or what the log throws
 */
export async function stateAt(log: EventLog, userId: string, at: number): Promise<UserState> {
  let untilSeq = 0;
  for await (const { seq, type, at: happened } of eventsAfter(log, userId)) {
    if (happened <= at) untilSeq = seq;
    else if (type !== "window_recorded") break;
  }
  return await rebuild(log, userId, untilSeq);
}

export interface ReplayCheck {
  userId: string;
  /** Of the snapshot that was compared; 0 when there is none of this machine version. */
  seq: number;
  equal: boolean;
  /** Hash of the state that was live when the snapshot was taken, and of the replayed one. */
  live: string | undefined;
  replayed: string | undefined;
}

/** Compares what was live, as the newest snapshot has it, with a replay. @throws ReplayError, or what the log throws */
export async function checkReplay(log: EventLog, userId: string): Promise<ReplayCheck> {
  const snapshot = await log.loadSnapshot(userId);
  if (snapshot?.machineVersion !== MACHINE_VERSION) {
    return { userId, seq: 0, equal: true, live: undefined, replayed: undefined };
  }
  const replayed = (await rebuild(log, userId, snapshot.seq)).stateHash();
  return {
    userId,
    seq: snapshot.seq,
    equal: replayed === snapshot.stateHash,
    live: snapshot.stateHash,
    replayed,
  };
}
