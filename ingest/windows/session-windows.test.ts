import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Window } from "@trajectory/protocols/messages.ts";
import type { MemorySignalStore } from "../testing/memory-signal-store.ts";
import {
  SESSION,
  START,
  type Trouble,
  anyTrouble,
  byTime,
  contentOf,
  play,
  stepsOf,
  tracksOf,
  windowsOfStore,
} from "../testing/play-windows.ts";
import { type Track, beatTrack, cutTrack, gestureTrack, walkTrack } from "../testing/signals.ts";
import { SessionWindows } from "./session-windows.ts";

function isAt({ kind, t0Us }: Window): (other: Window) => boolean {
  return (other) => other.kind === kind && other.t0Us === t0Us;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("missing");
  return value;
}

describe("windows of a session", () => {
  const tracks = [walkTrack(150, START), beatTrack(150, START, 1_500_000), gestureTrack(150, START)];

  it("has one window for every place of the grid that holds a sample", async () => {
    const blocks = byTime(tracks.flatMap((track) => cutTrack(track, [])));
    const store = await play(
      tracks,
      blocks.map((block) => ({ block })),
    );
    const windows = store.newestWindows(SESSION);
    const times = (kind: number) => windows.filter((window) => window.kind === kind).map(({ t0Us }) => t0Us);
    const grid = (hop: number, length: number, from: number, to: number) => {
      const starts: number[] = [];
      for (let t = (Math.floor((from - length) / hop) + 1) * hop; t <= to; t += hop) starts.push(t);
      return starts;
    };
    const last = required(tracks[0]?.stampsUs.at(-1));
    expect(times(1).slice(0, 150)).toEqual(grid(1e6, 1e6, START, last).slice(0, 150));
    expect(times(2)).toEqual(grid(5e6, 10e6, START, last));
    expect(times(3).length).toBeGreaterThan(40);
  });

  it("makes those of a second only while somebody wants them, and then as always", () => {
    const [walk] = tracks;
    const { stream } = required(walk);
    const always: Window[] = [];
    const wanted: Window[] = [];
    let isWatched = false;
    const all = new SessionWindows({
      sessionId: SESSION,
      streams: [stream],
      onWindow: (window) => always.push(window),
    });
    const some = new SessionWindows({
      sessionId: SESSION,
      streams: [stream],
      onWindow: (window) => wanted.push(window),
      forScreen: () => isWatched,
    });
    const times: number[] = [];
    for (const [i, block] of cutTrack(required(walk), []).entries()) {
      if (i === 40 || i === 80) {
        isWatched = !isWatched;
        times.push(block.t0Us);
      }
      all.push(block);
      some.push(block);
    }
    const [from = 0, to = 0] = times;
    const isSeen = ({ kind, t1Us }: Window) => kind !== 1 || (t1Us > from - 1_000_000 && t1Us <= to);
    expect(wanted.filter(({ kind }) => kind === 1).length).toBeGreaterThan(15);
    expect(wanted).toEqual(always.filter((window) => isSeen(window) && wanted.some(isAt(window))));
    expect(wanted.filter(({ kind }) => kind === 2)).toEqual(always.filter(({ kind }) => kind === 2));
    expect(wanted.filter((window) => !isSeen(window))).toEqual([]);
  });

  it("computes the features of docs/model.md with method, coverage and quality", async () => {
    const blocks = byTime(tracks.flatMap((track) => cutTrack(track, [])));
    const store = await play(
      tracks,
      blocks.map((block) => ({ block })),
    );
    const windows = store.newestWindows(SESSION);
    const middle = (kind: number) => required(windows.filter((window) => window.kind === kind)[20]);
    const named = (window: Window) => Object.fromEntries(window.features.map((f) => [f.name, f]));
    const screen = named(middle(1));
    expect(Object.keys(screen).sort()).toEqual(["cadence", "enmo", "hr", "move", "regularity"]);
    expect(screen.cadence?.value).toBeCloseTo(108, 1);
    const motion = named(middle(2));
    expect(Object.keys(motion).sort()).toEqual(["cadence", "gesture", "move", "regularity"]);
    expect(motion.cadence?.value).toBeCloseTo(108, 1);
    expect(motion.move?.value).toBeCloseTo(Math.log(1 + 95.49), 1);
    expect(motion.gesture?.value).toBeGreaterThanOrEqual(12);
    expect(motion.move?.coverage).toBe(1);
    const heart = named(middle(3));
    expect(Object.keys(heart).sort()).toEqual(["coherence", "hr", "rmssd"]);
    expect(heart.hr?.value).toBeCloseTo(75, 0);
    for (const feature of Object.values({ ...screen, ...motion, ...heart })) {
      expect(feature?.method).toMatch(/^[a-z-]+\/\d/);
      expect(feature?.coverage).toBeGreaterThan(0.9);
    }
  });

  it("says a window once when nothing comes late", async () => {
    const store = await play(
      [tracks[0] as Track],
      cutTrack(tracks[0] as Track, []).map((block) => ({ block })),
    );
    expect(store.newestWindows(SESSION).every(({ revision }) => revision === 0)).toBe(true);
  });

  it("lowers coverage in a gap, and reopens the window when the block comes after all", async () => {
    const track = walkTrack(40, START);
    const blocks = cutTrack(track, []);
    const [lost] = blocks.splice(12, 1);
    const late = required(lost);
    const without = await play(
      [track],
      blocks.map((block) => ({ block })),
    );
    const hit = (store: MemorySignalStore) =>
      required(
        store
          .newestWindows(SESSION)
          .find(({ kind, t0Us, t1Us }) => kind === 2 && t0Us <= late.t0Us && late.t0Us + 1e6 <= t1Us),
      );
    expect(hit(without).features[0]?.coverage).toBeCloseTo(0.9, 2);
    const steps = blocks.map((block) => ({ block }));
    steps.splice(20, 0, { block: late });
    const reopened = hit(await play([track], steps));
    expect(reopened.revision).toBe(1);
    expect(reopened.features[0]?.coverage).toBe(1);
  });

  async function liveEqualsStored(trouble: Trouble): Promise<void> {
    const some = tracksOf(trouble);
    const store = await play(some, stepsOf(trouble, some));
    expect(contentOf(store.newestWindows(SESSION))).toEqual(contentOf(await windowsOfStore(store, some)));
  }

  // `node ingest/scripts/check-windows.ts` does the same by hand, as often as one likes.
  it("is bit-equal to the windows of the stored blocks, however they were cut, lost, delayed, resent and interrupted", async () => {
    await fc.assert(fc.asyncProperty(anyTrouble, liveEqualsStored), { numRuns: 40 });
  });

  it("is bit-equal also when a block comes last that belongs far ahead of it", async () => {
    await liveEqualsStored({
      seconds: 100,
      motionHz: 99.6,
      chosen: [2, 3],
      cuts: [],
      losses: [],
      delays: [
        [282, 0],
        [90, 0],
        [0, 40],
      ],
      resends: [],
      events: [],
    });
  });
});
