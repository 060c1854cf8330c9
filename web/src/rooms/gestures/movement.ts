/** How fast a device turned, out of a session's rotation, and which part of it may be a gesture. */
import type { Overview, PastBlock, PastSession, Span } from "../../api/signals.ts";

/** rad/s at a time, ms. */
export interface Turn {
  t: number;
  speed: number;
}

/** ms; the server takes no others. */
export const LEAST = 250;
export const MOST = 6_000;
const AXES = ["x", "y", "z"];
/** Slower than this a hand rests, rad/s. */
const REST = 0.5;
/** A rest in the middle of a gesture is no longer than this, ms. */
const PAUSE = 200;
/** A gesture is looked for so near to where somebody looks, ms. */
const NEAR = 1_500;
/** A little rest around a gesture belongs to its example, ms. */
const AROUND = 300;

export interface RotationStream {
  id: number;
  /** Places of the three axes among its channels. */
  axes: readonly number[];
  channels: number;
}

/** Undefined where the session does not say how the device turned. */
export function rotationOf({ streams }: PastSession): RotationStream | undefined {
  for (const { id, channels } of streams.toSorted((a, b) => a.id - b.id)) {
    const axes = AXES.map((axis) => channels.indexOf(`rotationRate.${axis}`));
    if (axes.every((place) => place >= 0)) return { id, axes, channels: channels.length };
  }
  return undefined;
}

/** Samples of the blocks that lie in the span, in order. */
export function turnsIn(
  blocks: readonly PastBlock[],
  { id, axes, channels }: RotationStream,
  span: Span,
): Turn[] {
  const turns: Turn[] = [];
  for (const { stream, t0Us, dtUs, samples } of blocks) {
    if (stream !== id) continue;
    let us = t0Us;
    for (const [i, dt] of dtUs.entries()) {
      us += dt;
      const t = us / 1_000;
      if (t < span.from || t > span.to) continue;
      const speed = Math.hypot(...axes.map((place) => samples[i * channels + place] ?? 0));
      turns.push({ t, speed });
    }
  }
  return turns.toSorted((a, b) => a.t - b.t);
}

/** No slower than what was measured in each step: the axes may have been fastest at different times of it. */
export function turnsFromAfar({ from, step, streams }: Overview, { id, axes }: RotationStream): Turn[] {
  const seen = streams.find(({ stream }) => stream === id);
  if (seen === undefined) return [];
  return seen.bins.map((bin, i) => {
    const most = axes.map((place) =>
      Math.max(Math.abs(seen.min[place]?.[i] ?? 0), Math.abs(seen.max[place]?.[i] ?? 0)),
    );
    return { t: from + (bin + 0.5) * step, speed: Math.hypot(...most) };
  });
}

/** The fastest turn near a time with what belongs to it, and a little rest around. Undefined where the device rests. */
export function likelyGesture(turns: readonly Turn[], around: number): Span | undefined {
  const peak = turns.reduce((best, { t, speed }, i) => {
    return Math.abs(t - around) <= NEAR && speed > (turns[best]?.speed ?? 0) ? i : best;
  }, -1);
  const fastest = turns[peak];
  if (fastest === undefined || fastest.speed < 2 * REST) return undefined;
  const edge = (step: 1 | -1): number => {
    let last = fastest.t;
    for (let i = peak; turns[i] !== undefined; i += step) {
      const { t, speed } = turns[i] ?? fastest;
      if (Math.abs(t - last) > PAUSE) break;
      if (speed >= REST) last = t;
    }
    return last + step * AROUND;
  };
  const [from, to] = [edge(-1), edge(1)];
  return { from: Math.floor(from), to: Math.ceil(Math.min(to, from + MOST)) };
}

/** Whole percents, rounded down: nothing is said to be 100 % sure. */
export function surely(confidence: number): number {
  return Math.min(0.99, Math.floor(confidence * 100) / 100);
}

/** A path in a box of 1 by 1, y pointing down; it breaks where more than `gap` ms are missing. */
export function turnPath(turns: readonly Turn[], { from, to }: Span, top: number, gap: number): string {
  let before = Number.NEGATIVE_INFINITY;
  return turns
    .map(({ t, speed }) => {
      const how = t - before > gap ? "M" : "L";
      before = t;
      const y = 1 - Math.min(1, speed / top);
      return `${how}${((t - from) / (to - from)).toFixed(5)} ${y.toFixed(4)}`;
    })
    .join("");
}

/** The fastest of each step, for a table. */
export function fastestBy(turns: readonly Turn[], step: number): Turn[] {
  const steps = Map.groupBy(turns, ({ t }) => Math.floor(t / step) * step);
  return [...steps].map(([t, ones]) => ({ t, speed: Math.max(...ones.map(({ speed }) => speed)) }));
}
