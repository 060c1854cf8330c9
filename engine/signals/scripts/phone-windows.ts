/** Windows of the set motion-phone-watch as the product sees them, for training and evaluation. */
import { ACTIVITY_LABELS } from "../activity/phone-activity.ts";
import { OWN, type RotationSamples, SHARED, phonePieces } from "../activity/phone-pieces.ts";
import { SeededRandom } from "../learn/random.ts";
import type { Examples } from "../learn/train-network.ts";
import type { MotionSamples } from "../motion-features.ts";
import { type Recording, readExecutionsIn } from "./motion-sets.ts";

export interface PhoneWindow {
  person: string;
  motion: MotionSamples;
  rotation: RotationSamples;
  /** Of the middle of each piece of 2 s; -1 where there is none. */
  labels: number[];
}

const LENGTH_S = 10;
const PIECE_S = 2;
const PACE_S = 0.5;
/** The product keeps every seventh rotation of a phone at 100 Hz. */
const STRIDE = 7;
/** Gravity is the mean of so much on both sides, s. */
const GRAVITY_S = 0.5;
/** How much less or more of the movement a phone feels elsewhere on the body. */
const WEAKEST = 0.3;
const STRONGEST = 1.4;

export function readPhoneWindows(folder: string): PhoneWindow[] {
  return readExecutionsIn(folder, "sp").flatMap(windowsOf);
}

/** Windows of 10 s at each half second that hold at least a piece of the recording. */
function windowsOf(recording: Recording): PhoneWindow[] {
  const { t, channels, labels, person } = recording;
  const [ax, ay, az, gx, gy, gz] = channels;
  if (!ax || !ay || !az || !gx || !gy || !gz) return [];
  const r = ax.map((x, i) => Math.hypot(x, ay[i] ?? 0, az[i] ?? 0));
  const speed = gx.map((x, i) => Math.hypot(x, gy[i] ?? 0, gz[i] ?? 0));
  const turn = turnOf(recording);
  const windows: PhoneWindow[] = [];
  const end = t.at(-1) ?? 0;
  for (let start = (t[0] ?? 0) + PIECE_S - LENGTH_S; start + PIECE_S <= end; start += PACE_S) {
    const inside = [...t.keys()].filter((i) => (t[i] ?? 0) >= start && (t[i] ?? 0) < start + LENGTH_S);
    const kept = inside.filter((i) => i % STRIDE === 0);
    const stamps = (members: number[]) => members.map((i) => (t[i] ?? 0) - start);
    const rotationS = stamps(kept);
    windows.push({
      person,
      motion: {
        tS: stamps(inside),
        r: inside.map((i) => r[i] ?? 0),
        count: inside.length,
        lengthS: LENGTH_S,
        nominalHz: 100,
      },
      rotation: {
        tS: rotationS,
        speed: kept.map((i) => speed[i] ?? 0),
        count: kept.length,
        turnTS: rotationS,
        turn: kept.map((i) => turn[i] ?? 0),
        turnCount: kept.length,
      },
      labels: Array.from({ length: LENGTH_S / PIECE_S }, (_, piece) => {
        const middle = start + (piece + 0.5) * PIECE_S;
        if (middle < (t[0] ?? 0) || middle > end) return -1;
        const label = labels[t.findIndex((s) => s >= middle)] ?? "";
        return ACTIVITY_LABELS.findIndex((one) => one === label);
      }),
    });
  }
  return windows;
}

/** Rotation about gravity, rad/s. */
function turnOf({ t, channels }: Recording): Float64Array {
  const gravity = channels.slice(0, 3).map((x) => movingMean(t, x));
  return t.map((_, i) => {
    const [x = 0, y = 0, z = 0] = gravity.map((part) => part[i] ?? 0);
    const along = channels
      .slice(3)
      .reduce((sum, rate, axis) => sum + (rate[i] ?? 0) * ([x, y, z][axis] ?? 0), 0);
    return along / (Math.hypot(x, y, z) || 1);
  });
}

function movingMean(t: Float64Array, x: Float64Array): Float64Array {
  let sum = 0;
  let from = 0;
  let to = 0;
  return x.map((_, i) => {
    while (to < x.length && (t[to] ?? 0) <= (t[i] ?? 0) + GRAVITY_S) sum += x[to++] ?? 0;
    while ((t[from] ?? 0) < (t[i] ?? 0) - GRAVITY_S) sum -= x[from++] ?? 0;
    return sum / (to - from);
  });
}

/** All measured and labelled pieces of the windows, as they are. */
export function examplesOf(windows: readonly PhoneWindow[]): Examples {
  const examples = emptyExamples();
  for (const window of windows) addPieces(window, examples, false);
  return examples;
}

/**
 * The same to learn from: also as if the phone were worn where it feels less or more of the body, and as if what somebody
 * does went on for long, which it does not in the set.
 */
export function trainingExamplesOf(windows: readonly PhoneWindow[], seed: number): Examples {
  const examples = emptyExamples();
  const random = new SeededRandom(seed);
  const factor = () => WEAKEST * (STRONGEST / WEAKEST) ** random.uniform();
  for (const window of windows) {
    addPieces(window, examples, false);
    const [strength, swing] = [factor(), factor()];
    const { motion, rotation } = window;
    const worn = {
      ...window,
      motion: { ...motion, r: Array.from(motion.r, (r) => 1 + strength * (r - 1)) },
      // How far the body turns is the same wherever the phone is.
      rotation: { ...rotation, speed: Array.from(rotation.speed, (w) => swing * w) },
    };
    addPieces(worn, examples, true);
  }
  return examples;
}

interface GrowingExamples {
  features: Float32Array[];
  labels: number[];
  classes: number;
}

function emptyExamples(): GrowingExamples {
  return { features: [], labels: [], classes: ACTIVITY_LABELS.length };
}

function addPieces(window: PhoneWindow, { features, labels }: GrowingExamples, amid: boolean): void {
  phonePieces(window.motion, window.rotation, (piece, values) => {
    const label = window.labels[piece] ?? -1;
    if (label < 0) return;
    const row = values.slice();
    if (amid) for (let k = 0; k < SHARED; k++) row[OWN + k] = row[OWN + SHARED + k] = row[k] ?? 0;
    features.push(row);
    labels.push(label);
  });
}
