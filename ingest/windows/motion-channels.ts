/** Where the total acceleration stands among the channels of a motion stream. */
import { gravityFromAttitude } from "@trajectory/engine/signals/motion.ts";

const AXES = ["x", "y", "z"] as const;

/** Magnitude of the total acceleration of sample i, g. */
export type Magnitude = (samples: ArrayLike<number>, channels: number, i: number) => number;

/**
 * How to read |acceleration| in g from a stream's samples. Channels are named `userAcceleration.x`, `gravity.x` (g),
 * `attitude.x` … `attitude.w` or, without splitting, `acceleration.x` (g).
 * @returns undefined where the channels do not say it
 */
export function magnitudeOf(channels: readonly string[]): Magnitude | undefined {
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
  const gravity = places(channels, "gravity", AXES);
  if (gravity !== undefined) {
    const [gx, gy, gz] = gravity;
    return (samples, width, i) => {
      const at = width * i;
      return length(
        (samples[at + ux] ?? 0) + (samples[at + gx] ?? 0),
        (samples[at + uy] ?? 0) + (samples[at + gy] ?? 0),
        (samples[at + uz] ?? 0) + (samples[at + gz] ?? 0),
      );
    };
  }
  const vector = places(channels, "attitude", AXES);
  const w = channels.indexOf("attitude.w");
  if (vector === undefined || w < 0) return undefined;
  const [qx, qy, qz] = vector;
  return (samples, width, i) => {
    const value = (channel: number) => samples[width * i + channel] ?? 0;
    const [gx, gy, gz] = gravityFromAttitude(value(qx), value(qy), value(qz), value(w));
    return length(value(ux) + gx, value(uy) + gy, value(uz) + gz);
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
