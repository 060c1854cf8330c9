/** Logistic function 1/(1 + e^−x), without overflow for any x. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
