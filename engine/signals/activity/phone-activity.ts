/**
 * `activity`: which share of a window somebody is still, walks, turns, stands up or sits down, as far as the model knows.
 *
 * One feature per class, `activity.walking` and so on; over the classes the values add up to 1. The weights were learned
 * from people who sat, stood up, walked, turned, and sat down with a phone in a pocket: whatever else somebody does is
 * taken for the most alike of these, and standing still counts as still.
 */
import { type SignalFeature, clampUnit } from "../feature.ts";
import { NetworkReader } from "../learn/network.ts";
import { type PackedNetwork, unpackNetwork } from "../learn/pack-network.ts";
import type { MotionSamples } from "../motion-features.ts";
import { timeCoverage } from "../motion.ts";
import { PHONE_ACTIVITY } from "./phone-activity-weights.ts";
import { type RotationSamples, phonePieces } from "./phone-pieces.ts";

export const ACTIVITY_METHOD = "activity-phone/1";

const ACTIVITY_CLASSES = ["sitting_down", "standing_up", "still", "turning", "walking"] as const;

/** In the order of the model's answers, what the training set calls them. */
export const ACTIVITY_LABELS = ["SITTING_DOWN", "STANDING_UP", "SEATED", "TURNING", "WALKING"] as const;

export class PhoneActivity {
  private readonly reader: NetworkReader;
  private readonly chances = new Float64Array(ACTIVITY_CLASSES.length);
  private readonly shares = new Float64Array(ACTIVITY_CLASSES.length);

  constructor(packed: PackedNetwork = PHONE_ACTIVITY) {
    this.reader = new NetworkReader(unpackNetwork(packed));
  }

  /** None where no piece of 2 s was measured. */
  read(motion: MotionSamples, rotation: RotationSamples): SignalFeature[] {
    const { chances, shares } = this;
    shares.fill(0);
    let measured = 0;
    let sureness = 0;
    const pieces = phonePieces(motion, rotation, (_piece, features) => {
      this.reader.read(features, chances);
      let largest = 0;
      for (let k = 0; k < chances.length; k++) {
        const chance = chances[k] ?? 0;
        shares[k] = (shares[k] ?? 0) + chance;
        largest = Math.max(largest, chance);
      }
      measured++;
      sureness += largest;
    });
    if (measured === 0) return [];
    const coverage = Math.min(
      measured / pieces,
      timeCoverage(motion.tS, motion.lengthS, motion.nominalHz, motion.count),
    );
    const quality = clampUnit((coverage * sureness) / measured);
    return ACTIVITY_CLASSES.map((name, k) => ({
      name: `activity.${name}`,
      value: (shares[k] ?? 0) / measured,
      quality,
      coverage,
      artefactShare: 0,
      method: ACTIVITY_METHOD,
    }));
  }
}
