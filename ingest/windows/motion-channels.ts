/** Where acceleration and rotation stand among the channels of a motion stream. */
import { gravityFromAttitude } from "@trajectory/engine/signals/motion.ts";

/** Samples that are read at once, at most. */
export const MOST_BLOCK_SAMPLES = 1_000;
const AXES = ["x", "y", "z"] as const;

/** Samples of a block, sample-major: `count` of them, from `first` on every `step`th. */
export interface Picked {
  samples: ArrayLike<number>;
  /** Numbers a sample. */
  width: number;
  first: number;
  step: number;
  count: number;
}

/** Reads one number of each sample into `to`. */
type Reading = (from: Picked, to: Float64Array) => void;

/**
 * How to read |acceleration| in g from a stream's samples. Channels are named `userAcceleration.x`, `gravity.x` (g),
 * `attitude.x` … `attitude.w` or, without splitting, `acceleration.x` (g).
 * @returns undefined where the channels do not say it
 */
export function magnitudeOf(channels: readonly string[]): Reading | undefined {
  const total = places(channels, "acceleration", AXES);
  if (total !== undefined) return lengthsAt(total);
  const user = places(channels, "userAcceleration", AXES);
  if (user === undefined) return undefined;
  const [ux, uy, uz] = user;
  const readGravity = gravityOf(channels);
  if (readGravity === undefined) return undefined;
  return (from, to) => {
    const { samples, width, first, step, count } = from;
    readGravity(from);
    for (let i = 0, at = width * first; i < count; i++, at += width * step) {
      to[i] = length(
        (samples[at + ux] ?? 0) + (gravityX[i] ?? 0),
        (samples[at + uy] ?? 0) + (gravityY[i] ?? 0),
        (samples[at + uz] ?? 0) + (gravityZ[i] ?? 0),
      );
    }
  };
}

/**
 * How to read the magnitude of the rotation rate, and its part about the vertical, rad/s. Channels are named
 * `rotationRate.x` … (rad/s), beside `gravity.x` … or `attitude.x` ….
 * @returns undefined where the channels do not say it
 */
export function rotationOf(channels: readonly string[]): { speed: Reading; turn: Reading } | undefined {
  const rate = places(channels, "rotationRate", AXES);
  const readGravity = gravityOf(channels);
  if (rate === undefined || readGravity === undefined) return undefined;
  const [rx, ry, rz] = rate;
  return {
    speed: lengthsAt(rate),
    turn(from, to) {
      const { samples, width, first, step, count } = from;
      readGravity(from);
      for (let i = 0, at = width * first; i < count; i++, at += width * step) {
        const [x, y, z] = [gravityX[i] ?? 0, gravityY[i] ?? 0, gravityZ[i] ?? 0];
        const along = (samples[at + rx] ?? 0) * x + (samples[at + ry] ?? 0) * y + (samples[at + rz] ?? 0) * z;
        to[i] = along / (length(x, y, z) || 1);
      }
    },
  };
}

function lengthsAt([x, y, z]: readonly [number, number, number]): Reading {
  return ({ samples, width, first, step, count }, to) => {
    for (let i = 0, at = width * first; i < count; i++, at += width * step) {
      to[i] = length(samples[at + x] ?? 0, samples[at + y] ?? 0, samples[at + z] ?? 0);
    }
  };
}

/** What `gravityOf` reads. */
const gravityX = new Float64Array(MOST_BLOCK_SAMPLES);
const gravityY = new Float64Array(MOST_BLOCK_SAMPLES);
const gravityZ = new Float64Array(MOST_BLOCK_SAMPLES);

function gravityOf(channels: readonly string[]): ((from: Picked) => void) | undefined {
  const gravity = places(channels, "gravity", AXES);
  if (gravity !== undefined) {
    const [x, y, z] = gravity;
    return ({ samples, width, first, step, count }) => {
      for (let i = 0, at = width * first; i < count; i++, at += width * step) {
        gravityX[i] = samples[at + x] ?? 0;
        gravityY[i] = samples[at + y] ?? 0;
        gravityZ[i] = samples[at + z] ?? 0;
      }
    };
  }
  const vector = places(channels, "attitude", AXES);
  const w = channels.indexOf("attitude.w");
  if (vector === undefined || w < 0) return undefined;
  const [x, y, z] = vector;
  return ({ samples, width, first, step, count }) => {
    for (let i = 0, at = width * first; i < count; i++, at += width * step) {
      const down = gravityFromAttitude(
        samples[at + x] ?? 0,
        samples[at + y] ?? 0,
        samples[at + z] ?? 0,
        samples[at + w] ?? 0,
      );
      gravityX[i] = down[0];
      gravityY[i] = down[1];
      gravityZ[i] = down[2];
    }
  };
}

function places(
  channels: readonly string[],
  group: string,
  [x, y, z]: typeof AXES,
): [number, number, number] | undefined {
  const found: [number, number, number] = [
    channels.indexOf(`${group}.${x}`),
    channels.indexOf(`${group}.${y}`),
    channels.indexOf(`${group}.${z}`),
  ];
  return found.includes(-1) ? undefined : found;
}

function length(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}
