/** A hand that makes gestures with a phone and rests between them. */
import { SeededRandom } from "@trajectory/engine/signals/learn/random.ts";
import { STREAM_KIND_NUMBER, type Stream } from "@trajectory/protocols/messages.ts";
import type { Track } from "./signals.ts";

export const HAND: Stream = {
  id: 1,
  kind: STREAM_KIND_NUMBER.motion,
  channels: ["acceleration", "rotationRate"].flatMap((group) =>
    ["x", "y", "z"].map((axis) => `${group}.${axis}`),
  ),
  nominalHz: 100,
};

export type HandMove = "circle" | "swipe" | "twist" | "shake";

export interface HandGesture {
  move: HandMove;
  atS: number;
  seconds: number;
  /** Default 1. */
  strength?: number;
}

/** Acceleration (without gravity) and rotation at a share of the gesture. */
const MOVES: Readonly<Record<HandMove, (p: number) => readonly number[]>> = {
  circle: (p) => {
    const [s, c] = [Math.sin(2 * Math.PI * p), Math.cos(2 * Math.PI * p)];
    return [0.8 * c, 0.8 * s, 0, 3 * s, 2.5 * c, 0];
  },
  swipe: (p) => {
    const there = Math.sin(Math.PI * p);
    return [1.2 * Math.cos(Math.PI * p), 0, 0.2 * there, 0, 0.4 * there, 4 * there];
  },
  twist: (p) => [0, 0.1 * Math.sin(Math.PI * p), 0, 6 * Math.sin(2 * Math.PI * p), 0, 0],
  shake: (p) => {
    const s = Math.sin(10 * Math.PI * p);
    return [1.5 * s, 0.5 * s, 0, 2 * s, -3 * s, 3 * s];
  },
};

/** Samples of 100 Hz, in single precision, with a little noise; the same for the same seed. */
export function handTrack(
  seconds: number,
  startUs: number,
  gestures: readonly HandGesture[],
  seed = 1,
): Track {
  const random = new SeededRandom(seed);
  const stampsUs: number[] = [];
  const samples: number[] = [];
  for (let i = 0; i < seconds * 100; i++) {
    stampsUs.push(startUs + i * 10_000);
    const s = i / 100;
    const gesture = gestures.find(({ atS, seconds: length }) => s >= atS && s < atS + length);
    const moved = gesture === undefined ? [] : MOVES[gesture.move]((s - gesture.atS) / gesture.seconds);
    const strength = gesture?.strength ?? 1;
    for (let k = 0; k < 6; k++) {
      const rest = k === 2 ? 1 : 0;
      samples.push(Math.fround(rest + strength * (moved[k] ?? 0) + 0.02 * random.normal()));
    }
  }
  return { stream: HAND, stampsUs, samples };
}
