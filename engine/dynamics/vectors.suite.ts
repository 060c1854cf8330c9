/** What the engine foresees for the worked example, in the shape of testdata/vectors.json. */
import { DEFAULTS } from "../constants.ts";
import type { ForcesInput } from "../forces/forces-input.ts";
import type { ForcesWorkspace } from "../forces/workspace.ts";
import { type Action, planScenario } from "./actions.ts";
import { completionProbability, firstPassageAtMean, meanCompletionWeeks } from "./closed-forms.ts";
import { passageProbability, simulatePassage } from "./first-passage.ts";
import { bandPoint, readOutlook, stationaryVariance, workLeft } from "./outlook.ts";
import { Rollout } from "./rollout.ts";
import { simulateAll } from "./scenarios.ts";

const PASSAGE = { paths: 4_096, step: 1 / 7, horizon: 26, seed: 20_261_123 };
const MEAN_PATH_DAYS = 28;
const SIMULATION = { paths: 256, days: 91, seed: 11 };
const CHANGE = { effort: { P1: 4 }, relax: { c1: 0.5 } };
const ACTIONS: readonly Action[] = [
  { type: "change_effort", projectId: "P1", hours: CHANGE.effort.P1 },
  { type: "drop_project", projectId: "P3" },
  { type: "relax", constraintId: "c1", factor: CHANGE.relax.c1 },
];

/** `input` and `ws` are the example's forces now. */
export function dynamicsVectors(input: ForcesInput, ws: ForcesWorkspace) {
  return {
    escapeTime: escapeTime(ws),
    marginal: [0, 2, 4, 8, 13].map((weeks) => {
      const { velocity, sd, pEscape } = bandPoint(ws, weeks);
      return { weeks, Ev: velocity, sd, pAbove1: pEscape };
    }),
    completion: completion(ws),
    scenario: {
      actionB: CHANGE,
      deterministic28d: { A: meanPath(input, []), B: meanPath(input, ACTIONS) },
      mc: simulation(input),
    },
  };
}

function escapeTime(ws: ForcesWorkspace) {
  const S = stationaryVariance(ws);
  const passage = { start: ws.v, mean: ws.vInf, variance: S, timeConstant: ws.timeConstant };
  const hits = simulatePassage({ ...passage, level: ws.escapeVelocity }, PASSAGE);
  const atMean = simulatePassage({ ...passage, level: ws.vInf }, PASSAGE);
  const closed = (weeks: number) => firstPassageAtMean(ws.vInf - ws.v, S, ws.timeConstant, weeks);
  const { paths, step, horizon, seed } = PASSAGE;
  return {
    tStarDeterministicWk: readOutlook(ws, seed).escapeWeeks,
    S,
    mc: {
      paths,
      dt: step,
      T: horizon,
      seed,
      F4: passageProbability(hits, paths, 4),
      F8: passageProbability(hits, paths, 8),
      F13: passageProbability(hits, paths, 13),
      F26: passageProbability(hits, paths, 26),
      medianWk: hits[paths / 2],
    },
    closedFormAtMean: {
      F4: closed(4),
      F13: closed(13),
      mc: { F4: passageProbability(atMean, paths, 4), F13: passageProbability(atMean, paths, 13) },
    },
  };
}

function completion(ws: ForcesWorkspace) {
  const work = workLeft(ws, 0);
  return {
    X: work.remaining,
    netPace: work.netPace,
    s2: work.variance,
    meanWk: meanCompletionWeeks(work),
    pByDeadline: completionProbability(work, ws.weeksLeft[0]!),
    pBy13: completionProbability(work, 13),
  };
}

function meanPath(input: ForcesInput, actions: readonly Action[]) {
  const rollout = new Rollout(
    planScenario(input, { name: "", actions }, "scenario"),
    MEAN_PATH_DAYS,
    DEFAULTS,
  );
  rollout.run(1, 0, false);
  return {
    hitWk: rollout.hitWeek,
    eta: rollout.eta[MEAN_PATH_DAYS - 1],
    vEsc: rollout.escapeVelocity[MEAN_PATH_DAYS - 1],
    X: [...rollout.remaining],
    theta: Object.fromEntries(input.skills.map(({ id }, s) => [id, rollout.theta[s]])),
  };
}

function simulation(input: ForcesInput) {
  const { scenarios, differences } = simulateAll({
    input,
    scenarios: [
      { name: "A", actions: [] },
      { name: "B", actions: ACTIONS },
    ],
    ...SIMULATION,
  });
  const [A, B] = scenarios.map(({ pHit, eta }) => {
    const { low, median, high } = eta[7]!;
    return { pHit13: pHit[12]!.probability, eta8wk: [low, median, high] };
  });
  const at8 = differences[0]!.eta.find(({ weeks }) => weeks === 8)!;
  return {
    ...SIMULATION,
    A,
    B,
    pairedMeanDeltaEta8wk: at8.mean,
    pairedSE: at8.standardError,
    independentSE: at8.independentError,
  };
}
