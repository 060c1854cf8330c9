import fc from "fast-check";
import { expect, test } from "vitest";
import { attributeProduct2, attributeProduct3, attributeRatio, type RatioParts } from "./attribution.ts";
import { recomputeAll } from "./recompute.ts";
import { exampleInput, expectClose, expected, paceNow } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";
import { PACE_SIZE } from "./pace.ts";
import type { ForcesInput } from "./forces-input.ts";

function partsOf(input: ForcesInput): RatioParts {
  const ws = new ForcesWorkspace(input);
  recomputeAll(ws);
  const numerator: Record<string, number> = {};
  const demand: Record<string, number> = {};
  input.constraints.forEach((c, i) => (demand[c.id] = ws.gravityPart[i]!));
  input.projects.forEach((p, i) => {
    numerator[p.id] = ws.relevance[i]! * ws.pace[i * PACE_SIZE]!;
    demand[`r.${p.id}`] = ws.requiredPart[i]!;
  });
  return { numerator, demand, v: ws.v, vEsc: ws.escapeVelocity };
}

test("the progress report explains the change of η by P1 alone", () => {
  const before = partsOf(exampleInput(expected.paceStep));
  const after = partsOf(exampleInput(paceNow()));
  const { numerator, demand } = attributeRatio(before, after);
  expectClose(after.v / after.vEsc, expected.attribution.to, "η");
  for (const [key, value] of Object.entries(expected.attribution.parts)) {
    expectClose(numerator[key.slice(1)], value, key);
  }
  for (const value of Object.values(demand)) expect(Math.abs(value)).toBe(0);
});

test("relief of a constraint and progress explain their change of η", () => {
  const input = exampleInput(paceNow());
  const relieved: ForcesInput = {
    ...input,
    constraints: input.constraints.map((c) => (c.id === "c1" ? { ...c, severity: 0.2 } : c)),
    projects: input.projects.map((p) => (p.id === "P1" ? { ...p, progress: 0.42 } : p)),
  };
  const { numerator, demand } = attributeRatio(partsOf(input), partsOf(relieved));
  for (const [key, value] of Object.entries(expected.attribution2.parts)) {
    expectClose((key.startsWith("+") ? numerator : demand)[key.slice(1)], value, key);
  }
});

const number = fc.double({ min: -50, max: 50, noNaN: true });
const positive = fc.double({ min: 0.01, max: 50, noNaN: true });

test("parts of a change sum to the change", () => {
  const side = fc.record({ p: number, q: number, g: positive, r: positive });
  fc.assert(
    fc.property(side, side, (a, b) => {
      const parts = (s: typeof a): RatioParts => ({
        numerator: { p: s.p, q: s.q },
        demand: { g: s.g, r: s.r },
        v: s.p + s.q,
        vEsc: s.g + s.r,
      });
      const [from, to] = [parts(a), parts(b)];
      const { numerator, demand } = attributeRatio(from, to);
      const total = [...Object.values(numerator), ...Object.values(demand)].reduce((x, y) => x + y, 0);
      const scale = [from, to].map((s) => (Math.abs(s.numerator.p!) + Math.abs(s.numerator.q!) + 1) / s.vEsc);
      const ratio = Math.max(from.vEsc / to.vEsc, to.vEsc / from.vEsc);
      const error = Math.abs(total - (to.v / to.vEsc - from.v / from.vEsc));
      expect(error).toBeLessThan(1e-12 * Math.max(...scale) * ratio);
    }),
  );
});

test("factors of a product explain its change", () => {
  fc.assert(
    fc.property(fc.tuple(number, number, number), fc.tuple(number, number, number), (a, b) => {
      const two = attributeProduct2(a[0], a[1], b[0], b[1]);
      expect(Math.abs(two[0] + two[1] - (b[0] * b[1] - a[0] * a[1]))).toBeLessThan(1e-11);
      const three = attributeProduct3(a, b);
      const change = b[0] * b[1] * b[2] - a[0] * a[1] * a[2];
      expect(Math.abs(three[0] + three[1] + three[2] - change)).toBeLessThan(1e-9);
    }),
  );
  expect(attributeProduct3([2, 1, 1], [3, 1, 1])).toEqual([1, 0, 0]);
});
