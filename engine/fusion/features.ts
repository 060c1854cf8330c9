/** The seven body features, how they load on the latent state, and what is usual before anything is known. */
import type { FeatureName } from "../types.ts";

/** Names inside the filter: heart rate as its residual on movement, RMSSD as its logarithm. */
export type BodyFeature = "move" | "cadence" | "regularity" | "hrRes" | "lnRmssd" | "coherence" | "gesture";

/** Order of the scalar updates; positions in every array of the filter. */
export const BODY_FEATURES: readonly BodyFeature[] = [
  "move",
  "cadence",
  "regularity",
  "hrRes",
  "lnRmssd",
  "coherence",
  "gesture",
];

/** The window feature that each body feature comes from, in the same order. */
export const WINDOW_FEATURES: readonly FeatureName[] = [
  "move",
  "cadence",
  "regularity",
  "hr",
  "rmssd",
  "coherence",
  "gesture",
];

export const HEART_RATE = 3;
export const LN_RMSSD = 4;
export const COHERENCE = 5;

/** Loadings on energy, arousal, coherence, one row per feature (docs/model.md 5.2) [A]. */
export const LOADINGS: readonly (readonly [number, number, number])[] = [
  [0.7, 0.3, 0],
  [0.5, 0.3, 0],
  [0.2, 0, 0.6],
  [0.2, 0.7, 0],
  [0, -0.6, 0.2],
  [0, 0, 0.7],
  [0.4, 0.4, 0],
];

interface Usual {
  mean: number;
  sd: number;
}

/**
 * Population priors at rest and active, in the units of WindowFeatures (hr residual in bpm, ln RMSSD in ln ms).
 * ln RMSSD at rest [M: Nunan 2010]; the others are wide guesses that the first 30 windows replace [A].
 */
export const POPULATION: readonly { rest: Usual; active: Usual }[] = [
  { rest: { mean: 2, sd: 1 }, active: { mean: 4.5, sd: 1 } },
  { rest: { mean: 60, sd: 40 }, active: { mean: 105, sd: 25 } },
  { rest: { mean: 0.3, sd: 0.25 }, active: { mean: 0.6, sd: 0.25 } },
  { rest: { mean: 0, sd: 8 }, active: { mean: 0, sd: 8 } },
  { rest: { mean: 3.6, sd: 0.5 }, active: { mean: 3.2, sd: 0.6 } },
  { rest: { mean: -1, sd: 1 }, active: { mean: -1.5, sd: 1 } },
  { rest: { mean: 1, sd: 2 }, active: { mean: 3, sd: 4 } },
];

/** What a sensor can mean, in the units of WindowFeatures; outside it the window is refused. */
export const PLAUSIBLE: Readonly<Record<FeatureName, readonly [number, number]>> = {
  move: [0, 12],
  cadence: [0, 300],
  regularity: [-1, 1],
  hr: [20, 300],
  rmssd: [0.01, 3000],
  coherence: [-20, 20],
  gesture: [0, 1000],
};
