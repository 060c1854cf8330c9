/** Holds the log against what is live and what is stored: the same events must give the same state, bit by bit. */
import { MACHINE_VERSION } from "@trajectory/actors/runtime/machine-version.ts";
import type { HashAnswer } from "@trajectory/actors/runtime/queries.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { ComputePool } from "../compute/pool.ts";
import type { Rebuilt } from "../compute/rebuild.ts";
import type { ActorClient } from "../gateway/actor-client.ts";
import type { OperationsStore, SnapshotInfo } from "./ports.ts";
import { pathOfValue } from "./statechart.ts";

export interface Comparison {
  /** What was there already. */
  with: "live" | "snapshot";
  seq: number;
  stateHash: string;
  replayedHash: string;
  equal: boolean;
}

export interface ReplayedUser extends Omit<Rebuilt, "hashes" | "actors"> {
  userId: string;
  /** The state that each actor's chart is in, such as "live.measuring". */
  actors: Record<ActorName, string>;
  /** The time asked for, ms since the Unix epoch. */
  at?: number;
  comparisons: Comparison[];
  /** False when any comparison differs; null when there was nothing to compare with. */
  equal: boolean | null;
  tookMs: number;
}

export interface ReplayUserOptions {
  /** As the state was after the last event at or before this time, ms since the Unix epoch. Default: now. */
  at?: number | undefined;
  /** Events replayed at most: of a longer log, those after the oldest snapshot within reach. */
  most?: number;
  signal?: AbortSignal;
}

/** Days are replayed in seconds; a log of many years begins at a snapshot, which other replays have held true. */
const MOST_EVENTS = 1_000_000;
const PAGE = 1_000;
const SNAPSHOTS = 64;
const decoder = new TextDecoder();

export type ReplayUser = (userId: string, options?: ReplayUserOptions) => Promise<ReplayedUser>;

export interface ReplaySurroundings {
  store: OperationsStore;
  actors: Pick<ActorClient, "query">;
  compute: Pick<ComputePool, "run">;
}

export function createUserReplay({ store, actors, compute }: ReplaySurroundings): ReplayUser {
  return async (userId, { at, most = MOST_EVENTS, signal } = {}) => {
    const began = performance.now();
    // First what is live, then the log up to there: it may go on meanwhile.
    const live = at === undefined ? await actors.query<HashAnswer>(userId, "life", "hash") : undefined;
    const toSeq = live?.seq ?? (await store.headAt(userId, at ?? 0));
    const from = toSeq > most ? await store.snapshotFrom(userId, toSeq - most) : undefined;
    const snapshots = (await store.snapshots(userId, SNAPSHOTS)).filter(
      (snapshot) => isOurs(snapshot) && snapshot.seq <= toSeq && snapshot.seq > (from?.seq ?? 0),
    );
    const hashAt = snapshots.map(({ seq }) => seq);
    const answer = await compute.run(
      { kind: "rebuild", userId, toSeq, hashAt, ...(from === undefined ? {} : { from }) },
      {
        owner: "operations",
        nextPage: (afterSeq) => store.events(userId, afterSeq, PAGE),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    const { hashes, actors: values, ...rebuilt } = JSON.parse(decoder.decode(answer)) as Rebuilt;
    const comparisons = snapshots.map((snapshot) =>
      compared("snapshot", snapshot, hashes[snapshot.seq] ?? ""),
    );
    if (live !== undefined) comparisons.unshift(compared("live", live, rebuilt.stateHash));
    return {
      userId,
      ...(at === undefined ? {} : { at }),
      ...rebuilt,
      actors: pathsOf(values),
      comparisons,
      equal: comparisons.length === 0 ? null : comparisons.every(({ equal }) => equal),
      tookMs: performance.now() - began,
    };
  };
}

function pathsOf(values: Rebuilt["actors"]): ReplayedUser["actors"] {
  const paths = Object.entries(values).map(([actor, value]) => [actor, pathOfValue(value)]);
  return Object.fromEntries(paths) as ReplayedUser["actors"];
}

/** Another version of the machines or of the mathematics may have been elsewhere, rightly. */
function isOurs({ machineVersion, modelVersion }: SnapshotInfo): boolean {
  return machineVersion === MACHINE_VERSION && modelVersion === MODEL_VERSION;
}

function compared(
  what: Comparison["with"],
  { seq, stateHash }: { seq: number; stateHash: string },
  replayedHash: string,
): Comparison {
  return { with: what, seq, stateHash, replayedHash, equal: stateHash === replayedHash };
}
