/**
 * Weighs what a classifier says of each piece by what came before it: the forward pass of a hidden Markov model. It
 * looks at no future piece, so it gives live what it gives afterwards.
 */

export interface Sequences {
  /** Share of each class over all pieces. */
  prior: Float64Array;
  /** Row per class: the chances of the class that comes next. */
  transitions: readonly Float64Array[];
}

/** Counted in so many half-seen pieces, so that nothing is impossible. */
const UNSEEN = 0.5;
const LEAST_CHANCE = 1e-3;

/** @param sequences labels of the pieces of each recording, in order of time */
export function learnSequences(sequences: readonly ArrayLike<number>[], classes: number): Sequences {
  const prior = new Float64Array(classes);
  const transitions = Array.from({ length: classes }, () => new Float64Array(classes).fill(UNSEEN / classes));
  for (const labels of sequences) {
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] ?? 0;
      prior[label] = (prior[label] ?? 0) + 1;
      const row = i === 0 ? undefined : transitions[labels[i - 1] ?? 0];
      if (row !== undefined) row[label] = (row[label] ?? 0) + 1;
    }
  }
  normalise(prior);
  for (const row of transitions) normalise(row);
  return { prior, transitions };
}

export class ForwardFilter {
  private readonly sequences: Sequences;
  private belief: Float64Array | undefined;

  constructor(sequences: Sequences) {
    this.sequences = sequences;
  }

  /**
   * @param chances what the classifier says of the next piece, learned with the same shares of classes
   * @returns the chances in the light of the pieces before
   */
  next(chances: ArrayLike<number>): Float64Array {
    const { prior, transitions } = this.sequences;
    const belief = new Float64Array(prior.length);
    for (let k = 0; k < belief.length; k++) {
      let expected = this.belief === undefined ? (prior[k] ?? 0) : 0;
      for (const [j, row] of transitions.entries()) expected += (this.belief?.[j] ?? 0) * (row[k] ?? 0);
      belief[k] = (expected * ((chances[k] ?? 0) + LEAST_CHANCE)) / Math.max(prior[k] ?? 0, 1e-9);
    }
    normalise(belief);
    this.belief = belief;
    return belief;
  }
}

function normalise(x: Float64Array): void {
  const sum = x.reduce((a, b) => a + b, 0);
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) / sum;
}
