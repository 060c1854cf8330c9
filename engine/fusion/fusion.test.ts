import { describe, expect, test } from "vitest";
import { DEFAULTS } from "../constants.ts";
import { draw } from "../numerics/philox.ts";
import { expectAllClose, expectClose, expected, vectors } from "../forces/worked-example.suite.ts";
import { BASELINE_SIZE, initBaseline, scoreBaseline, updateBaseline } from "./baseline.ts";
import {
  arousalAverage,
  BODY_SIZE,
  energyAverage,
  initBody,
  observeBody,
  predictBody,
  setAverages,
} from "./body-state.ts";
import { claimLogLikelihoodRatio, claimVerdict, claimWeight, differsThreshold } from "./claims.ts";
import { BODY_FEATURES } from "./features.ts";
import {
  coherenceObservation,
  feltMean,
  observeFelt,
  priorFelt,
  ratingObservation,
  unobserveFelt,
} from "./felt-alignment.ts";
import { HEART_RATE_SIZE, heartRateResidual, initHeartRate } from "./heart-rate.ts";
import { initQuantile, QUANTILE_SIZE, readQuantile, updateQuantile } from "./quantile.ts";

function newBody(): Float64Array {
  const body = new Float64Array(BODY_SIZE);
  initBody(body);
  return body;
}

/** The three windows of the worked example, with the standardised innovations of each. */
function exampleBody(): {
  body: Float64Array;
  steps: { body: number[]; innovations: Record<string, number> }[];
} {
  const body = newBody();
  const steps = vectors.input.windows.map(({ dtH, z, quality }) => {
    predictBody(body, dtH, DEFAULTS);
    const innovations: Record<string, number> = {};
    BODY_FEATURES.forEach((feature, i) => {
      const value = z[feature as keyof typeof z];
      const q = quality[feature as keyof typeof quality] ?? 0;
      if (value !== undefined && q > 0) innovations[feature] = observeBody(body, i, value, q, 1);
    });
    return { body: [...body], innovations };
  });
  return { body, steps };
}

describe("the worked example", () => {
  test("body state after each of three windows", () => {
    exampleBody().steps.forEach((step, i) => {
      const wanted = expected.body[i]!;
      expectAllClose(step.body.slice(0, 3), wanted.m, `m of window ${i}`);
      expectAllClose(step.body.slice(3, 12), wanted.P.flat(), `P of window ${i}`);
      for (const [feature, value] of Object.entries(wanted.inno)) {
        expectClose(step.innovations[feature], value, feature);
      }
      expect(Object.keys(step.innovations)).toEqual(Object.keys(wanted.inno));
    });
  });

  test("claims against it", () => {
    const { body } = exampleBody();
    for (const direction of ["calm", "stressed", "energised", "scattered"] as const) {
      const wanted = expected.claims[direction];
      const llr = claimLogLikelihoodRatio(body, direction, 1);
      expectClose(llr, wanted.llr, direction);
      expectClose(claimWeight(llr, DEFAULTS), wanted.weight, direction);
    }
  });

  test("baseline of ln RMSSD over four values", () => {
    const state = new Float64Array(BASELINE_SIZE);
    initBaseline(state, 0, 3.6, 0.5);
    for (const step of expected.baseline) {
      expectClose(scoreBaseline(state, 0, step.x), step.z, "z");
      updateBaseline(state, 0, step.x);
      expectAllClose(state, [step.n, step.mu, step.v], "baseline");
    }
  });
});

test("body steps compose, the averages too", () => {
  const once = exampleBody().body;
  setAverages(once, 0.3, 1.1);
  const twice = once.slice();
  predictBody(once, 7, DEFAULTS);
  predictBody(twice, 2.5, DEFAULTS);
  predictBody(twice, 4.5, DEFAULTS);
  for (let i = 0; i < BODY_SIZE; i++) expect(Math.abs(once[i]! - twice[i]!)).toBeLessThan(1e-14);
});

