import { expect, it } from "vitest";
import { TileCache } from "./tile-cache.ts";

interface Asked {
  index: number;
  signal: AbortSignal;
  answer: (tile: string) => void;
  fail: (error: Error) => void;
}

function cache(most = 4, inFlight = 2) {
  const asked: Asked[] = [];
  const clock = { now: 0, due: () => {} };
  let changes = 0;
  const tiles = new TileCache<string>({
    most,
    inFlight,
    perSecond: 5,
    now: () => clock.now,
    setTimer: (_, callback) => {
      clock.due = callback;
      return () => {
        clock.due = () => {};
      };
    },
    onChange: () => changes++,
    load: (index, signal) =>
      new Promise((answer, fail) => {
        asked.push({ index, signal, answer, fail });
      }),
  });
  const indexes = () => asked.map(({ index }) => index);
  return { tiles, asked, indexes, clock, changes: () => changes };
}

/** Lets promises that are decided run on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

it("loads the most important first, so many at once, and each once", async () => {
  const { tiles, asked, indexes, changes } = cache();
  tiles.want([3, 4, 5]);
  tiles.want([3, 4, 5]);
  expect(indexes()).toEqual([3, 4]);
  asked[1]!.answer("four");
  await settle();
  expect(tiles.get(4)).toBe("four");
  expect(changes()).toBe(1);
  expect(indexes()).toEqual([3, 4, 5]);
});

it("waits no longer for what is not wanted any more, and uses the place for what is", async () => {
  const { tiles, asked, indexes, changes } = cache();
  tiles.want([1, 2]);
  tiles.want([2, 9]);
  expect(asked[0]!.signal.aborted).toBe(true);
  asked[0]!.fail(new Error("aborted"));
  await settle();
  expect(indexes()).toEqual([1, 2, 9]);
  asked[0]!.answer("too late");
  await settle();
  expect(tiles.get(1)).toBeUndefined();
  expect(tiles.error).toBeUndefined();
  expect(changes()).toBe(0);
});

it("never keeps more than its bound, and lets go of what was used longest ago", async () => {
  const { tiles, asked } = cache(2, 9);
  tiles.want([1, 2, 3]);
  asked[0]!.answer("one");
  asked[1]!.answer("two");
  await settle();
  expect(tiles.get(1)).toBe("one");
  asked[2]!.answer("three");
  await settle();
  expect(tiles.size).toBe(2);
  expect(tiles.get(2)).toBeUndefined();
  expect(tiles.get(1)).toBe("one");
});

it("says what could not be had, and asks again after a while", async () => {
  const { tiles, asked, clock, indexes } = cache();
  tiles.want([1]);
  asked[0]!.fail(new Error("away"));
  await settle();
  expect(tiles.error).toMatchObject({ message: "away" });
  tiles.want([1]);
  expect(indexes()).toEqual([1]);
  clock.now = 3_000;
  tiles.want([1]);
  asked[1]!.answer("one");
  await settle();
  expect(tiles.get(1)).toBe("one");
  expect(tiles.error).toBeUndefined();
});

it("asks for so many a second, however fast what is wanted changes", () => {
  const { tiles, indexes, clock } = cache(99, 99);
  for (let i = 0; i < 60; i++) tiles.want([i]);
  expect(indexes()).toHaveLength(8);
  clock.now = 200;
  clock.due();
  expect(indexes().slice(8)).toEqual([59]);
});
