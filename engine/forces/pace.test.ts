import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { initPace, observedPace, observePace, PACE_SIZE, predictPace, readPace, writePace } from "./pace.ts";
import type { PaceState } from "./forces-input.ts";
import { recomputeAll } from "./recompute.ts";
import { exampleInput, expectAllClose, expectClose, expected, vectors } from "./worked-example.suite.ts";
import { ForcesWorkspace } from "./workspace.ts";

function paceOf(state: PaceState): Float64Array {
  const pace = new Float64Array(PACE_SIZE);
  writePace(pace, 0, state);
  return pace;
}

const weekAgo = vectors.input.paceWeekAgo as unknown as PaceState[];

test("the worked example: a week of prediction, then a progress report", () => {
  const ws = new ForcesWorkspace(exampleInput());
  recomputeAll(ws);
  const decay = Math.exp(-1 / ws.timeConstant);
  weekAgo.forEach((state, p) => {
    const pace = paceOf(state);
    predictPace(pace, 0, ws.attainable[p]!, decay, DEFAULTS);
    const wanted = expected.paceStep[p]!;
    expectAllClose(pace, [wanted.w, wanted.beta, ...wanted.P], `P${p + 1}`);
  });

  const pace = paceOf(expected.paceStep[0] as unknown as PaceState);
  const { y, R } = observedPace(
    {
      deltaProgress: vectors.input.progressObs.deltaProgress,
      weeks: vectors.input.progressObs.weeks,
      work: 80 * 1.3,
      gravityShare: (ws.gravity * ws.hours[0]!) / ws.totalHours,
      attainable: ws.attainable[0]!,
    },
    DEFAULTS,
  );
  const gain = observePace(pace, 0, y, R);
  const wanted = expected.paceObserve;
  expectClose(y, wanted.y, "y");
  expectClose(R, wanted.R, "R");
  expectAllClose(gain, wanted.gain, "gain");
  const after = readPace(pace, 0);
  expectAllClose([after.w, after.beta, ...after.P], [wanted.w, wanted.beta, ...wanted.P], "posterior");
});

test("two part steps equal one", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.double({ min: 0.01, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (w, attainable, weeks, cut) => {
        const start: PaceState = { w, beta: 0.1, P: [4, 0.5, 0.16] };
        const once = paceOf(start);
        predictPace(once, 0, attainable, Math.exp(-weeks / 5), DEFAULTS);
        const twice = paceOf(start);
        predictPace(twice, 0, attainable, Math.exp((-weeks * cut) / 5), DEFAULTS);
        predictPace(twice, 0, attainable, Math.exp((-weeks * (1 - cut)) / 5), DEFAULTS);
        const scale = 1 + w + attainable * attainable;
        for (let i = 0; i < PACE_SIZE; i++)
          expect(Math.abs(once[i]! - twice[i]!)).toBeLessThan(1e-12 * scale);
      },
    ),
  );
});

test("the covariance stays positive definite over 10,000 steps and reports", () => {
  const pace = new Float64Array(PACE_SIZE);
  initPace(pace, 0, 8, DEFAULTS);
  for (let i = 0; i < 10_000; i++) {
    predictPace(pace, 0, 5 + (i % 7), Math.exp(-0.1), DEFAULTS);
    observePace(pace, 0, 6 + (i % 3), 1e-3);
    const [ww, wb, bb] = readPace(pace, 0).P;
    expect(ww > 0 && bb > 0 && ww * bb - wb * wb > 0).toBe(true);
  }
});
