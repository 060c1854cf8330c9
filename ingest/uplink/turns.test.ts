import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

function setUp() {
  let now = 0;
  let next: (() => void) | undefined;
  const turns = new Turns({
    sliceMs: 5,
    now: () => now,
    nextTurn: (callback) => {
      next = callback;
    },
  });
  const done: string[] = [];
  const work = (name: string, ms: number) => () => {
    now += ms;
    done.push(name);
  };
  /** @returns false when no turn was asked for */
  function turn(): boolean {
    const mine = next;
    next = undefined;
    mine?.();
    return mine !== undefined;
  }
  return { turns, done, work, turn };
}

it("works at once until the slice of a turn is used up, then in slices, in order", () => {
  const { turns, done, work, turn } = setUp();
  for (const name of ["a", "b", "c", "d", "e"]) turns.run(work(name, 3));
  expect(done).toEqual(["a", "b"]);
  turn();
  expect(done).toEqual(["a", "b", "c", "d"]);
  // Behind what waits, however much of the slice is left.
  turns.run(work("f", 0));
  turn();
  expect(done).toEqual(["a", "b", "c", "d", "e", "f"]);
  expect(turn()).toBe(false);
  turns.run(work("g", 1));
  expect(done.at(-1)).toBe("g");
});

it("lets work wait once, and not any more when it is cancelled", () => {
  const { turns, done, work, turn } = setUp();
  turns.run(work("long", 9));
  const [again, gone] = [work("again", 1), work("gone", 1)];
  turns.run(again);
  turns.run(gone);
  turns.run(again);
  turns.cancel(gone);
  turn();
  expect(done).toEqual(["long", "again"]);
});
