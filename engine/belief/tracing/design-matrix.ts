/** The terms of every answer of a log as one sparse matrix: row i holds entries start[i] … start[i + 1] − 1. */
import type { AnswerLog } from "./answers.ts";
import type { Layout } from "./layout.ts";
import { LearnerTrace } from "./learner-trace.ts";
import { Terms } from "./term-buffer.ts";
import { collectTerms } from "./terms.ts";

export interface DesignMatrix {
  columns: number;
  /** Float64: a set of half a million answers has tens of millions of entries. */
  start: Float64Array;
  index: Int32Array;
  value: Float32Array;
  /** 1 right, 0 wrong. */
  correct: Uint8Array;
}

/** Terms of each answer from the answers before it. `expected` is the share of right answers by skill. */
export function designMatrix(log: AnswerLog, layout: Layout, expected: Float64Array): DesignMatrix {
  const start = new Float64Array(log.skill.length + 1);
  visitAnswers(log, layout, expected, (i, terms) => {
    start[i + 1] = start[i]! + terms.length;
  });
  const entries = start[log.skill.length]!;
  const index = new Int32Array(entries);
  const value = new Float32Array(entries);
  visitAnswers(log, layout, expected, (i, terms) => {
    index.set(terms.index.subarray(0, terms.length), start[i]);
    value.set(terms.value.subarray(0, terms.length), start[i]);
  });
  return { columns: layout.weights, start, index, value, correct: log.correct };
}

function visitAnswers(
  log: AnswerLog,
  layout: Layout,
  expected: Float64Array,
  visit: (i: number, terms: Terms) => void,
): void {
  const terms = new Terms();
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const trace = new LearnerTrace();
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      const skill = log.skill[i]!;
      collectTerms(terms, layout, trace, skill);
      visit(i, terms);
      trace.add(skill, log.correct[i] === 1, expected[skill]!);
    }
  }
}
