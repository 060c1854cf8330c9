/**
 * Rows that tell nothing new: some sets of answers list an item of two skills as two rows, one after the other, with
 * the same mark. Whoever has seen the first row knows the second, so scores over such rows flatter every predictor
 * that looks at the row before (docs/model.md 2.8).
 */
import type { AnswerLog } from "./answers.ts";

const LEAST_SEEN = 5;
const AGREEMENT = 0.93;

/** Ordered pairs of skills whose marks agree when one directly follows the other, both when right and when wrong. */
export function repeatingPairs(log: AnswerLog): Set<number> {
  const seen = new Map<number, [wrong: number, right: number, wrongAgain: number, rightAgain: number]>();
  visitNeighbours(log, (i, pair) => {
    let counts = seen.get(pair);
    if (counts === undefined) seen.set(pair, (counts = [0, 0, 0, 0]));
    const mark = log.correct[i - 1]!;
    counts[mark] = counts[mark]! + 1;
    if (log.correct[i] === mark) counts[2 + mark] = counts[2 + mark]! + 1;
  });
  const pairs = new Set<number>();
  for (const [pair, [wrong, right, wrongAgain, rightAgain]] of seen) {
    const enough = wrong >= LEAST_SEEN && right >= LEAST_SEEN;
    if (enough && wrongAgain >= AGREEMENT * wrong && rightAgain >= AGREEMENT * right) pairs.add(pair);
  }
  return pairs;
}

/** Which answers of a log are the second row of such a pair. */
export function repeatedRows(log: AnswerLog, pairs: ReadonlySet<number>): Uint8Array {
  const repeated = new Uint8Array(log.skill.length);
  visitNeighbours(log, (i, pair) => {
    if (pairs.has(pair)) repeated[i] = 1;
  });
  return repeated;
}

function visitNeighbours(log: AnswerLog, visit: (i: number, pair: number) => void): void {
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    for (let i = log.starts[learner]! + 1; i < log.starts[learner + 1]!; i++) {
      const before = log.skill[i - 1]!;
      const skill = log.skill[i]!;
      if (before !== skill) visit(i, before * log.skills + skill);
    }
  }
}
