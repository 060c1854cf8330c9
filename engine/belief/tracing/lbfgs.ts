/** Limited-memory BFGS for a smooth convex function [M: Liu & Nocedal 1989]. */

const MEMORY = 8;
const ARMIJO = 1e-4;
const SHORTEST_STEP = 1e-10;

/** Value at x; writes the gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Walks from x, in place, for at most `iterations` steps or until the gradient's norm falls below `tolerance`. */
export function minimise(f: Objective, x: Float64Array, iterations: number, tolerance: number): void {
  const n = x.length;
  const history: { s: Float64Array; y: Float64Array; sy: number }[] = [];
  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const next = new Float64Array(n);
  const direction = new Float64Array(n);
  let value = f(x, gradient);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const norm = Math.sqrt(dot(gradient, gradient));
    if (norm < tolerance) return;
    descend(direction, gradient, history);
    const slope = dot(direction, gradient);
    // The first step has no curvature to go by.
    let step = history.length === 0 ? Math.min(1, 1 / norm) : 1;
    let nextValue = Infinity;
    while (step > SHORTEST_STEP) {
      for (let i = 0; i < n; i++) next[i] = x[i]! + step * direction[i]!;
      nextValue = f(next, nextGradient);
      if (nextValue <= value + ARMIJO * step * slope) break;
      step /= 2;
    }
    if (!(nextValue < value)) return;
    remember(history, x, next, gradient, nextGradient);
    x.set(next);
    value = nextValue;
    [gradient, nextGradient] = [nextGradient, gradient];
  }
}

function remember(
  history: { s: Float64Array; y: Float64Array; sy: number }[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const oldest = history.length === MEMORY ? history.shift()! : undefined;
  const s = oldest?.s ?? new Float64Array(x.length);
  const y = oldest?.y ?? new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    s[i] = next[i]! - x[i]!;
    y[i] = nextGradient[i]! - gradient[i]!;
  }
  const sy = dot(s, y);
  if (sy > 0) history.push({ s, y, sy });
}

/** Two-loop recursion: direction = −H·gradient with the remembered curvature. */
function descend(
  direction: Float64Array,
  gradient: Float64Array,
  history: readonly { s: Float64Array; y: Float64Array; sy: number }[],
): void {
  for (let i = 0; i < direction.length; i++) direction[i] = -gradient[i]!;
  const alpha: number[] = [];
  for (let k = history.length - 1; k >= 0; k--) {
    const { s, y, sy } = history[k]!;
    alpha[k] = dot(s, direction) / sy;
    addScaled(direction, y, -alpha[k]!);
  }
  const latest = history.at(-1);
  if (latest !== undefined) {
    const scale = latest.sy / dot(latest.y, latest.y);
    for (let i = 0; i < direction.length; i++) direction[i] = direction[i]! * scale;
  }
  for (const [k, { s, y, sy }] of history.entries()) {
    addScaled(direction, s, alpha[k]! - dot(y, direction) / sy);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(target: Float64Array, add: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + scale * add[i]!;
}
