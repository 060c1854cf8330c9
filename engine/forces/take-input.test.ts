import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelError } from "../errors.ts";
import type { ForcesInput } from "./forces-input.ts";
import { readForces } from "./read.ts";
import { recomputeAll } from "./recompute.ts";
import { takeForcesInput } from "./take-input.ts";
import { exampleInput, paceNow, varianceAlong } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";

const input = exampleInput(paceNow());

test("a good input comes out equal, without what it does not know", () => {
  expect(takeForcesInput({ ...input, extra: 1 } as ForcesInput)).toEqual(input);
});

test.each([
  [{ capacity: 0 }, "out_of_range", "capacity"],
  [{ t: Number.NaN }, "not_a_number", "t"],
  [{ goals: [...input.goals, input.goals[0]!] }, "duplicate_id", "goals[3].id"],
  [{ skills: input.skills.slice(1) }, "unknown_skill", "projects[0].requires[0].skillId"],
  [{ goals: input.goals.slice(1) }, "unknown_goal", "projects[0].goals.g1"],
  [{ optimism: { mu: 0, sd: -1 } }, "out_of_range", "optimism.sd"],
  [{ pace: { P1: { w: 1, beta: 0, P: [0, 1, 1] } } }, "not_positive_definite", "pace.P1.P"],
  [{ felt: { P1: 2 } }, "out_of_range", "felt.P1"],
  [{ projects: "all" }, "invalid_value", "projects"],
])("%j is refused", (wrong, code, field) => {
  expect(() => takeForcesInput({ ...input, ...wrong } as ForcesInput)).toThrow(
    expect.objectContaining({ code, field }),
  );
});

test("whatever is sent is refused with a code or gives finite numbers", () => {
  const anything = fc.oneof(fc.jsonValue(), fc.double(), fc.constant(undefined));
  const spoilt = fc
    .array(fc.tuple(fc.constantFrom(...paths(input, [])), anything), { minLength: 1, maxLength: 3 })
    .map((changes) => {
      const copy = structuredClone(input);
      for (const [path, value] of changes) setAt(copy, path, value);
      return copy;
    });
  fc.assert(
    fc.property(spoilt, (raw) => {
      let taken: ForcesInput;
      try {
        taken = takeForcesInput(raw);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
        return;
      }
      const ws = new ForcesWorkspace(taken);
      recomputeAll(ws);
      const text = JSON.stringify(readForces(ws, varianceAlong), (key, value: unknown) => {
        if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
        return value;
      });
      expect(text).toContain("eta");
    }),
    { numRuns: 300 },
  );
});

/** Paths of every value inside. */
function paths(value: unknown, at: string[]): string[][] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, item]) => paths(item, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

function setAt(target: object, path: readonly string[], value: unknown): void {
  let place = target as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = place[key];
    if (typeof next !== "object" || next === null) return;
    place = next as Record<string, unknown>;
  }
  place[path.at(-1)!] = value;
}
