/** How good predicted probabilities are. Both arrays run in step; `correct` holds 1 and 0. */

/** Chance that a right answer was given a higher probability than a wrong one, ties counting half. */
export function areaUnderCurve(correct: Uint8Array, predicted: Float64Array): number {
  const order = predicted.map((_, i) => i).sort((a, b) => predicted[a]! - predicted[b]!);
  let right = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && predicted[order[to]!] === predicted[order[from]!]) to++;
    const rank = (from + to + 1) / 2;
    for (let i = from; i < to; i++) {
      if (correct[order[i]!] === 1) {
        right++;
        rankSum += rank;
      }
    }
    from = to;
  }
  return (rankSum - (right * (right + 1)) / 2) / (right * (order.length - right));
}

/** Mean negative log likelihood, nats. */
export function logLoss(correct: Uint8Array, predicted: Float64Array): number {
  let sum = 0;
  for (const [i, p] of predicted.entries()) {
    const given = Math.min(1 - 1e-12, Math.max(1e-12, p));
    sum -= Math.log(correct[i] === 1 ? given : 1 - given);
  }
  return sum / predicted.length;
}

/** Expected calibration error: mean |share right − mean probability| over equally wide bins, weighted by count. */
export function calibrationError(correct: Uint8Array, predicted: Float64Array, bins = 15): number {
  const gap = new Float64Array(bins);
  for (const [i, p] of predicted.entries()) {
    const bin = Math.min(bins - 1, Math.floor(p * bins));
    gap[bin] = gap[bin]! + correct[i]! - p;
  }
  return gap.reduce((sum, g) => sum + Math.abs(g), 0) / predicted.length;
}
