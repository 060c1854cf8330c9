/**
 * Frequency of the sine that fits uneven samples best, near a first guess: least squares over offset, amplitude,
 * phase and frequency (the four-parameter fit of IEEE Std 1057, by Gauss–Newton). Exact for a pure sine.
 */

const PASSES = 8;

/**
 * @param t s, about evenly spaced by `step`: t[i] ≈ t[0] + i·step within a fraction of a period
 * @param guessHz first guess
 * @param reachHz how far from the guess the answer may lie
 * @returns Hz; undefined where the fit leaves the reach or does not settle
 */
export function fitSineFrequency(
  t: ArrayLike<number>,
  x: ArrayLike<number>,
  count: number,
  step: number,
  guessHz: number,
  reachHz: number,
): number | undefined {
  let hz = guessHz;
  for (let pass = 0; pass < PASSES; pass++) {
    const shift = frequencyShift(t, x, count, step, hz);
    if (shift === undefined) return undefined;
    hz += shift;
    if (Math.abs(hz - guessHz) > reachHz) return undefined;
    if (Math.abs(shift) < 1e-7) return hz;
  }
  return undefined;
}

const matrix = new Float64Array(20);

/** One Gauss–Newton step in the frequency, Hz. */
function frequencyShift(
  t: ArrayLike<number>,
  x: ArrayLike<number>,
  count: number,
  step: number,
  hz: number,
): number | undefined {
  const omega = 2 * Math.PI * hz;
  const t0 = t[0] ?? 0;
  const middle = t0 + ((count - 1) / 2) * step;
  const turnCos = Math.cos(omega * step);
  const turnSin = Math.sin(omega * step);
  let gridCos = Math.cos(omega * (t0 - middle));
  let gridSin = Math.sin(omega * (t0 - middle));
  let c1 = 0,
    s1 = 0,
    cc = 0,
    cs = 0,
    ss = 0,
    x1 = 0,
    xc = 0,
    xs = 0;
  let tc = 0,
    ts = 0,
    tcc = 0,
    tcs = 0,
    tss = 0,
    ttcc = 0,
    ttcs = 0,
    ttss = 0,
    xtc = 0,
    xts = 0;
  for (let i = 0; i < count; i++) {
    // The stamp's small distance from the even grid, by the series of a rotation.
    const e = omega * ((t[i] ?? 0) - t0 - i * step);
    const eCos = 1 - (e * e) / 2;
    const eSin = e - (e * e * e) / 6;
    const c = gridCos * eCos - gridSin * eSin;
    const s = gridSin * eCos + gridCos * eSin;
    const next = gridCos * turnCos - gridSin * turnSin;
    gridSin = gridSin * turnCos + gridCos * turnSin;
    gridCos = next;
    const u = (t[i] ?? 0) - middle;
    const v = x[i] ?? 0;
    const uc = u * c;
    const us = u * s;
    c1 += c;
    s1 += s;
    cc += c * c;
    cs += c * s;
    ss += s * s;
    x1 += v;
    xc += v * c;
    xs += v * s;
    tc += uc;
    ts += us;
    tcc += uc * c;
    tcs += uc * s;
    tss += us * s;
    ttcc += uc * uc;
    ttcs += uc * us;
    ttss += us * us;
    xtc += v * uc;
    xts += v * us;
  }
  // Offset and amplitudes at this frequency.
  const m = matrix;
  m.set([count, c1, s1, x1, c1, cc, cs, xc, s1, cs, ss, xs]);
  if (!solve(m, 3)) return undefined;
  const a = m[7] ?? 0;
  const b = m[11] ?? 0;
  // With the derivative by ω beside them: d = u(−a sin + b cos).
  const d1 = -a * ts + b * tc;
  const dc = -a * tcs + b * tcc;
  const ds = -a * tss + b * tcs;
  const dd = a * a * ttss - 2 * a * b * ttcs + b * b * ttcc;
  const xd = -a * xts + b * xtc;
  m.set([count, c1, s1, d1, x1, c1, cc, cs, dc, xc, s1, cs, ss, ds, xs, d1, dc, ds, dd, xd]);
  if (!solve(m, 4)) return undefined;
  return (m[19] ?? 0) / (2 * Math.PI);
}

/** Gauss–Jordan on n rows of n+1 numbers; the solution stands in the last column. False: singular. */
function solve(m: Float64Array, n: number): boolean {
  const width = n + 1;
  for (let k = 0; k < n; k++) {
    let pivotRow = k;
    for (let row = k + 1; row < n; row++) {
      if (Math.abs(m[row * width + k] ?? 0) > Math.abs(m[pivotRow * width + k] ?? 0)) pivotRow = row;
    }
    const pivot = m[pivotRow * width + k] ?? 0;
    if (!(Math.abs(pivot) > 1e-12)) return false;
    for (let column = k; column < width; column++) {
      const value = (m[pivotRow * width + column] ?? 0) / pivot;
      m[pivotRow * width + column] = m[k * width + column] ?? 0;
      m[k * width + column] = value;
    }
    for (let row = 0; row < n; row++) {
      const factor = m[row * width + k] ?? 0;
      if (row === k || factor === 0) continue;
      for (let column = k; column < width; column++) {
        m[row * width + column] = (m[row * width + column] ?? 0) - factor * (m[k * width + column] ?? 0);
      }
    }
  }
  return true;
}
