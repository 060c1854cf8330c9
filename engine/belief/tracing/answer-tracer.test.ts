import { expect, test } from "vitest";
import { AnswerTracer } from "./answer-tracer.ts";
import { type Answer, type AnswerLog, answerLog, someLearners } from "./answers.ts";
import { Pfa } from "./rivals/pfa.ts";
import { areaUnderCurve, calibrationError, logLoss } from "./scores.ts";
import { simulateLearners } from "./simulated-learners.suite.ts";

const training = simulateLearners(1, 300, 50);
const unseen = simulateLearners(2, 120, 50);
const tracer = AnswerTracer.fit(training.log);

function answersOf(log: AnswerLog, learner: number): Answer[] {
  const answers: Answer[] = [];
  for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
    answers.push({ skill: log.skill[i]!, correct: log.correct[i] === 1 });
  }
  return answers;
}

function predictAll(by: AnswerTracer, answers: readonly Answer[]): number[] {
  const trace = by.follow();
  return answers.map(({ skill, correct }) => {
    const { success } = by.predict(trace, skill);
    by.update(trace, skill, correct);
    return success;
  });
}

test("prior and the shares of all past answers sum to the logit", () => {
  for (let learner = 0; learner < 5; learner++) {
    const trace = tracer.follow();
    for (const { skill, correct } of answersOf(unseen.log, learner)) {
      const { logit } = tracer.predict(trace, skill);
      const explanation = tracer.explain(trace, skill);
      let sum = 0;
      let scale = 1;
      for (const part of Object.values(explanation.prior)) {
        sum += part;
        scale += Math.abs(part);
      }
      for (const answer of explanation.answers) {
        for (const part of Object.values(answer.parts)) {
          sum += part;
          scale += Math.abs(part);
        }
        expect(answer.ordinal).toBeLessThan(trace.length);
      }
      expect(explanation.logit).toBe(logit);
      expect(Math.abs(sum - logit)).toBeLessThan(1e-12 * scale);
      tracer.update(trace, skill, correct);
    }
  }
});

test("an answer is predicted from the answers before it alone", () => {
  const answers = answersOf(unseen.log, 0);
  const flipped = answers.map((answer, i) => (i < 20 ? answer : { ...answer, correct: !answer.correct }));
  const before = predictAll(tracer, answers);
  const after = predictAll(tracer, flipped);
  expect(after.slice(0, 21)).toEqual(before.slice(0, 21));
  expect(after[21]).not.toBe(before[21]);
});

test("recent answers tell more than old ones", () => {
  const answers = (marks: string): Answer[] =>
    Array.from(marks).map((mark) => ({ skill: 2, correct: mark === "+" }));
  const improving = tracer.predict(tracer.follow(answers("---+++")), 2).success;
  const declining = tracer.predict(tracer.follow(answers("+++---")), 2).success;
  expect(improving).toBeGreaterThan(declining + 0.05);
});

test("on unseen learners it is calibrated, near the law itself, and ahead of PFA", () => {
  const { log, truth } = unseen;
  const predicted: number[] = [];
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    predicted.push(...predictAll(tracer, answersOf(log, learner)));
  }
  const p = Float64Array.from(predicted);
  expect(calibrationError(log.correct, p)).toBeLessThan(0.03);
  expect(logLoss(log.correct, p)).toBeGreaterThan(logLoss(log.correct, truth));
  const pfa = Pfa.fit(training.log).predict(log);
  expect(areaUnderCurve(log.correct, p)).toBeGreaterThan(areaUnderCurve(log.correct, pfa) + 0.005);
});

test("restored from JSON it predicts bit-equal, and so does a restored learner", () => {
  const restored = AnswerTracer.fromJSON(JSON.parse(JSON.stringify(tracer)));
  const trace = tracer.follow(answersOf(unseen.log, 3));
  const again = restored.follow(JSON.parse(JSON.stringify(trace)));
  for (let skill = 0; skill <= tracer.skills; skill++) {
    expect(restored.predict(again, skill)).toEqual(tracer.predict(trace, skill));
    expect(restored.explain(again, skill)).toEqual(tracer.explain(trace, skill));
  }
});

test("weights of another version are refused", () => {
  const other = { ...tracer.toJSON(), version: 0 };
  expect(() => AnswerTracer.fromJSON(other)).toThrow("snapshot_mismatch");
});

test("the same answers give the same tracer, and a replaced learner another", () => {
  const some = someLearners(training.log, [...Array(60).keys()]);
  const others = someLearners(
    training.log,
    [...Array(60).keys()].map((i) => i + 1),
  );
  const first = JSON.stringify(AnswerTracer.fit(some));
  expect(JSON.stringify(AnswerTracer.fit(some))).toBe(first);
  expect(JSON.stringify(AnswerTracer.fit(others))).not.toBe(first);
});

test("a skill never seen in training is expected like the average, and known less well", () => {
  const trace = tracer.follow(answersOf(unseen.log, 1));
  const strange = tracer.predict(trace, 999);
  expect(strange).toEqual(tracer.predict(trace, tracer.skills));
  expect(strange.success).toBeGreaterThan(0.1);
  expect(strange.success).toBeLessThan(0.95);
  expect(strange.sd).toBeGreaterThan(tracer.predict(trace, 2).sd);
  tracer.update(trace, 999, true);
  expect(Number.isFinite(tracer.predict(trace, 999).logit)).toBe(true);
});

test("no answers at all give an even chance", () => {
  const empty = AnswerTracer.fit(answerLog(2, []));
  expect(empty.predict(empty.follow(), 0).success).toBe(0.5);
});
