/** The features of a heart window, from beat intervals or, without them, from heart rates. */
import { COHERENCE_METHOD, coherenceOf } from "./coherence.ts";
import { clampUnit, type SignalFeature } from "./feature.ts";
import { RR_METHOD, markArtefacts } from "./rr-artefacts.ts";

/** rmssd needs this much of normal beats, s (docs/model.md 1). */
const RMSSD_SHORTEST_S = 60;
/** coherence needs this share of the window. */
const COHERENCE_LEAST_COVERAGE = 0.9;
const MOST_BEATS = 1024;

export interface Beats {
  /** Times of the beats from the start of the window, s, rising. */
  beatS: ArrayLike<number>;
  /** The interval that ends at each beat, ms. */
  rr: ArrayLike<number>;
  /** 1 where the interval before in the list is also the one before in the heart: nothing was lost between. */
  follows: ArrayLike<number>;
  count: number;
  lengthS: number;
  /** 1 where whoever found the beats does not trust the interval. */
  doubtful?: ArrayLike<number>;
  /** How the beats were found, where that is not a strap's own doing: part of the methods. */
  source?: string;
}

const marks = new Uint8Array(MOST_BEATS);
const normalTime = new Float64Array(MOST_BEATS);
const normalRr = new Float64Array(MOST_BEATS);

/** hr, rmssd and coherence, as far as the beats allow; none for no normal beat. At most 1,024 beats are looked at. */
export function beatFeatures(beats: Beats): SignalFeature[] {
  const count = Math.min(beats.count, MOST_BEATS);
  let artefacts = markArtefacts(beats.rr, marks, count);
  for (let i = 0; i < count; i++) {
    if (beats.doubtful?.[i] !== 1 || marks[i] === 1) continue;
    marks[i] = 1;
    artefacts++;
  }
  const method = (name: string) => (beats.source === undefined ? name : `${name}+${beats.source}`);
  let normal = 0;
  let sum = 0;
  let squares = 0;
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    if (marks[i] === 1) continue;
    const rr = beats.rr[i] ?? 0;
    normalTime[normal] = beats.beatS[i] ?? 0;
    normalRr[normal++] = rr;
    sum += rr;
    if (i > 0 && marks[i - 1] === 0 && beats.follows[i] === 1) {
      const d = rr - (beats.rr[i - 1] ?? 0);
      squares += d * d;
      pairs++;
    }
  }
  if (normal === 0) return [];
  const artefactShare = artefacts / count;
  const coverage = clampUnit(sum / 1000 / beats.lengthS);
  const quality = coverage * (1 - artefactShare);
  const shared = { quality, coverage, artefactShare };
  const features: SignalFeature[] = [
    { name: "hr", value: (60_000 * normal) / sum, ...shared, method: method("hr-rr/1") },
  ];
  if (sum >= RMSSD_SHORTEST_S * 1000 && pairs > 0) {
    const value = Math.sqrt(squares / pairs);
    features.push({ name: "rmssd", value, ...shared, method: method(`rmssd/1+${RR_METHOD}`) });
  }
  if (coverage >= COHERENCE_LEAST_COVERAGE) {
    const value = coherenceOf(normalTime, normalRr, normal);
    if (value !== undefined) {
      features.push({ name: "coherence", value, ...shared, method: method(COHERENCE_METHOD) });
    }
  }
  return features;
}

/**
 * hr as the mean of heart rates that a device computed itself.
 * @param longestGapS a value stands for the time to the next one, at most for this
 */
export function rateFeatures(
  tS: ArrayLike<number>,
  bpm: ArrayLike<number>,
  count: number,
  lengthS: number,
  longestGapS: number,
): SignalFeature[] {
  let sum = 0;
  let plausible = 0;
  let covered = 0;
  for (let i = 0; i < count; i++) {
    const rate = bpm[i] ?? 0;
    if (!(rate >= 25 && rate <= 250)) continue;
    sum += rate;
    plausible++;
    covered += Math.min(longestGapS, (i + 1 < count ? (tS[i + 1] ?? 0) : lengthS) - (tS[i] ?? 0));
  }
  if (plausible === 0) return [];
  const artefactShare = (count - plausible) / count;
  const coverage = clampUnit(covered / lengthS);
  return [
    {
      name: "hr",
      value: sum / plausible,
      quality: coverage * (1 - artefactShare),
      coverage,
      artefactShare,
      method: "hr-mean/1",
    },
  ];
}
