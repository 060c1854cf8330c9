/**
 * Running quantile in constant memory: the P² algorithm of R. Jain and I. Chlamtac (1985). State is eleven numbers
 * in a Float64Array: count, five marker heights, five marker positions.
 */
export const QUANTILE_SIZE = 11;
const HEIGHT = 1;
const POSITION = 6;
const MARKERS = 5;

export function initQuantile(state: Float64Array, at: number): void {
  state.fill(0, at, at + QUANTILE_SIZE);
}

export function quantileCount(state: Float64Array, at: number): number {
  return state[at]!;
}

/** The estimate; NaN before five values. */
export function readQuantile(state: Float64Array, at: number): number {
  return state[at]! < MARKERS ? Number.NaN : state[at + HEIGHT + 2]!;
}

/** Takes in x for the quantile p of (0, 1). */
export function updateQuantile(state: Float64Array, at: number, x: number, p: number): void {
  const count = state[at]!;
  state[at] = count + 1;
  if (count < MARKERS) {
    insertSorted(state, at + HEIGHT, count, x);
    for (let i = 0; i < MARKERS; i++) state[at + POSITION + i] = i;
    return;
  }
  const cell = placeInCell(state, at + HEIGHT, x);
  for (let i = cell + 1; i < MARKERS; i++) state[at + POSITION + i] = state[at + POSITION + i]! + 1;
  for (let i = 1; i < MARKERS - 1; i++) {
    const wanted = count * (i === 2 ? p : i === 1 ? p / 2 : (1 + p) / 2);
    moveMarker(state, at, i, wanted);
  }
}

function insertSorted(state: Float64Array, first: number, count: number, x: number): void {
  let i = count;
  while (i > 0 && state[first + i - 1]! > x) {
    state[first + i] = state[first + i - 1]!;
    i--;
  }
  state[first + i] = x;
}

/** The cell of x among the markers, the outer ones moved to contain it. */
function placeInCell(state: Float64Array, first: number, x: number): number {
  if (x < state[first]!) {
    state[first] = x;
    return 0;
  }
  if (x >= state[first + MARKERS - 1]!) {
    state[first + MARKERS - 1] = x;
    return MARKERS - 2;
  }
  let cell = 0;
  while (x >= state[first + cell + 1]!) cell++;
  return cell;
}

/** Moves inner marker i one step toward its wanted position, its height by the parabola through its neighbours. */
function moveMarker(state: Float64Array, at: number, i: number, wanted: number): void {
  const h = at + HEIGHT + i;
  const n = at + POSITION + i;
  const gap = wanted - state[n]!;
  const up = state[n + 1]! - state[n]!;
  const down = state[n - 1]! - state[n]!;
  if (!((gap >= 1 && up > 1) || (gap <= -1 && down < -1))) return;
  const step = gap > 0 ? 1 : -1;
  const slopeUp = (state[h + 1]! - state[h]!) / up;
  const slopeDown = (state[h - 1]! - state[h]!) / down;
  const parabola = state[h]! + (step / (up - down)) * ((step - down) * slopeUp + (up - step) * slopeDown);
  const fits = state[h - 1]! < parabola && parabola < state[h + 1]!;
  state[h] = fits ? parabola : state[h]! + step * (step > 0 ? slopeUp : slopeDown);
  state[n] = state[n]! + step;
}
