/**
 * What tells activities apart in a short piece of motion: attitude and how it changes, strength and shape of the
 * movement along the device's axes and along gravity, jerk, rotation, and the spectrum of each.
 */
import { hann, powerSpectrum } from "../fourier.ts";

/** Samples of a piece. The spectrum and the sizes of the filters are made for this many. */
export const PIECE = 128;

/** Acceleration with gravity in g (CoreMotion's or Android's sign, but always the same), rotation in rad/s. */
export type MotionPiece = readonly [
  accX: Float64Array,
  accY: Float64Array,
  accZ: Float64Array,
  gyroX: Float64Array,
  gyroY: Float64Array,
  gyroZ: Float64Array,
];

const QUARTERS = 4;
/** Ends of the bands of the spectrum, in its bins of rate / 128. */
const BAND_ENDS = [2, 4, 5, 6, 8, 11, 15, 21, 30, 44, 65] as const;
/** Half a smoothing span: 51 samples, about a second at 50 Hz. */
const HALF_SPAN = 25;
const SMALL = 1e-4;

const fastX = new Float64Array(PIECE);
const fastY = new Float64Array(PIECE);
const fastZ = new Float64Array(PIECE);
const upright = new Float64Array(PIECE);
const level = new Float64Array(PIECE);
const turning = new Float64Array(PIECE);
const accSize = new Float64Array(PIECE);
const gyroSize = new Float64Array(PIECE);
const accJerk = new Float64Array(PIECE);
const gyroJerk = new Float64Array(PIECE);
const tapered = new Float64Array(PIECE);
const power = new Float64Array(PIECE / 2 + 1);

/** Fills a list by appending; checks nothing. */
class Row {
  readonly values: Float32Array;
  length = 0;

  constructor(values: Float32Array) {
    this.values = values;
  }

  add(value: number): void {
    this.values[this.length++] = value;
  }
}

/** @param out at least `ACTIVITY_FEATURES` numbers */
export function activityFeatures(piece: MotionPiece, out: Float32Array): Float32Array {
  const row = new Row(out);
  derive(piece, row);
  const [, , , gx, gy, gz] = piece;
  const shaped = [upright, level, accSize, gx, gy, gz, turning, gyroSize, accJerk, gyroJerk];
  for (const x of [fastX, fastY, fastZ, ...shaped]) shape(x, row);
  for (const x of [fastX, fastY, fastZ, upright, accSize, gx, gy, gz, turning]) spectrum(x, row);
  const pairs = [
    [fastX, fastY],
    [fastX, fastZ],
    [fastY, fastZ],
    [gx, gy],
    [gx, gz],
    [gy, gz],
    [upright, gx],
    [upright, gy],
    [upright, gz],
    [upright, level],
  ] as const;
  for (const [a, b] of pairs) row.add(correlation(a, b));
  return out;
}

/** The signals that the features are taken of, and where gravity points. */
function derive(piece: MotionPiece, row: Row): void {
  const [ax, ay, az, gx, gy, gz] = piece;
  takeSlow(ax, fastX);
  takeSlow(ay, fastY);
  takeSlow(az, fastZ);
  const [mx, my, mz] = [mean(ax, 0, PIECE), mean(ay, 0, PIECE), mean(az, 0, PIECE)];
  const size = length(mx, my, mz) || 1;
  const [dx, dy, dz] = [mx / size, my / size, mz / size];
  row.add(dx);
  row.add(dy);
  row.add(dz);
  row.add(size);
  for (const x of piece) quarters(x, row);
  for (let i = 0; i < PIECE; i++) {
    const fx = fastX[i] ?? 0;
    const fy = fastY[i] ?? 0;
    const fz = fastZ[i] ?? 0;
    const along = fx * dx + fy * dy + fz * dz;
    upright[i] = along;
    level[i] = Math.sqrt(Math.max(0, fx * fx + fy * fy + fz * fz - along * along));
    accSize[i] = length(ax[i] ?? 0, ay[i] ?? 0, az[i] ?? 0);
    const wx = gx[i] ?? 0;
    const wy = gy[i] ?? 0;
    const wz = gz[i] ?? 0;
    turning[i] = wx * dx + wy * dy + wz * dz;
    gyroSize[i] = length(wx, wy, wz);
    const b = Math.max(0, i - 1);
    accJerk[i] = length(fx - (fastX[b] ?? 0), fy - (fastY[b] ?? 0), fz - (fastZ[b] ?? 0));
    gyroJerk[i] = length(wx - (gx[b] ?? 0), wy - (gy[b] ?? 0), wz - (gz[b] ?? 0));
  }
}

