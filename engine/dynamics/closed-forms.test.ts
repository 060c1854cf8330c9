import { expect, test } from "vitest";
import { recomputeAll } from "../forces/recompute.ts";
import { ForcesWorkspace } from "../forces/workspace.ts";
import { exampleInput, expectClose, expected, paceNow } from "../forces/worked-example.suite.ts";
import { completionProbability, etaAfter, firstPassageAtMean, meanCompletionWeeks } from "./closed-forms.ts";
import { passageProbability, simulatePassage } from "./first-passage.ts";
import { bandPoint, readOutlook, stationaryVariance, workLeft } from "./outlook.ts";

function workedExample(): ForcesWorkspace {
  const ws = new ForcesWorkspace(exampleInput(paceNow()));
  recomputeAll(ws);
  return ws;
}

const ws = workedExample();
const want = expected.escapeTime;
const passage = {
  start: ws.v,
  mean: ws.vInf,
  variance: stationaryVariance(ws),
  timeConstant: ws.timeConstant,
  level: ws.escapeVelocity,
};
const options = { paths: want.mc.paths, step: want.mc.dt, horizon: want.mc.T, seed: want.mc.seed };

test("first passage of the worked example, over the escape velocity and at the mean", () => {
  expectClose(stationaryVariance(ws), want.S, "S");
  const hits = simulatePassage(passage, options);
  for (const weeks of [4, 8, 13, 26] as const) {
    expectClose(passageProbability(hits, options.paths, weeks), want.mc[`F${weeks}`], `F(${weeks})`);
  }
  expectClose(hits[options.paths / 2], want.mc.medianWk, "median");
  const atMean = simulatePassage({ ...passage, level: ws.vInf }, options);
  for (const weeks of [4, 13] as const) {
    const closed = firstPassageAtMean(ws.vInf - ws.v, want.S, ws.timeConstant, weeks);
    expectClose(closed, want.closedFormAtMean[`F${weeks}`], `closed F(${weeks})`);
    const simulated = passageProbability(atMean, options.paths, weeks);
    expectClose(simulated, want.closedFormAtMean.mc[`F${weeks}`], `F(${weeks}) at mean`);
    expect(Math.abs(simulated - closed)).toBeLessThan(0.01);
  }
});

test("the marginal band and the completion of P1", () => {
  for (const point of expected.marginal) {
    const got = bandPoint(ws, point.weeks);
    expectClose(got.velocity, point.Ev, "E v");
    expectClose(got.sd, point.sd, "sd");
    expectClose(got.pEscape, point.pAbove1, "P");
  }
  const work = workLeft(ws, 0);
  const completion = expected.completion;
  expectClose(work.remaining, completion.X, "X");
  expectClose(work.netPace, completion.netPace, "n");
  expectClose(work.variance, completion.s2, "σ²");
  expectClose(meanCompletionWeeks(work), completion.meanWk, "mean");
  expectClose(completionProbability(work, 10), completion.pByDeadline, "by the deadline");
  expectClose(completionProbability(work, 13), completion.pBy13, "by 13 weeks");
  const outlook = readOutlook(ws, want.mc.seed);
  expectClose(outlook.projects[0]!.pByDeadline, completion.pByDeadline, "outlook");
  expectClose(outlook.escapeWeeks, want.tStarDeterministicWk, "t*");
});

test("η approaches its limit with the time constant", () => {
  const tStar = want.tStarDeterministicWk;
  expectClose(etaAfter(ws.eta, ws.etaInf, ws.timeConstant, tStar), 1, "η(t*)");
  expectClose(etaAfter(ws.eta, ws.etaInf, ws.timeConstant, 0), ws.eta, "η(0)");
});

test("completion stays a probability where its exponential would overflow", () => {
  const work = { remaining: 500, netPace: 5, variance: 5 };
  // The switch between the two forms is seamless.
  const [below, above] = [
    { ...work, variance: 5000 / 699.9 },
    { ...work, variance: 5000 / 700.1 },
  ];
  for (const weeks of [80, 95, 100, 105, 130]) {
    const [p, q] = [completionProbability(below, weeks), completionProbability(above, weeks)];
    expect(Math.abs(p - q)).toBeLessThan(2e-4);
  }
  expect(completionProbability({ remaining: 1000, netPace: 10, variance: 0.01 }, 100)).toBeCloseTo(0.5, 2);
  expect(completionProbability({ remaining: 10, netPace: 1, variance: 0 }, 10)).toBe(1);
  expect(completionProbability({ remaining: 0, netPace: 0, variance: 1 }, 0)).toBe(1);
  expect(completionProbability({ remaining: 10, netPace: -2, variance: 1 }, 50)).toBeLessThan(1e-15);
  expect(meanCompletionWeeks({ remaining: 10, netPace: -2, variance: 1 })).toBeNull();
});

test("a simulation out of bounds is refused", () => {
  const refuse = (change: object, field: string): void =>
    expect(() => simulatePassage(passage, { ...options, ...change })).toThrow(
      expect.objectContaining({ code: "out_of_range", field }),
    );
  refuse({ paths: 1e6 }, "paths");
  refuse({ horizon: 1e9 }, "horizon");
});
