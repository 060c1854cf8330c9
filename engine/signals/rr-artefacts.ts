/** Which RR intervals are no normal beats: implausible ones, and those far from their neighbours' median. */

export const RR_METHOD = "rr-median/1";

/** Of a beating heart: 30 to 200 beats per minute. */
const SHORTEST_MS = 300;
const LONGEST_MS = 2000;
/** Neighbours on each side, and how far from their median an interval may lie. */
const NEIGHBOURS = 5;
const TOLERANCE = 0.2;

const near = new Float64Array(2 * NEIGHBOURS + 1);

/**
 * Marks artefacts with 1. An interval is one when it is outside 300–2000 ms, or more than 20 % from the median of
 * itself and the five intervals on each side.
 * @param rr ms
 * @param marks filled for 0 … count − 1
 * @returns how many are artefacts
 */
export function markArtefacts(rr: ArrayLike<number>, marks: Uint8Array, count = rr.length): number {
  let artefacts = 0;
  for (let i = 0; i < count; i++) {
    const interval = rr[i] ?? 0;
    let artefact = !(interval >= SHORTEST_MS && interval <= LONGEST_MS);
    if (!artefact) {
      const middle = localMedian(rr, i, count);
      artefact = Math.abs(interval - middle) > TOLERANCE * middle;
    }
    marks[i] = artefact ? 1 : 0;
    if (artefact) artefacts++;
  }
  return artefacts;
}

function localMedian(rr: ArrayLike<number>, at: number, count: number): number {
  const from = Math.max(0, at - NEIGHBOURS);
  const to = Math.min(count - 1, at + NEIGHBOURS);
  let kept = 0;
  for (let i = from; i <= to; i++) {
    const value = rr[i] ?? 0;
    let place = kept++;
    while (place > 0 && (near[place - 1] ?? 0) > value) {
      near[place] = near[place - 1] ?? 0;
      place--;
    }
    near[place] = value;
  }
  const half = kept >> 1;
  return kept % 2 === 1 ? (near[half] ?? 0) : ((near[half - 1] ?? 0) + (near[half] ?? 0)) / 2;
}
