/** Blocks of a session as a device may send them, and the windows that come of it: live, and from the store alone. */
import fc from "fast-check";
import type { Block, Window } from "@trajectory/protocols/messages.ts";
import { lastStampOf, sliceBlock } from "../samples/block.ts";
import { RangeSet } from "../samples/range-set.ts";
import { rebuildWindows, resumeFrom } from "../windows/rebuild.ts";
import { repairWindows } from "../windows/repair.ts";
import { SessionWindows } from "../windows/session-windows.ts";
import { MemorySignalStore } from "./memory-signal-store.ts";
import { type Track, beatTrack, cutTrack, gestureTrack, rateTrack, walkTrack } from "./signals.ts";

export const SESSION = "00000000-0000-4000-8000-000000000001";
export const START = 1_790_000_000_123_456;
const USER = "u1";

export type Step = { block: Block } | "silence" | "restart";

/** Plays steps as the uplink does: store what is new, push, store what is said, repair, and now and then start again. */
export async function play(tracks: readonly Track[], steps: readonly Step[]): Promise<MemorySignalStore> {
  const store = await openStore(tracks);
  const streams = tracks.map(({ stream }) => stream);
  const seen = new Map<number, RangeSet>();
  const newest = new Map<number, number>();
  let said: Window[] = [];
  const onWindow = (window: Window) => void said.push(window);
  let live = new SessionWindows({ sessionId: SESSION, streams, onWindow });
  async function keep(): Promise<void> {
    const batch = said;
    said = [];
    await store.appendWindows(USER, batch);
  }
  async function repair(): Promise<void> {
    await keep();
    const span = live.takeRepair();
    if (span === undefined) return;
    await repairWindows({ store, sessionId: SESSION, streams, span, live, onWindow });
    await keep();
  }
  async function take(block: Block): Promise<void> {
    await storeBlock(store, tracks, block);
    newest.set(block.stream, Math.max(newest.get(block.stream) ?? 0, lastStampOf(block)));
    live.push(block);
    await keep();
  }
  for (const step of steps) {
    if (step === "silence") {
      live.tick();
      await repair();
    } else if (step === "restart") {
      await repair();
      const lasts = [...newest].map(([stream, lastUs]) => ({ stream, lastUs }));
      const fromUs = resumeFrom(streams, lasts) ?? Number.NEGATIVE_INFINITY;
      live = await rebuildWindows({ store, sessionId: SESSION, streams, fromUs, onWindow });
    } else {
      for (const part of newParts(seen, step.block)) await take(part);
    }
  }
  live.flush();
  await repair();
  return store;
}

function newParts(seen: Map<number, RangeSet>, block: Block): Block[] {
  const ofStream = seen.get(block.stream) ?? new RangeSet();
  seen.set(block.stream, ofStream);
  const end = block.firstSeq + block.dtUs.length;
  const missing = ofStream.missing(block.firstSeq, end);
  ofStream.add(block.firstSeq, end);
  return missing.map((part) => sliceBlock(block, part.first - block.firstSeq, part.end - part.first));
}

/** What the stored blocks say on their own. */
export async function windowsOfStore(store: MemorySignalStore, tracks: readonly Track[]): Promise<Window[]> {
  const replayed = new MemorySignalStore();
  const held = store.sessions.get(SESSION);
  if (held === undefined) throw new Error("The session was not opened.");
  replayed.sessions.set(SESSION, { ...held, windows: new Map() });
  const said: Window[] = [];
  const windows = await rebuildWindows({
    store: replayed,
    sessionId: SESSION,
    streams: tracks.map(({ stream }) => stream),
    fromUs: Number.NEGATIVE_INFINITY,
    onWindow: (window) => said.push(window),
  });
  windows.flush();
  await replayed.appendWindows(USER, said);
  return replayed.newestWindows(SESSION);
}

/** Revisions depend on the way here; what they hold does not. A window that lost its samples holds nothing. */
export function contentOf(windows: readonly Window[]) {
  return windows
    .filter(({ features }) => features.length > 0)
    .map(({ kind, t0Us, t1Us, features }) => ({ kind, t0Us, t1Us, features }));
}

