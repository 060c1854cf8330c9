/**
 * Features of curves by many random convolution kernels (ROCKET, Dempster, Petitjean and Webb 2020): of each kernel the
 * share of positions at which it answers above its threshold, over the whole curve and over its thirds.
 */
import { SeededRandom } from "../learn/random.ts";
import { SHAPE_CURVES, SHAPE_LENGTH } from "./gesture-shape.ts";

const TAPS = 9;
/** Curves that a kernel looks at. */
const MOST_CURVES = 3;
const PARTS = 4;

interface Kernel {
  curves: number[];
  /** `TAPS` weights per curve, their sum 0. */
  weights: Float32Array;
  dilation: number;
  threshold: number;
}

export class RandomKernels {
  readonly features: number;
  private readonly kernels: Kernel[];

  constructor(count: number, seed: number) {
    const random = new SeededRandom(seed);
    this.kernels = Array.from({ length: count }, () => drawKernel(random));
    this.features = count * PARTS;
  }

  /** @param curves SHAPE_CURVES curves of SHAPE_LENGTH */
  read(curves: readonly Float32Array[], out = new Float32Array(this.features)): Float32Array {
    const answer = new Float32Array(SHAPE_LENGTH);
    for (const [k, kernel] of this.kernels.entries()) {
      answer.fill(-kernel.threshold);
      for (const [c, curve] of kernel.curves.entries()) {
        for (let tap = 0; tap < TAPS; tap++) {
          const weight = kernel.weights[c * TAPS + tap] ?? 0;
          const shift = (tap - (TAPS - 1) / 2) * kernel.dilation;
          const x = curves[curve];
          if (x === undefined) continue;
          const last = Math.min(SHAPE_LENGTH, SHAPE_LENGTH - shift);
          for (let i = Math.max(0, -shift); i < last; i++) {
            answer[i] = (answer[i] ?? 0) + weight * (x[i + shift] ?? 0);
          }
        }
      }
      let whole = 0;
      for (let part = 0; part < PARTS - 1; part++) {
        const from = Math.round((part * SHAPE_LENGTH) / (PARTS - 1));
        const to = Math.round(((part + 1) * SHAPE_LENGTH) / (PARTS - 1));
        let above = 0;
        for (let i = from; i < to; i++) if ((answer[i] ?? 0) > 0) above++;
        whole += above;
        out[k * PARTS + part] = above / (to - from);
      }
      out[k * PARTS + PARTS - 1] = whole / SHAPE_LENGTH;
    }
    return out;
  }
}

function drawKernel(random: SeededRandom): Kernel {
  const count = 1 + Math.floor(random.uniform() * MOST_CURVES);
  const curves = Array.from(random.order(SHAPE_CURVES).subarray(0, count));
  const weights = Float32Array.from({ length: count * TAPS }, () => random.normal());
  for (let c = 0; c < count; c++) {
    const mine = weights.subarray(c * TAPS, (c + 1) * TAPS);
    const centre = mine.reduce((sum, weight) => sum + weight, 0) / TAPS;
    for (let tap = 0; tap < TAPS; tap++) mine[tap] = (mine[tap] ?? 0) - centre;
  }
  const widest = Math.log2((SHAPE_LENGTH - 1) / (TAPS - 1));
  return {
    curves,
    weights,
    dilation: Math.floor(2 ** (random.uniform() * widest)),
    threshold: random.normal(),
  };
}
