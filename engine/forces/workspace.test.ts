import fc from "fast-check";
import { expect, test } from "vitest";
import type { ForcesInput } from "./forces-input.ts";
import { recomputeAll } from "./recompute.ts";
import { exampleInput, paceNow } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";

const DAY_MS = 86_400_000;
const example = exampleInput(paceNow());

/** The worked example with other numbers, in another order, some of it undated, done or never reported on. */
const variant: fc.Arbitrary<ForcesInput> = fc
  .record({
    days: fc.integer({ min: -200, max: 200 }),
    factor: fc.double({ min: 0.1, max: 3, noNaN: true }),
    isTurned: fc.boolean(),
    undated: fc.boolean(),
    done: fc.boolean(),
    unreported: fc.boolean(),
    aimless: fc.boolean(),
  })
  .map(({ days, factor, isTurned, undated, done, unreported, aimless }) => {
    const order = <T>(items: readonly T[]): T[] => (isTurned ? items.toReversed() : [...items]);
    return {
      ...example,
      t: example.t + days * DAY_MS,
      energy: factor - 1,
      goals: order(example.goals).map((goal) => ({
        ...goal,
        importance: aimless ? 0 : goal.importance * factor,
      })),
      constraints: order(example.constraints).map((c) => ({ ...c, severity: c.severity / (1 + factor) })),
      skills: order(example.skills).map((skill) => ({ ...skill, theta: skill.theta - factor })),
      projects: order(example.projects).map(({ deadline, ...project }, at) => ({
        ...project,
        hours: project.hours * factor,
        progress: done && at === 0 ? 1 : project.progress,
        ...(deadline === undefined || (undated && at === 0) ? {} : { deadline }),
      })),
      pace: unreported ? {} : example.pace,
    };
  });

test("a workspace that takes other inputs is the same as a new one", () => {
  fc.assert(
    fc.property(variant, variant, (before, after) => {
      const reused = new ForcesWorkspace(before);
      recomputeAll(reused);
      expect(reused.reload(after)).toBe(true);
      recomputeAll(reused);
      const fresh = new ForcesWorkspace(after);
      recomputeAll(fresh);
      expect(reused).toEqual(fresh);
    }),
    { numRuns: 300 },
  );
});

test("inputs of another size are not taken", () => {
  const ws = new ForcesWorkspace(example);
  recomputeAll(ws);
  const before = structuredClone(ws.thrust);
  expect(ws.reload({ ...example, goals: [...example.goals, { id: "more", importance: 1 }] })).toBe(false);
  expect(ws.reload({ ...example, projects: example.projects.slice(1) })).toBe(false);
  expect(ws.entities.goals).toEqual(example.goals);
  expect(ws.thrust).toEqual(before);
});
