/** What changed the state of one actor of a user, from the log alone: no running actor is watched for it. */
import { ActorSet, type PersistedActors } from "@trajectory/actors/runtime/actor-set.ts";
import { canonical } from "@trajectory/actors/runtime/canonical.ts";
import { MACHINE_VERSION } from "@trajectory/actors/runtime/machine-version.ts";
import type { MachineEvent } from "@trajectory/actors/runtime/messages.ts";
import type { EventRecord, EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { OperationsStore } from "./ports.ts";
import { pathOfValue } from "./statechart.ts";

export interface Transition {
  seq: number;
  /** Event time, ms since the Unix epoch. */
  at: number;
  event: string;
  from: string;
  to: string;
  commandId: string;
  /** The event of the same command that this one follows from: of another actor, or of the same. */
  cause?: { seq: number; actor: ActorName; event: string };
  /** Where it or its cause is a window: which one, in sensor time. */
  window?: { sessionId: string; kind: string; t0: number; t1: number };
}

export interface ActorHistory {
  /** The state of the chart after the newest event that was read. */
  value: string;
  /** Seq of that event. */
  seq: number;
  /** Newest last; none before `sinceSeq`. */
  transitions: Transition[];
  /** The log was read behind this event. */
  sinceSeq: number;
}

const PAGE = 1_000;
/** How far the log is read back, step by step, until there are enough transitions. */
const REACHES = [2_000, 20_000, 200_000];

export async function readTransitions(
  store: OperationsStore,
  userId: string,
  actor: ActorName,
  most: number,
): Promise<ActorHistory> {
  const head = await store.head(userId);
  let history: ActorHistory | undefined;
  for (const reach of REACHES) {
    if (history !== undefined && (history.sinceSeq === 0 || history.transitions.length >= most)) break;
    history = await readSince(store, userId, actor, Math.max(0, head - reach));
  }
  const { transitions, ...rest } = history ?? { value: "", seq: 0, sinceSeq: 0, transitions: [] };
  return { ...rest, transitions: transitions.slice(-most) };
}

async function readSince(
  store: OperationsStore,
  userId: string,
  actor: ActorName,
  seq: number,
): Promise<ActorHistory> {
  const snapshot = seq === 0 ? undefined : await store.snapshotUpTo(userId, seq);
  const start = snapshot?.machineVersion === MACHINE_VERSION ? snapshot : undefined;
  const persisted = (start?.state as { actors: PersistedActors } | undefined)?.actors;
  const actors = new ActorSet(persisted);
  const transitions: Transition[] = [];
  const sinceSeq = start?.seq ?? 0;
  let last = sinceSeq;
  let first: EventRecord | undefined;
  for (;;) {
    const page = await store.events(userId, last, PAGE);
    for (const event of page) {
      last = event.seq;
      if (event.commandId !== first?.commandId) first = event;
      if (event.actor !== actor) continue;
      const from = pathOfValue(actors.value(actor));
      actors.send(actor, asMachineEvent(event));
      const to = pathOfValue(actors.value(actor));
      // A new session or interview may begin in the state that the one before it left.
      if (from !== to) transitions.push(transition(event, first, from, to));
    }
    if (page.length < PAGE) break;
  }
  return { value: pathOfValue(actors.value(actor)), seq: last, transitions, sinceSeq };
}

function asMachineEvent({ type, at, payload }: EventRecord): MachineEvent<ActorName> {
  return { type, at, payload: canonical(payload) } as MachineEvent<ActorName>;
}

function transition(event: EventRecord, first: EventRecord, from: string, to: string): Transition {
  const { seq, at, type, commandId } = event;
  const { seq: causeSeq, actor, type: causeType } = first;
  return {
    seq,
    at,
    event: type,
    from,
    to,
    commandId,
    ...(first === event ? {} : { cause: { seq: causeSeq, actor, event: causeType } }),
    ...(first.type === "window_recorded" ? { window: windowOf(first) } : {}),
  };
}

function windowOf({ payload }: EventRecord): NonNullable<Transition["window"]> {
  const { sessionId, window } = payload as EventsOf<"session">["window_recorded"];
  return { sessionId, kind: window.kind, t0: window.t0, t1: window.t1 };
}
