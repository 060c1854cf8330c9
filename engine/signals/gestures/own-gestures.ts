/**
 * Gestures of one person, learned from a few examples that this person has shown: the nearest example by dynamic time
 * warping (Sakoe and Chiba 1978) of the shapes. There are no weights, and nothing of other people is in it.
 *
 * Two scales come from the examples themselves: how far those of one gesture lie apart, and how far those of others.
 * Their geometric mean is the distance at which "none of these" stands, as a class of its own.
 */
import { type GestureRecording, SHAPE_CURVES, SHAPE_LENGTH, gestureShape } from "./gesture-shape.ts";

export const OWN_GESTURE_METHOD = "own-gesture-dtw/2";

export interface GestureExample {
  gesture: string;
  /** Of `movementShape`. */
  shape: readonly Float32Array[];
}

export interface RecognisedGesture {
  /** The most alike of the known gestures. */
  gesture: string;
  /** [0, 1]: against the next gesture, or against "none of these", whichever is nearer. 0.5: it could be either. */
  confidence: number;
  /** False: it is none of the known gestures, or it cannot be told which. */
  isSure: boolean;
}

/** Every second step of a shape is compared. */
const STRIDE = 2;
const STEPS = SHAPE_LENGTH / STRIDE;
/** The same moment may lie this many steps apart, of 64. */
const BAND = 14;
/** Odds grow with this power of the ratio of the distances. */
const POWER = 4;
const SURE = 0.6;
/** Where there is one gesture, "none of these" stands this many times as far from it as its own examples are apart. */
const LONE_RATIO = 2;
/** But no farther than this: what lies that far apart is not one gesture. */
const FARTHEST_REFUSAL = 0.6;
/** Of examples that are copies of each other. */
const LEAST_APART = 0.05;

/** The shape of a movement from what phones measure: where the hand turned follows from how fast it turned. */
export function movementShape(movement: Omit<GestureRecording, "attitude">): Float32Array[] {
  const { t, rotation } = movement;
  const [x, y, z] = rotation;
  return gestureShape({ ...movement, attitude: [summed(t, x), summed(t, y), summed(t, z)] });
}

export class OwnGestures {
  private readonly examples: readonly GestureExample[];
  /** Distance of "none of these". */
  private readonly refusal: number;

  constructor(examples: readonly GestureExample[]) {
    this.examples = examples;
    this.refusal = refusalOf(examples);
  }

  /** True where there are enough examples to know what is none of them: two of any one gesture. */
  get isReady(): boolean {
    return Number.isFinite(this.refusal);
  }

  /** @returns undefined while it is not ready */
  recognise(shape: readonly Float32Array[]): RecognisedGesture | undefined {
    if (!this.isReady) return undefined;
    let best = { gesture: "", distance: Number.POSITIVE_INFINITY };
    let next = this.refusal;
    for (const example of this.examples) {
      const distance = shapeDistance(shape, example.shape);
      if (distance < best.distance) {
        if (best.gesture !== example.gesture) next = Math.min(next, best.distance);
        best = { gesture: example.gesture, distance };
      } else if (example.gesture !== best.gesture) next = Math.min(next, distance);
    }
    const confidence = 1 / (1 + (best.distance / next) ** POWER);
    return { gesture: best.gesture, confidence, isSure: confidence >= SURE };
  }
}

function refusalOf(examples: readonly GestureExample[]): number {
  const apart: number[] = [];
  const others: number[] = [];
  for (const [i, one] of examples.entries()) {
    let [same, other] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const [j, two] of examples.entries()) {
      if (i === j) continue;
      const distance = shapeDistance(one.shape, two.shape);
      if (one.gesture === two.gesture) same = Math.min(same, distance);
      else other = Math.min(other, distance);
    }
    if (Number.isFinite(same)) apart.push(same);
    if (Number.isFinite(other)) others.push(other);
  }
  if (apart.length === 0) return Number.NaN;
  const within = Math.max(LEAST_APART, medianOf(apart));
  const between = others.length === 0 ? within * LONE_RATIO ** 2 : medianOf(others);
  return Math.min(FARTHEST_REFUSAL, Math.sqrt(within * Math.max(between, within)));
}

/** Root mean square difference of two shapes, each moment put beside the most alike one near it. */
export function shapeDistance(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let before = new Float64Array(STEPS + 1).fill(Number.POSITIVE_INFINITY);
  let row = new Float64Array(STEPS + 1);
  before[0] = 0;
  for (let i = 1; i <= STEPS; i++) {
    row.fill(Number.POSITIVE_INFINITY);
    for (let j = Math.max(1, i - BAND); j <= Math.min(STEPS, i + BAND); j++) {
      let squares = 0;
      for (let c = 0; c < SHAPE_CURVES; c++) {
        const off = (a[c]?.[(i - 1) * STRIDE] ?? 0) - (b[c]?.[(j - 1) * STRIDE] ?? 0);
        squares += off * off;
      }
      row[j] = squares + Math.min(before[j] ?? 0, row[j - 1] ?? 0, before[j - 1] ?? 0);
    }
    [before, row] = [row, before];
  }
  return Math.sqrt((before[STEPS] ?? 0) / STEPS / SHAPE_CURVES);
}

/** Integral by trapezia. */
function summed(t: Float64Array, x: Float64Array): Float64Array {
  let sum = 0;
  return x.map((value, i) => {
    if (i > 0) sum += ((value + (x[i - 1] ?? 0)) / 2) * ((t[i] ?? 0) - (t[i - 1] ?? 0));
    return sum;
  });
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