test("reading the averages ahead equals moving there", () => {
  const { body } = exampleBody();
  const ahead = [energyAverage(body, 3, DEFAULTS), arousalAverage(body, 3, DEFAULTS)];
  predictBody(body, 3, DEFAULTS);
  expect(Array.from(body.subarray(12))).toEqual(ahead);
});

test("the energy average has a half-life of a day", () => {
  const body = newBody();
  setAverages(body, 0.8, 0);
  expectClose(energyAverage(body, 24, DEFAULTS), 0.4);
});

test("no signal gives no verdict; a claim counts less the more the signals differ, never more than before", () => {
  expect(claimLogLikelihoodRatio(newBody(), "calm", 2)).toBeCloseTo(0, 15);
  expect(claimVerdict(0, differsThreshold([], DEFAULTS), DEFAULTS)).toBe("no_verdict");
  expect(claimVerdict(Math.log(3), -3, DEFAULTS)).toBe("consistent");
  expect(claimVerdict(-Math.log(10), differsThreshold([], DEFAULTS), DEFAULTS)).toBe("differs");
  expect(claimWeight(5, DEFAULTS)).toBe(1);
  expect(claimWeight(-9, DEFAULTS)).toBe(0.25);
});

test("thirty confirmed claims that differ lower the threshold", () => {
  const confirmed = Array.from({ length: 40 }, (_, i) => -4 + 0.1 * i);
  expect(differsThreshold(confirmed.slice(0, 29), DEFAULTS)).toBe(DEFAULTS.claimDiffers);
  expect(differsThreshold(confirmed, DEFAULTS)).toBeCloseTo(-3.9, 12);
});

test("felt alignment: a session's body moves it by at most 0.005, a rating by 0.05, and both can be taken back", () => {
  const prior = priorFelt(DEFAULTS);
  const body = coherenceObservation(9, DEFAULTS);
  expect(feltMean(observeFelt(prior, body))).toBeLessThan(0.005);
  expect(feltMean(observeFelt(prior, body))).toBeGreaterThan(0.004);
  const rated = observeFelt(prior, ratingObservation(1, DEFAULTS));
  expect(feltMean(rated)).toBeCloseTo(0.05, 12);
  expect(unobserveFelt(observeFelt(rated, body), body).weighted).toBeCloseTo(rated.weighted, 12);
});

test.each([
  ["normal", (z: number) => z, 0.2533],
  ["log-normal", Math.exp, 1.2883],
  ["whole numbers", Math.round, 0],
])("P² finds the 60th percentile of %s values", (_, transform, wanted) => {
  const state = new Float64Array(QUANTILE_SIZE);
  initQuantile(state, 0);
  for (let i = 0; i < 20_000; i++) updateQuantile(state, 0, transform(draw(5, i, 0, 0).z), 0.6);
  expect(Math.abs(readQuantile(state, 0) - wanted)).toBeLessThan(0.05);
});

test("P² is exact in the middle of five values and unknown before", () => {
  const state = new Float64Array(QUANTILE_SIZE);
  initQuantile(state, 0);
  for (const x of [5, 1, 4, 2]) updateQuantile(state, 0, x, 0.5);
  expect(readQuantile(state, 0)).toBeNaN();
  updateQuantile(state, 0, 3, 0.5);
  expect(readQuantile(state, 0)).toBe(3);
});

test("the heart rate residual removes movement, and stillness does not unlearn its effect", () => {
  const state = new Float64Array(HEART_RATE_SIZE);
  initHeartRate(state, 0);
  const truth = (move: number, i: number): number => 58 + 7 * move + 2 * draw(9, i, 0, 0).z;
  for (let i = 0; i < 3000; i++) {
    const move = (i % 60) / 10;
    heartRateResidual(state, 0, truth(move, i), move);
  }
  expect(state[0]).toBeCloseTo(58, 0);
  expect(state[1]).toBeCloseTo(7, 0);
  for (let i = 0; i < 100_000; i++) heartRateResidual(state, 0, truth(0.7, i), 0.7);
  expect(state[2]! + state[4]!).toBeLessThan(4);
  expect(Math.abs(heartRateResidual(state, 0, truth(5, 1), 5))).toBeLessThan(12);
});
