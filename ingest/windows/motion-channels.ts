/** Where acceleration and rotation stand among the channels of a motion stream. */
import { gravityFromAttitude } from "@trajectory/engine/signals/motion.ts";

const AXES = ["x", "y", "z"] as const;

/** A number of sample i. */
export type Reading = (samples: ArrayLike<number>, channels: number, i: number) => number;

/**
 * How to read |acceleration| in g from a stream's samples. Channels are named `userAcceleration.x`, `gravity.x` (g),
 * `attitude.x` … `attitude.w` or, without splitting, `acceleration.x` (g).
 * @returns undefined where the channels do not say it
 */
export function magnitudeOf(channels: readonly string[]): Reading | undefined {
  const total = places(channels, "acceleration", AXES);
  if (total !== undefined) {
    const [x, y, z] = total;
    return (samples, width, i) => {
      const at = width * i;
      return length(samples[at + x] ?? 0, samples[at + y] ?? 0, samples[at + z] ?? 0);
    };
  }
  const user = places(channels, "userAcceleration", AXES);
  if (user === undefined) return undefined;
  const [ux, uy, uz] = user;
  const gravity = gravityOf(channels);
  if (gravity === undefined) return undefined;
  return (samples, width, i) => {
    const at = width * i;
    const [x, y, z] = gravity(samples, width, i);
    return length((samples[at + ux] ?? 0) + x, (samples[at + uy] ?? 0) + y, (samples[at + uz] ?? 0) + z);
  };
}

/**
 * How to read the magnitude of the rotation rate, and its part about the vertical, rad/s. Channels are named
 * `rotationRate.x` … (rad/s), beside `gravity.x` … or `attitude.x` ….
 * @returns undefined where the channels do not say it
 */
export function rotationOf(channels: readonly string[]): { speed: Reading; turn: Reading } | undefined {
  const rate = places(channels, "rotationRate", AXES);
  const down = gravityOf(channels);
  if (rate === undefined || down === undefined) return undefined;
  const [rx, ry, rz] = rate;
  return {
    speed: (samples, width, i) => {
      const at = width * i;
      return length(samples[at + rx] ?? 0, samples[at + ry] ?? 0, samples[at + rz] ?? 0);
    },
    turn: (samples, width, i) => {
      const at = width * i;
      const [x, y, z] = down(samples, width, i);
      const along = (samples[at + rx] ?? 0) * x + (samples[at + ry] ?? 0) * y + (samples[at + rz] ?? 0) * z;
      return along / (length(x, y, z) || 1);
    },
  };
}

type Vector = (samples: ArrayLike<number>, channels: number, i: number) => [number, number, number];

function gravityOf(channels: readonly string[]): Vector | undefined {
  const gravity = places(channels, "gravity", AXES);
  if (gravity !== undefined) {
    const [x, y, z] = gravity;
    return (samples, width, i) => {
      const at = width * i;
      return [samples[at + x] ?? 0, samples[at + y] ?? 0, samples[at + z] ?? 0];
    };
  }
  const vector = places(channels, "attitude", AXES);
  const w = channels.indexOf("attitude.w");
  if (vector === undefined || w < 0) return undefined;
  const [x, y, z] = vector;
  return (samples, width, i) => {
    const value = (channel: number) => samples[width * i + channel] ?? 0;
    return gravityFromAttitude(value(x), value(y), value(z), value(w));
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