function length(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}

/** What is left above a centred moving mean, shorter at the ends. */
function takeSlow(x: Float64Array, high: Float64Array): void {
  let sum = 0;
  let from = 0;
  let to = 0;
  for (let i = 0; i < PIECE; i++) {
    while (to < PIECE && to <= i + HALF_SPAN) sum += x[to++] ?? 0;
    while (from < i - HALF_SPAN) sum -= x[from++] ?? 0;
    high[i] = (x[i] ?? 0) - sum / (to - from);
  }
}

/** Means of the quarters about the whole mean, and the way from the first to the last. */
function quarters(x: Float64Array, row: Row): void {
  const length = PIECE / QUARTERS;
  const first = mean(x, 0, length);
  const last = mean(x, PIECE - length, PIECE);
  const second = mean(x, length, 2 * length);
  const third = mean(x, 2 * length, 3 * length);
  row.add((first + second + third + last) / 4);
  row.add(last - first);
  row.add(third - second);
  row.add(second + third - first - last);
}

function mean(x: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += x[i] ?? 0;
  return sum / (to - from);
}

/** Spread, skewness, tails, extremes, and how often it crosses its mean. */
function shape(x: Float64Array, row: Row): void {
  const centre = mean(x, 0, PIECE);
  let [m2, m3, m4, size] = [0, 0, 0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let crossings = 0;
  let before = 0;
  for (let i = 0; i < PIECE; i++) {
    const d = (x[i] ?? 0) - centre;
    const square = d * d;
    m2 += square;
    m3 += square * d;
    m4 += square * square;
    size += Math.abs(d);
    least = Math.min(least, d);
    most = Math.max(most, d);
    crossings += d * before < 0 ? 1 : 0;
    before = d;
  }
  m2 /= PIECE;
  const spread = Math.sqrt(m2) + SMALL;
  row.add(Math.log(spread));
  row.add(m3 / PIECE / (spread * spread * spread));
  row.add(Math.log(1 + m4 / PIECE / (spread * spread * spread * spread)));
  row.add(size / PIECE / spread);
  row.add(Math.log(SMALL + most));
  row.add(Math.log(SMALL - least));
  row.add(crossings / PIECE);
  row.add(Math.log(SMALL + Math.abs(centre)));
}

/** Share of the power per band on a logarithmic scale, its middle, its disorder and its peak. */
function spectrum(x: Float64Array, row: Row): void {
  const centre = mean(x, 0, PIECE);
  const taper = hann(PIECE);
  for (let i = 0; i < PIECE; i++) tapered[i] = ((x[i] ?? 0) - centre) * (taper[i] ?? 0);
  powerSpectrum(tapered, PIECE, PIECE, power);
  let total = 1e-6;
  let moment = 0;
  let best = 1;
  for (let k = 1; k <= PIECE / 2; k++) {
    const p = power[k] ?? 0;
    total += p;
    moment += k * p;
    if (p > (power[best] ?? 0)) best = k;
  }
  let from = 1;
  let disorder = 0;
  for (const end of BAND_ENDS) {
    let band = 0;
    for (let k = from; k < end; k++) band += power[k] ?? 0;
    from = end;
    row.add(Math.log(1e-4 + band));
    const share = band / total;
    if (share > 0) disorder -= share * Math.log(share);
  }
  row.add(moment / total / PIECE);
  row.add(disorder);
  row.add(best / PIECE);
  row.add((power[best] ?? 0) / total);
}

function correlation(x: Float64Array, y: Float64Array): number {
  const [mx, my] = [mean(x, 0, PIECE), mean(y, 0, PIECE)];
  let [xx, yy, xy] = [SMALL * SMALL, SMALL * SMALL, 0];
  for (let i = 0; i < PIECE; i++) {
    const a = (x[i] ?? 0) - mx;
    const b = (y[i] ?? 0) - my;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xy / Math.sqrt(xx * yy);
}

export const ACTIVITY_FEATURES = 4 + 6 * 4 + 13 * 8 + 9 * (BAND_ENDS.length + 4) + 10;
