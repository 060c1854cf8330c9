/**
 * Heart rate regressed on movement by recursive least squares (docs/model.md 5.1). State is five numbers in a
 * Float64Array: intercept (bpm), slope (bpm per unit of move), and the inverse information [ii, is, ss].
 */
export const HEART_RATE_SIZE = 5;

const FORGETTING = 0.999;
/** Where the fit starts [A]: 65 bpm at rest, 4 more per unit of ln(1 + ENMO), in units of an 8 bpm residual. */
const START = [65, 4, 3.5, 0, 0.4] as const;
const MAX_TRACE = START[2] + START[4];

export function initHeartRate(state: Float64Array, at: number): void {
  state.set(START, at);
}

/** The residual of a heart rate at this movement; the fit learns from it afterwards. */
export function heartRateResidual(state: Float64Array, at: number, heartRate: number, move: number): number {
  const [ii, is, ss] = [state[at + 2]!, state[at + 3]!, state[at + 4]!];
  const residual = heartRate - (state[at]! + state[at + 1]! * move);
  const pi = ii + is * move;
  const ps = is + ss * move;
  const total = FORGETTING + pi + ps * move;
  state[at] = state[at]! + (pi / total) * residual;
  state[at + 1] = state[at + 1]! + (ps / total) * residual;
  const [nextIi, nextIs, nextSs] = [ii - (pi * pi) / total, is - (pi * ps) / total, ss - (ps * ps) / total];
  // Somebody who sits still for hours teaches nothing about the slope: forget no further than the start.
  const forgetting = nextIi + nextSs > MAX_TRACE * FORGETTING ? 1 : FORGETTING;
  state[at + 2] = nextIi / forgetting;
  state[at + 3] = nextIs / forgetting;
  state[at + 4] = nextSs / forgetting;
  return residual;
}
