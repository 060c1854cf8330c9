/** Windows from what is stored: after a restart or take-over, for late samples, and for a replay. */
import type { Block, Stream, Window } from "@trajectory/protocols/messages.ts";
import type { SignalBlock, SignalStore } from "../ports.ts";
import { sliceBlock } from "../samples/block.ts";
import { RangeSet } from "../samples/range-set.ts";
import { HORIZON_US, PATIENCE_US } from "./kinds.ts";
import { SessionWindows } from "./session-windows.ts";

type StoredSignals = Pick<SignalStore, "readBlocks" | "readWindows">;

export interface RebuildOptions {
  store: StoredSignals;
  sessionId: string;
  streams: readonly Stream[];
  /** Windows that end before it are left alone; −∞ computes all. */
  fromUs: number;
  /** Windows that end by it are complete. Default: all. */
  untilUs?: number;
  /** A window that the store does not have like this; the revision is the next one. */
  onWindow: (window: Window) => void;
  /** A window that the store has just like this. */
  onSame?: (window: Window) => void;
  /** As for SessionWindows. */
  forScreen?: () => boolean;
}

/** Read in order of time, streams lag behind each other by seconds: wait for them, and say each window once. */
export const REBUILD_LAG_US = HORIZON_US - 1_000_000;
/** After a restart so much is computed and told again, µs: more than an outbox and a credit can hold. */
const RESUME_US = 60_000_000;
/** A stream that is this far behind the others is not waited for then, µs. */
const RESUME_LAG_US = 600_000_000;

/**
 * From when on windows are computed again when a session goes on.
 * @param newest stamp of the newest stored sample of each stream that has any
 * @returns undefined where nothing is stored
 */
export function resumeFrom(
  streams: readonly Stream[],
  newest: readonly { stream: number; lastUs: number }[],
): number | undefined {
  if (newest.length === 0) return undefined;
  const latest = Math.max(...newest.map(({ lastUs }) => lastUs));
  // Of a stream that was never heard windows may have waited for as long as the patience for it.
  const lasts = streams.map(
    ({ id }) => newest.find(({ stream }) => stream === id)?.lastUs ?? latest - PATIENCE_US,
  );
  return Math.max(Math.min(...lasts), latest - RESUME_LAG_US) - RESUME_US;
}

/**
 * Computes the windows of a session again. Those that end behind the last block read stay open in the answer: push
 * the next blocks, close or flush it.
 */
export async function rebuildWindows(options: RebuildOptions): Promise<SessionWindows> {
  const { store, sessionId, fromUs } = options;
  const windows = new SessionWindows({ ...options, lagUs: REBUILD_LAG_US });
  if (fromUs !== Number.NEGATIVE_INFINITY) windows.resume(fromUs, await store.readWindows(sessionId, fromUs));
  for await (const block of neededBlocks(windows, options)) windows.push(block);
  windows.catchUp();
  // What lies before the first window is not ours to repair.
  windows.takeRepair();
  return windows;
}

/** The stored blocks that windows need from where they were resumed, in order of time, each sample once. */
export function neededBlocks(
  windows: SessionWindows,
  options: {
    store: Pick<SignalStore, "readBlocks">;
    sessionId: string;
    streams: readonly Stream[];
    untilUs?: number;
  },
): AsyncGenerator<Block> {
  const { store, sessionId, streams, untilUs = Number.POSITIVE_INFINITY } = options;
  const sources = streams.flatMap(({ id }) => {
    const from = windows.neededFrom(id);
    if (from === undefined) return [];
    return [until(store.readBlocks(sessionId, id, Math.max(0, from)), windows.neededUntil(id, untilUs))];
  });
  return withoutOverlap(inOrderOfTime(sources));
}

async function* until(blocks: AsyncIterable<SignalBlock>, us: number): AsyncGenerator<SignalBlock> {
  for await (const block of blocks) {
    if (block.block.t0Us > us) return;
    yield block;
  }
}

/** Two nodes may have stored the same samples in different cuts: each sample once. */
async function* withoutOverlap(blocks: AsyncIterable<SignalBlock>): AsyncGenerator<Block> {
  const seen = new Map<number, RangeSet>();
  for await (const { block } of blocks) {
    const ofStream = seen.get(block.stream) ?? new RangeSet();
    seen.set(block.stream, ofStream);
    const end = block.firstSeq + block.dtUs.length;
    for (const part of ofStream.missing(block.firstSeq, end)) {
      yield sliceBlock(block, part.first - block.firstSeq, part.end - part.first);
    }
    ofStream.add(block.firstSeq, end);
  }
}

/** Merges streams of blocks, each in order of time, into one. */
async function* inOrderOfTime(sources: readonly AsyncGenerator<SignalBlock>[]): AsyncGenerator<SignalBlock> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
    for (;;) {
      let first = -1;
      let earliest: SignalBlock | undefined;
      for (const [i, head] of heads.entries()) {
        if (head.done === true) continue;
        if (earliest === undefined || head.value.block.t0Us < earliest.block.t0Us) {
          earliest = head.value;
          first = i;
        }
      }
      const iterator = iterators[first];
      if (earliest === undefined || iterator === undefined) return;
      yield earliest;
      heads[first] = await iterator.next();
    }
  } finally {
    for (const iterator of iterators) await iterator.return(undefined);
  }
}
