/**
 * The normal distribution in double precision.
 * Sources: erfc by W. J. Cody, Rational Chebyshev approximations for the error function (1969);
 * the inverse by M. J. Wichura, algorithm AS 241, PPND16 (1988). Relative error about 1e-15.
 */

// Coefficients from the highest power down; a denominator starts with its leading 1.
const ERF_SMALL_P = [
  0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
];
const ERF_SMALL_Q = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const ERFC_MID_P = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
  881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const ERFC_MID_Q = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const ERFC_TAIL_P = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const ERFC_TAIL_Q = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];
const ONE_OVER_SQRT_PI = 0.5641895835477563;
/** Beyond this erfc is below the smallest double. */
const ERFC_ZERO = 27.3;

const PROBIT_CENTRE_P = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const PROBIT_CENTRE_Q = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const PROBIT_MID_P = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const PROBIT_MID_Q = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const PROBIT_TAIL_P = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const PROBIT_TAIL_Q = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
}

/** A polynomial of degree 7, unrolled: every random draw takes two. */
function degree7(c: readonly number[], x: number): number {
  const upper = ((c[0]! * x + c[1]!) * x + c[2]!) * x + c[3]!;
  return (((upper * x + c[4]!) * x + c[5]!) * x + c[6]!) * x + c[7]!;
}

/** e^(−a²) with the square split so that its rounding error does not reach the exponent. */
function expMinusSquare(a: number): number {
  const head = Math.trunc(a * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(a - head) * (a + head));
}

/** Complementary error function. */
export function erfc(x: number): number {
  const a = Math.abs(x);
  if (a <= 0.46875) {
    const z = x * x;
    return 1 - (x * polynomial(ERF_SMALL_P, z)) / polynomial(ERF_SMALL_Q, z);
  }
  if (a > ERFC_ZERO) return x < 0 ? 2 : 0;
  const scaled = a <= 4 ? erfcScaledMid(a) : erfcScaledTail(a);
  const upper = scaled * expMinusSquare(a);
  return x < 0 ? 2 - upper : upper;
}

function erfcScaledMid(a: number): number {
  return polynomial(ERFC_MID_P, a) / polynomial(ERFC_MID_Q, a);
}

function erfcScaledTail(a: number): number {
  const z = 1 / (a * a);
  const correction = (z * polynomial(ERFC_TAIL_P, z)) / polynomial(ERFC_TAIL_Q, z);
  return (ONE_OVER_SQRT_PI - correction) / a;
}

/** Φ(x): the probability that a standard normal variable is at most x. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

/** Φ⁻¹(p) for p in [0, 1]; −∞ at 0 and +∞ at 1. */
export function probit(p: number): number {
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred;
    return (centred * degree7(PROBIT_CENTRE_P, r)) / degree7(PROBIT_CENTRE_Q, r);
  }
  const tail = centred < 0 ? p : 1 - p;
  if (tail === 0) return centred < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const size =
    r <= 5
      ? degree7(PROBIT_MID_P, r - 1.6) / degree7(PROBIT_MID_Q, r - 1.6)
      : degree7(PROBIT_TAIL_P, r - 5) / degree7(PROBIT_TAIL_Q, r - 5);
  return centred < 0 ? -size : size;
}