export function byTime(blocks: readonly Block[]): Block[] {
  return [...blocks].sort((a, b) => a.t0Us - b.t0Us || a.stream - b.stream);
}

/** A session in trouble: places are counted in steps, cuts in samples. */
export interface Trouble {
  seconds: number;
  motionHz: number;
  /** Which of motion, beats, rates and gestures it has. */
  chosen: readonly number[];
  cuts: readonly number[];
  losses: readonly number[];
  /** The block at a place, and by how many places it is late. */
  delays: readonly (readonly [number, number])[];
  /** Samples that are sent again, cut anew: of which stream, where, first sample, count. */
  resends: readonly (readonly [number, number, number, number])[];
  events: readonly (readonly [number, "silence" | "restart"])[];
}

const place = fc.nat(400);

/** Two minutes and more reach past every bound of patience; slow motion keeps that quick. */
export const anyTrouble: fc.Arbitrary<Trouble> = fc
  .constantFrom(
    { seconds: 40, motionHz: 99.6 },
    { seconds: 100, motionHz: 25 },
    { seconds: 320, motionHz: 10 },
  )
  .chain(({ seconds, motionHz }) =>
    fc.record({
      seconds: fc.constant(seconds),
      motionHz: fc.constant(motionHz),
      chosen: fc.uniqueArray(fc.constantFrom(0, 1, 2, 3), { minLength: 1 }),
      cuts: fc.array(fc.nat(Math.round(seconds * motionHz)), { maxLength: 60 }),
      losses: fc.array(place, { maxLength: 10 }),
      delays: fc.array(fc.tuple(place, fc.constantFrom(0, 3, 40, 200, 1000)), { maxLength: 12 }),
      resends: fc.array(
        fc.tuple(fc.nat(3), place, fc.nat(Math.round(seconds * motionHz)), fc.integer({ min: 1, max: 90 })),
        { maxLength: 6 },
      ),
      events: fc.array(fc.tuple(place, fc.constantFrom("silence" as const, "restart" as const)), {
        maxLength: 4,
      }),
    }),
  );

export function tracksOf({ seconds, motionHz, chosen }: Trouble): Track[] {
  const all = [
    walkTrack(seconds, START, motionHz),
    beatTrack(seconds, START, 700_000),
    rateTrack(seconds, START),
    gestureTrack(seconds, START),
  ];
  return chosen.flatMap((i) => all[i] ?? []);
}

export function stepsOf(trouble: Trouble, tracks: readonly Track[]): Step[] {
  const { cuts, losses, delays, resends, events } = trouble;
  const steps: Step[] = byTime(tracks.flatMap((track) => cutTrack(track, cuts))).map((block) => ({ block }));
  for (const loss of losses) if (loss < steps.length) steps.splice(loss, 1);
  for (const [from, by] of delays) {
    const [moved] = steps.splice(from % Math.max(1, steps.length), 1);
    if (moved !== undefined) steps.splice(from + by, 0, moved);
  }
  for (const [which, at, from, count] of resends) {
    const track = tracks[which % tracks.length];
    if (track === undefined) continue;
    const first = from % Math.max(1, track.stampsUs.length);
    const again = cutTrack(track, [first, first + count]).filter(
      ({ firstSeq }) => firstSeq >= first && firstSeq < first + count,
    );
    steps.splice(at, 0, ...again.map((block) => ({ block })));
  }
  for (const [at, event] of events) steps.splice(at, 0, event);
  return steps;
}

async function openStore(tracks: readonly Track[]): Promise<MemorySignalStore> {
  const store = new MemorySignalStore();
  await store.openSession({
    sessionId: SESSION,
    userId: USER,
    deviceModel: "test",
    appVersion: "1",
    streams: tracks.map(({ stream }) => stream),
    openedUs: START,
  });
  return store;
}

async function storeBlock(store: MemorySignalStore, tracks: readonly Track[], block: Block): Promise<void> {
  const channels = tracks.find(({ stream }) => stream.id === block.stream)?.stream.channels.length ?? 0;
  await store.appendBlock({ userId: USER, sessionId: SESSION, block, channels, receivedUs: 0 });
}
