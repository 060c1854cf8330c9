/** A gesture as nine curves of fixed length, whatever its speed and strength. */

export interface GestureRecording {
  /** s, never falling */
  t: Float64Array;
  /** With gravity, g. */
  acceleration: readonly [Float64Array, Float64Array, Float64Array];
  /** rad/s */
  rotation: readonly [Float64Array, Float64Array, Float64Array];
  /** Roll, pitch and yaw, rad; may wrap. */
  attitude: readonly [Float64Array, Float64Array, Float64Array];
}

export const SHAPE_LENGTH = 128;
export const SHAPE_CURVES = 9;
/** Pieces in which the hand turns slower than this share of its fastest, at the ends, are cut off. */
const STILL_SHARE = 0.12;
/** Kept on both sides of the movement, s. */
const MARGIN_S = 0.15;

/**
 * Acceleration without its mean, rotation, and attitude since the start; each three by their common strength, on
 * `SHAPE_LENGTH` even steps over the time in which the hand moves.
 */
export function gestureShape(recording: GestureRecording): Float32Array[] {
  const { t } = recording;
  const { from, to } = movingSpan(recording);
  const curves: Float32Array[] = [];
  for (const group of [recording.acceleration, recording.rotation]) {
    const placed = group.map((x) => onGrid(t, x, from, to));
    if (group === recording.acceleration) for (const x of placed) removeMean(x);
    curves.push(...toUnitStrength(placed));
  }
  const turned = recording.attitude.map((x) => {
    const curve = onGrid(t, unwrapped(x), from, to);
    const start = curve[0] ?? 0;
    return curve.map((value) => value - start);
  });
  curves.push(...toUnitStrength(turned));
  return curves;
}

function movingSpan({ t, rotation }: GestureRecording): { from: number; to: number } {
  const [x, y, z] = rotation;
  const [start, end] = [t[0] ?? 0, t.at(-1) ?? 0];
  const speed = onGrid(
    t,
    x.map((v, i) => Math.hypot(v, y[i] ?? 0, z[i] ?? 0)),
    start,
    end,
  );
  const smooth = speed.map((_, i) => {
    let sum = 0;
    for (let k = i - 2; k <= i + 2; k++) sum += speed[Math.min(speed.length - 1, Math.max(0, k))] ?? 0;
    return sum / 5;
  });
  const fastest = smooth.reduce((a, b) => Math.max(a, b), 0);
  const moves = (value: number) => value > STILL_SHARE * fastest;
  const first = Math.max(0, smooth.findIndex(moves));
  const last = smooth.findLastIndex(moves);
  const step = (end - start) / (SHAPE_LENGTH - 1);
  return {
    from: Math.max(start, start + first * step - MARGIN_S),
    to: Math.min(end, start + (last < 0 ? SHAPE_LENGTH - 1 : last) * step + MARGIN_S),
  };
}

/** By lines between the samples where they are. */
function onGrid(t: Float64Array, x: Float64Array, from: number, to: number): Float32Array {
  const grid = new Float32Array(SHAPE_LENGTH);
  const step = (to - from) / (SHAPE_LENGTH - 1);
  let i = 0;
  for (let k = 0; k < SHAPE_LENGTH; k++) {
    const at = from + k * step;
    while (i < t.length - 2 && (t[i + 1] ?? 0) <= at) i++;
    const [t0, t1] = [t[i] ?? 0, t[i + 1] ?? 0];
    const share = t1 > t0 ? Math.min(1, Math.max(0, (at - t0) / (t1 - t0))) : 0;
    grid[k] = (x[i] ?? 0) + ((x[i + 1] ?? 0) - (x[i] ?? 0)) * share;
  }
  return grid;
}

function unwrapped(x: Float64Array): Float64Array {
  let turns = 0;
  return x.map((value, i) => {
    if (i > 0) turns -= Math.round((value - (x[i - 1] ?? 0)) / (2 * Math.PI));
    return value + turns * 2 * Math.PI;
  });
}

function removeMean(x: Float32Array): void {
  const centre = x.reduce((sum, value) => sum + value, 0) / x.length;
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) - centre;
}

/** Divides curves by the root mean square of all of them. */
function toUnitStrength(curves: readonly Float32Array[]): Float32Array[] {
  let squares = 0;
  for (const curve of curves) for (const value of curve) squares += value * value;
  const strength = Math.sqrt(squares / curves.length / SHAPE_LENGTH) + 1e-6;
  return curves.map((curve) => curve.map((value) => value / strength));
}
