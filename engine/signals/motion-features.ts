/** The features of a motion window and of the screen's second of motion. */
import { cadenceOf } from "./cadence.ts";
import { clampUnit, type SignalFeature } from "./feature.ts";
import { enmo, moveOf, timeCoverage } from "./motion.ts";

export const MOVE_METHOD = "enmo/1";
/** Refined by a sine fit, and, for the screen, the peak alone. */
export const CADENCE_METHOD = "cadence-spectrum/1";
export const QUICK_CADENCE_METHOD = "cadence-peak/1";
export const REGULARITY_METHOD = "acf/1";

export interface MotionSamples {
  /** Stamps from the start of the span, s, never falling. */
  tS: ArrayLike<number>;
  /** Magnitude of the total acceleration, gravity included, g. */
  r: ArrayLike<number>;
  count: number;
  lengthS: number;
  nominalHz: number;
}

/** move, and for the screen also enmo. */
export function movementFeatures(samples: MotionSamples, withEnmo: boolean): SignalFeature[] {
  const { tS, r, count, lengthS, nominalHz } = samples;
  if (count === 0) return [];
  const coverage = timeCoverage(tS, lengthS, nominalHz, count);
  const excess = enmo(r, count);
  const shared = { quality: coverage, coverage, artefactShare: 0, method: MOVE_METHOD };
  const features: SignalFeature[] = [{ name: "move", value: moveOf(excess), ...shared }];
  if (withEnmo) features.push({ name: "enmo", value: excess, ...shared });
  return features;
}

/** cadence and regularity; none where less than half of the span was measured. */
export function gaitFeatures(samples: MotionSamples, quick = false): SignalFeature[] {
  const { tS, r, count, lengthS, nominalHz } = samples;
  const gait = cadenceOf(tS, r, lengthS, count, !quick);
  if (gait === undefined) return [];
  const coverage = timeCoverage(tS, lengthS, nominalHz, count);
  const quality = clampUnit(coverage * gait.moving);
  return [
    {
      name: "cadence",
      value: gait.cadence,
      // A frequency says little where the movement does not repeat.
      quality: quality * gait.regularity,
      coverage,
      artefactShare: 0,
      method: quick ? QUICK_CADENCE_METHOD : CADENCE_METHOD,
    },
    {
      name: "regularity",
      value: gait.regularity,
      quality,
      coverage,
      artefactShare: 0,
      method: REGULARITY_METHOD,
    },
  ];
}
