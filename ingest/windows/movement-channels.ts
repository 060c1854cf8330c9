/** Acceleration with gravity and rotation of a motion stream by their axes, a sample at a time. */
import { gravityFromAttitude } from "@trajectory/engine/signals/motion.ts";

/** Of sample i, of so many channels a sample. */
type Vector = (samples: ArrayLike<number>, channels: number, i: number) => [number, number, number];

/**
 * Channels are named as for windows (motion-channels.ts); acceleration in g, rotation in rad/s.
 * @returns undefined where the channels do not say it
 */
export function movementOf(
  channels: readonly string[],
): { acceleration: Vector; rotation: Vector } | undefined {
  const rotation = vectorOf(channels, "rotationRate");
  const total = vectorOf(channels, "acceleration");
  if (rotation === undefined) return undefined;
  if (total !== undefined) return { acceleration: total, rotation };
  const user = vectorOf(channels, "userAcceleration");
  const gravity = vectorOf(channels, "gravity") ?? gravityOfAttitude(channels);
  if (user === undefined || gravity === undefined) return undefined;
  return {
    rotation,
    acceleration: (samples, width, i) => {
      const [x, y, z] = user(samples, width, i);
      const [gx, gy, gz] = gravity(samples, width, i);
      return [x + gx, y + gy, z + gz];
    },
  };
}

function gravityOfAttitude(channels: readonly string[]): Vector | undefined {
  const vector = vectorOf(channels, "attitude");
  const w = channels.indexOf("attitude.w");
  if (vector === undefined || w < 0) return undefined;
  return (samples, width, i) =>
    gravityFromAttitude(...vector(samples, width, i), samples[width * i + w] ?? 0);
}

function vectorOf(channels: readonly string[], group: string): Vector | undefined {
  const [x = -1, y = -1, z = -1] = ["x", "y", "z"].map((axis) => channels.indexOf(`${group}.${axis}`));
  if (Math.min(x, y, z) < 0) return undefined;
  return (samples, width, i) => {
    const at = width * i;
    return [samples[at + x] ?? 0, samples[at + y] ?? 0, samples[at + z] ?? 0];
  };
}
