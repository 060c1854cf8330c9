/** Where the total acceleration stands among the channels of a motion stream. */
import { gravityFromAttitude } from "@trajectory/engine/signals/motion.ts";

const AXES = ["x", "y", "z"] as const;

/** Magnitude of the total acceleration of sample i, g. */
export type Magnitude = (samples: readonly number[], channels: number, i: number) => number;

/**
 * How to read |acceleration| in g from a stream's samples. Channels are named `userAcceleration.x`, `gravity.x` (g),
 * `attitude.x` … `attitude.w` or, without splitting, `acceleration.x` (g).
 * @returns undefined where the channels do not say it
 */
export function magnitudeOf(channels: readonly string[]): Magnitude | undefined {
  const total = places(channels, "acceleration", AXES);
  if (total !== undefined) return (samples, width, i) => norm(samples, width * i, total, undefined);
  const user = places(channels, "userAcceleration", AXES);
  if (user === undefined) return undefined;
  const gravity = places(channels, "gravity", AXES);
  if (gravity !== undefined) return (samples, width, i) => norm(samples, width * i, user, gravity);
  const attitude = places(channels, "attitude", [...AXES, "w"]);
  if (attitude === undefined) return undefined;
  return (samples, width, i) => {
    const at = (place: number | undefined) => samples[width * i + (place ?? 0)] ?? 0;
    const [qx, qy, qz, qw] = attitude;
    const [gx, gy, gz] = gravityFromAttitude(at(qx), at(qy), at(qz), at(qw));
    const x = at(user[0]) + gx;
    const y = at(user[1]) + gy;
    const z = at(user[2]) + gz;
    return Math.sqrt(x * x + y * y + z * z);
  };
}

function places(channels: readonly string[], group: string, parts: readonly string[]): number[] | undefined {
  const found = parts.map((part) => channels.indexOf(`${group}.${part}`));
  return found.includes(-1) ? undefined : found;
}

function norm(
  samples: readonly number[],
  offset: number,
  first: readonly number[],
  second: readonly number[] | undefined,
): number {
  let squares = 0;
  for (let axis = 0; axis < 3; axis++) {
    let sum = samples[offset + (first[axis] ?? 0)] ?? 0;
    if (second !== undefined) sum += samples[offset + (second[axis] ?? 0)] ?? 0;
    squares += sum * sum;
  }
  return Math.sqrt(squares);
}
