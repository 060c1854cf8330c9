import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RangeSet } from "./range-set.ts";

type Action = { act: "add" | "remove"; first: number; count: number };

const actions = fc.array(
  fc.record({
    act: fc.constantFrom("add" as const, "add" as const, "remove" as const),
    first: fc.nat(60),
    count: fc.nat(12),
  }),
  { maxLength: 40 },
);

function play(steps: readonly Action[]): { set: RangeSet; numbers: Set<number> } {
  const set = new RangeSet();
  const numbers = new Set<number>();
  for (const { act, first, count } of steps) {
    if (act === "add") set.add(first, first + count);
    else set.remove(first, first + count);
    for (let i = first; i < first + count; i++) {
      if (act === "add") numbers.add(i);
      else numbers.delete(i);
    }
  }
  return { set, numbers };
}

describe("set of ranges", () => {
  it("holds the numbers that a set of single numbers holds", () => {
    fc.assert(
      fc.property(actions, (steps) => {
        const { set, numbers } = play(steps);
        const held = set.spans.flatMap(({ first, end }) =>
          Array.from({ length: end - first }, (_, i) => first + i),
        );
        expect(held).toEqual([...numbers].sort((a, b) => a - b));
        expect(set.size).toBe(numbers.size);
        for (const [i, span] of set.spans.entries()) {
          expect(span.first).toBeLessThan(span.end);
          // Neighbours that touch would be one.
          expect(span.first).toBeGreaterThan(set.spans[i - 1]?.end ?? -1);
        }
      }),
    );
  });

  it("names what is missing of a range", () => {
    fc.assert(
      fc.property(actions, fc.nat(60), fc.nat(20), (steps, first, count) => {
        const { set, numbers } = play(steps);
        const missing = set
          .missing(first, first + count)
          .flatMap((span) => Array.from({ length: span.end - span.first }, (_, i) => span.first + i));
        const expected = Array.from({ length: count }, (_, i) => first + i).filter((i) => !numbers.has(i));
        expect(missing).toEqual(expected);
      }),
    );
  });
});
