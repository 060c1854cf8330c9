/** What the engine makes of the body signals of the worked example, in the shape of testdata/vectors.json. */
import { DEFAULTS } from "../constants.ts";
import vectors from "../testdata/vectors.json" with { type: "json" };
import { BASELINE_SIZE, initBaseline, scoreBaseline, updateBaseline } from "./baseline.ts";
import { BODY_SIZE, initBody, observeBody, predictBody } from "./body-state.ts";
import { claimLogLikelihoodRatio, claimWeight } from "./claims.ts";
import { BODY_FEATURES } from "./features.ts";

/** The axis and sign of the four claims of the example. */
const CLAIMS = { calm: [1, -1], stressed: [1, 1], energised: [0, 1], scattered: [2, -1] } as const;
const LN_RMSSD_VALUES = [3.4, 3.7, 6, 3.5];

export function fusionVectors() {
  const body = new Float64Array(BODY_SIZE);
  initBody(body);
  const steps = vectors.input.windows.map((window) => afterWindow(body, window));
  return { body: steps, baseline: baselineSteps(), claims: claims(body) };
}

type ExampleWindow = (typeof vectors.input.windows)[number];

function afterWindow(body: Float64Array, { dtH, z, quality }: ExampleWindow) {
  predictBody(body, dtH, DEFAULTS);
  const inno: Record<string, number> = {};
  for (const [feature, name] of BODY_FEATURES.entries()) {
    const value = z[name as keyof typeof z];
    const q = quality[name as keyof typeof quality];
    if (value !== undefined && q !== undefined) inno[name] = observeBody(body, feature, value, q, 1);
  }
  return { m: [...body.subarray(0, 3)], P: [3, 6, 9].map((row) => [...body.subarray(row, row + 3)]), inno };
}

function baselineSteps() {
  const state = new Float64Array(BASELINE_SIZE);
  initBaseline(state, 0, 3.6, 0.5);
  return LN_RMSSD_VALUES.map((x) => {
    const z = scoreBaseline(state, 0, x);
    updateBaseline(state, 0, x);
    return { x, z, n: state[0], mu: state[1], v: state[2] };
  });
}

function claims(body: Float64Array) {
  const readings: Record<string, { m: number; v: number; llr: number; weight: number }> = {};
  for (const direction of ["calm", "stressed", "energised", "scattered"] as const) {
    const [axis, sign] = CLAIMS[direction];
    const llr = claimLogLikelihoodRatio(body, direction, 1);
    readings[direction] = {
      m: sign * body[axis]!,
      v: body[3 + 4 * axis]!,
      llr,
      weight: claimWeight(llr, DEFAULTS),
    };
  }
  return readings;
}
