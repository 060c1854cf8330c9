import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WINDOW_KIND_NUMBER, type Window } from "@trajectory/protocols/messages.ts";
import type { MemorySignalStore } from "../testing/memory-signal-store.ts";
import {
  SESSION,
  START,
  anyTrouble,
  byTime,
  contentOf,
  play,
  stepsOf,
  tracksOf,
} from "../testing/play-windows.ts";
import { type Track, beatTrack, cutTrack, rateTrack, walkTrack } from "../testing/signals.ts";
import { screenWindows } from "./screen-windows.ts";

/** All of time, µs. */
const ALWAYS = { fromUs: 0, toUs: 4_102_444_800_000_000 };

/** The newest revisions of what a watcher is shown while the session goes on, who watches it all. */
function shownOf(store: MemorySignalStore): Window[] {
  return store.newestWindows(SESSION).filter(({ kind }) => kind === WINDOW_KIND_NUMBER.screen);
}

function computedOf(
  store: MemorySignalStore,
  tracks: readonly Track[],
  span: { fromUs: number; toUs: number; letGoUntilUs?: number },
): Promise<Window[]> {
  const streams = tracks.map(({ stream }) => stream);
  return allOf(screenWindows({ store, sessionId: SESSION, streams, ...span }));
}

async function allOf(windows: AsyncIterable<Window>): Promise<Window[]> {
  const all: Window[] = [];
  for await (const window of windows) all.push(window);
  return all;
}

async function recorded(tracks: readonly Track[]): Promise<MemorySignalStore> {
  const blocks = byTime(tracks.flatMap((track) => cutTrack(track, [130, 770, 771])));
  return play(
    tracks,
    blocks.map((block) => ({ block })),
  );
}

describe("windows of the screen from stored blocks", () => {
  const tracks = [walkTrack(400, START), beatTrack(400, START, 1_500_000), rateTrack(400, START)];

  it("are bit for bit what a live watcher was shown", async () => {
    const store = await recorded(tracks);
    const shown = shownOf(store);
    expect(shown.length).toBeGreaterThan(395);
    expect(shown.some(({ features }) => features.some(({ name }) => name === "cadence"))).toBe(true);
    expect(contentOf(await computedOf(store, tracks, ALWAYS))).toEqual(contentOf(shown));
  });

  it("are the same in any span, also where it begins in the middle", async () => {
    const store = await recorded(tracks);
    const shown = contentOf(shownOf(store));
    for (const [from, to] of [
      [0, 12_300_000],
      [199_123_456, 260_000_001],
      [390_000_000, 900_000_000],
    ] as const) {
      const span = { fromUs: START + from, toUs: START + to };
      const computed = await computedOf(store, tracks, span);
      expect(computed.length).toBeGreaterThan(10);
      expect(contentOf(computed)).toEqual(
        shown.filter(({ t0Us }) => t0Us >= span.fromUs && t0Us < span.toUs),
      );
    }
    expect(
      await computedOf(store, tracks, { fromUs: START + 500_000_000, toUs: START + 600_000_000 }),
    ).toEqual([]);
  });

  it("are the same however blocks were cut, lost, late and sent again", async () => {
    await fc.assert(
      fc.asyncProperty(anyTrouble, async (trouble) => {
        const played = tracksOf(trouble);
        const store = await play(played, stepsOf(trouble, played));
        const computed = await computedOf(store, played, ALWAYS);
        expect(contentOf(computed)).toEqual(contentOf(shownOf(store)));
        const starts = computed.map(({ t0Us }) => t0Us);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
      { numRuns: 40, seed: 56 },
    );
  }, 60_000);

  it("leave out what would need samples that were let go of", async () => {
    const store = await recorded(tracks);
    const letGoUntilUs = START + 100_000_000;
    const [first] = await computedOf(store, tracks, { ...ALWAYS, letGoUntilUs });
    expect(first?.t0Us).toBeGreaterThan(letGoUntilUs + 144_000_000);
  });

  it("read no further than is taken", async () => {
    const store = await recorded(tracks);
    let read = 0;
    const counted = {
      async *readBlocks(...of: Parameters<MemorySignalStore["readBlocks"]>) {
        for await (const block of store.readBlocks(...of)) {
          read++;
          yield block;
        }
      },
    };
    const streams = tracks.map(({ stream }) => stream);
    for await (const window of screenWindows({ store: counted, sessionId: SESSION, streams, ...ALWAYS })) {
      expect(window.t0Us).toBeGreaterThan(START - 1_000_001);
      break;
    }
    const few = read;
    await allOf(screenWindows({ store: counted, sessionId: SESSION, streams, ...ALWAYS }));
    expect(few).toBeLessThan((read - few) / 2);
  });
});
