/** Power spectra of real signals: a radix-2 transform over reused tables. Lengths are powers of two. */

interface Tables {
  cos: Float64Array;
  sin: Float64Array;
  reversed: Uint32Array;
  re: Float64Array;
  im: Float64Array;
}

const tablesByLength = new Map<number, Tables>();

function tablesOf(length: number): Tables {
  let tables = tablesByLength.get(length);
  if (tables !== undefined) return tables;
  if (length < 2 || (length & (length - 1)) !== 0) throw new RangeError(`${length} is no power of two`);
  const bits = Math.log2(length);
  const reversed = new Uint32Array(length);
  for (let i = 1; i < length; i++) {
    reversed[i] = ((reversed[i >> 1] ?? 0) >> 1) | ((i & 1) << (bits - 1));
  }
  const turn = (2 * Math.PI) / length;
  tables = {
    cos: Float64Array.from({ length: length / 2 }, (_, i) => Math.cos(turn * i)),
    sin: Float64Array.from({ length: length / 2 }, (_, i) => -Math.sin(turn * i)),
    reversed,
    re: new Float64Array(length),
    im: new Float64Array(length),
  };
  tablesByLength.set(length, tables);
  return tables;
}

/**
 * |X_k|² of x, zero-padded to `length`, for k = 0 … length/2, into `power`.
 * @param count samples of x that are used, at most `length`
 */
export function powerSpectrum(
  x: ArrayLike<number>,
  count: number,
  length: number,
  power: Float64Array,
): Float64Array {
  const half = length / 2;
  const { cos, sin, reversed, re, im } = tablesOf(half);
  // Even samples as real and odd ones as imaginary part: one transform of half the length.
  for (let i = 0; i < half; i++) {
    const at = reversed[i] ?? 0;
    re[at] = 2 * i < count ? (x[2 * i] ?? 0) : 0;
    im[at] = 2 * i + 1 < count ? (x[2 * i + 1] ?? 0) : 0;
  }
  transform(re, im, half, cos, sin);
  const turn = Math.PI / half;
  const stepCos = Math.cos(turn);
  const stepSin = -Math.sin(turn);
  let c = 1;
  let s = 0;
  for (let k = 0; k <= half; k++) {
    const a = k === half ? 0 : k;
    const b = k === 0 ? 0 : half - k;
    const evenRe = ((re[a] ?? 0) + (re[b] ?? 0)) / 2;
    const evenIm = ((im[a] ?? 0) - (im[b] ?? 0)) / 2;
    const oddRe = ((im[a] ?? 0) + (im[b] ?? 0)) / 2;
    const oddIm = ((re[b] ?? 0) - (re[a] ?? 0)) / 2;
    const x0 = evenRe + c * oddRe - s * oddIm;
    const x1 = evenIm + c * oddIm + s * oddRe;
    power[k] = x0 * x0 + x1 * x1;
    const next = c * stepCos - s * stepSin;
    s = c * stepSin + s * stepCos;
    c = next;
  }
  return power;
}

/** Σ (re + i·im)·e^(+2πi·jk/n) in place: the inverse transform without its 1/n. */
export function inverseTransform(re: Float64Array, im: Float64Array): void {
  const { cos, sin, reversed } = tablesOf(re.length);
  for (let i = 0; i < re.length; i++) {
    const j = reversed[i] ?? 0;
    if (j <= i) continue;
    const a = re[i] ?? 0;
    const b = im[i] ?? 0;
    re[i] = re[j] ?? 0;
    im[i] = im[j] ?? 0;
    re[j] = a;
    im[j] = b;
  }
  // With real and imaginary parts exchanged the forward transform turns the other way.
  transform(im, re, re.length, cos, sin);
}

function transform(re: Float64Array, im: Float64Array, length: number, cos: Float64Array, sin: Float64Array) {
  for (let size = 1; size < length; size *= 2) {
    const stride = length / (2 * size);
    for (let offset = 0; offset < size; offset++) {
      const c = cos[offset * stride] ?? 1;
      const s = sin[offset * stride] ?? 0;
      for (let a = offset; a < length; a += 2 * size) {
        const b = a + size;
        const bRe = re[b] ?? 0;
        const bIm = im[b] ?? 0;
        const tRe = c * bRe - s * bIm;
        const tIm = c * bIm + s * bRe;
        const aRe = re[a] ?? 0;
        const aIm = im[a] ?? 0;
        re[b] = aRe - tRe;
        im[b] = aIm - tIm;
        re[a] = aRe + tRe;
        im[a] = aIm + tIm;
      }
    }
  }
}

const hannByLength = new Map<number, Float64Array>();

/** Periodic Hann window, as SciPy's `welch` uses it. The last few lengths are kept. */
export function hann(length: number): Float64Array {
  let window = hannByLength.get(length);
  if (window === undefined) {
    window = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
    if (hannByLength.size >= 64) hannByLength.clear();
    hannByLength.set(length, window);
  }
  return window;
}
