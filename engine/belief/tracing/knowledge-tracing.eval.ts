/**
 * How well the next answer is predicted: `npm run eval -- knowledge-tracing --train DIR --test DIR`.
 * A DIR holds responses.csv.gz or responses.csv (`student,seq,skill_id,correct`). Without --test, every fifth
 * learner of --train is held out. Every answer is predicted before it is seen. `--fit-read-out [DIR]` also fits the
 * weights that the product's read-out ships, to the training learners of --train and of DIR, and prints them.
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { logistic } from "../../numerics/logistic.ts";
import { AnswerState, type AnswerStateSettings } from "./answer-state.ts";
import { FAST_COMPONENT } from "./answer-stream.ts";
import { AnswerTracer } from "./answer-tracer.ts";
import { type AnswerLog, skillMeans, someLearners } from "./answers.ts";
import { fitWeights, type ReadOutSample } from "./fit-weights.ts";
import { AnswerHistory, READ_OUT_TERMS, READ_OUT_WEIGHTS } from "./read-out.ts";
import { repeatedRows, repeatingPairs } from "./repeats.ts";
import { parseResponses } from "./responses-csv.ts";
import { Bkt } from "./rivals/bkt.ts";
import { Elo } from "./rivals/elo.ts";
import { Pfa } from "./rivals/pfa.ts";
import { areaUnderCurve, calibrationError, logLoss } from "./scores.ts";

interface Args {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const HELD_OUT_EVERY = 5;
const QUICK_TRAIN_ANSWERS = 100_000;
const QUICK_TEST_ANSWERS = 30_000;

/** Fitted on training learners, rounded; the slow one is the belief of docs/model.md 2.8 without item difficulty. */
const SLOW: AnswerStateSettings = {
  levelSd: 1,
  formSd: 0,
  formRetention: 1,
  slowSd: 0.65,
  fastSd: 0,
  fastRetention: 1,
  practiceGain: 0.1,
};
const SLOW_AND_FAST: AnswerStateSettings = {
  ...SLOW,
  levelSd: 0.9,
  formSd: 0.6,
  formRetention: 0.98,
  slowSd: 0.4,
  fastSd: 0.7,
  fastRetention: FAST_COMPONENT.retention,
};

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  if (options["train"] === undefined) {
    return {
      results: [],
      notes: ["Not measured: say which answers to learn from, --train DIR [--test DIR]."],
    };
  }
  const { train, test, notes } = await readLogs(options["train"], options["test"], quick);
  const results: Result[] = [];

  const started = performance.now();
  const tracer = AnswerTracer.fit(train);
  const fitted = performance.now();
  const predicted = traceAll(tracer, test);
  const traced = performance.now();

  const auc = areaUnderCurve(test.correct, predicted);
  const rivals = {
    auc_elo: Elo.fit(train).predict(test),
    auc_pfa: Pfa.fit(train).predict(test),
    auc_bkt: Bkt.fit(train).predict(test),
  };
  const best = Object.entries(rivals)
    .map(([metric, p]) => ({ metric, value: areaUnderCurve(test.correct, p) }))
    .sort((a, b) => b.value - a.value);
  results.push(
    { metric: "auc", value: auc, unit: "", ratio: auc / best[0]!.value, of: best[0]!.metric },
    { metric: "log_loss", value: logLoss(test.correct, predicted), unit: "nat" },
    { metric: "ece", value: calibrationError(test.correct, predicted), unit: "" },
  );
  for (const metric of Object.keys(rivals)) {
    results.push({ metric, value: best.find((rival) => rival.metric === metric)!.value, unit: "" });
  }
  const offsets = skillMeans(train, 5);
  for (const [metric, settings] of Object.entries({ auc_slow: SLOW, auc_slow_fast: SLOW_AND_FAST })) {
    const p = filterAll(settings, offsets, test);
    results.push({ metric, value: areaUnderCurve(test.correct, p), unit: "" });
  }
  const product = sampleOf(test, offsets);
  const read = weigh(product, READ_OUT_WEIGHTS);
  results.push(
    { metric: "auc_product", value: areaUnderCurve(test.correct, read), unit: "" },
    { metric: "log_loss_product", value: logLoss(test.correct, read), unit: "nat" },
    { metric: "ece_product", value: calibrationError(test.correct, read), unit: "" },
  );
  notes.push(
    "auc_product: the product's read-out, with the weights it ships, which are the same for all skills; of a learner nothing is believed before the first answer.",
  );
  const beside = options["fit-read-out"];
  if (beside !== undefined) {
    const logs = [train];
    if (beside !== "true") logs.push((await readLogs(beside, undefined, quick)).train);
    const weights = fitWeights(joined(logs.map((log) => sampleOf(log, skillMeans(log, 5)))));
    notes.push(
      `Fitted to ${logs.map(describe).join(" and ")}: ${Array.from(weights, (w) => Number(w.toFixed(3))).join(", ")}`,
    );
    results.push({
      metric: "auc_read_out",
      value: areaUnderCurve(test.correct, weigh(product, weights)),
      unit: "",
    });
  }
  notes.push("auc_slow and auc_slow_fast: the Gaussian belief alone, without and with fast components.");
  notes.push(...scoreFreshRows(train, test, { auc: predicted, ...rivals }, results));
  results.push(
    { metric: "fit", value: (fitted - started) / 1e3, unit: "s" },
    { metric: "predict_update", value: ((traced - fitted) * 1e3) / test.skill.length, unit: "µs" },
  );
  return { results, notes };
}

async function readLogs(
  trainPath: string,
  testPath: string | undefined,
  quick: boolean,
): Promise<{ train: AnswerLog; test: AnswerLog; notes: string[] }> {
  const notes: string[] = [];
  const skillIds = new Map<string, number>();
  const all = parseResponses(await readTable(trainPath), skillIds, true);
  let train = all.log;
  let test: AnswerLog;
  if (testPath === undefined) {
    const learners = [...all.students.keys()];
    train = someLearners(
      all.log,
      learners.filter((i) => i % HELD_OUT_EVERY !== 0),
    );
    test = someLearners(
      all.log,
      learners.filter((i) => i % HELD_OUT_EVERY === 0),
    );
    notes.push(
      `No --test: learners 1, ${HELD_OUT_EVERY + 1}, … of --train are held out, in order of the file.`,
    );
  } else {
    if (resolve(testPath) === resolve(trainPath)) throw new RangeError("--test is --train: they must differ");
    const unseen = parseResponses(await readTable(testPath), skillIds, false);
    test = unseen.log;
    const known = new Set(all.students);
    const shared = unseen.students.filter((student) => known.has(student)).length;
    if (shared > 0) {
      notes.push(
        `${shared} student numbers of --test occur in --train: unless numbered anew, the sets overlap.`,
      );
    }
  }
  if (quick) {
    train = thinned(train, QUICK_TRAIN_ANSWERS);
    test = thinned(test, QUICK_TEST_ANSWERS);
    notes.push("Quick: every n-th learner only, so the tracer knows less than after a full run.");
  }
  notes.push(
    `Learned from ${describe(train)}, scored on ${describe(test)}; no learner in both, no item ids.`,
  );
  return { train, test, notes };
}

async function readTable(directory: string): Promise<string> {
  const packed = await readIfThere(join(directory, "responses.csv.gz"));
  if (packed !== undefined) return gunzipSync(packed).toString("utf8");
  const plain = await readIfThere(join(directory, "responses.csv"));
  if (plain === undefined) throw new Error(`There is no responses.csv.gz or responses.csv in ${directory}.`);
  return plain.toString("utf8");
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function describe(log: AnswerLog): string {
  return `${log.starts.length - 1} learners with ${log.skill.length} answers`;
}

/** Every n-th learner, so that about so many answers are left. */
function thinned(log: AnswerLog, answers: number): AnswerLog {
  const stride = Math.max(1, Math.round(log.skill.length / answers));
  const learners = Array.from({ length: log.starts.length - 1 }, (_, i) => i);
  return someLearners(
    log,
    learners.filter((i) => i % stride === 0),
  );
}

function traceAll(tracer: AnswerTracer, log: AnswerLog): Float64Array {
  const predicted = new Float64Array(log.skill.length);
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const trace = tracer.follow();
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      predicted[i] = tracer.predict(trace, log.skill[i]!).success;
      tracer.update(trace, log.skill[i]!, log.correct[i] === 1);
    }
  }
  return predicted;
}

/** What the read-out sees before each answer: nothing but the share of all is believed of a learner before. */
function sampleOf(log: AnswerLog, means: Float64Array): ReadOutSample {
  const width = READ_OUT_TERMS.length;
  const terms = new Float32Array(log.skill.length * width);
  const row = new Float64Array(width);
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const history = new AnswerHistory<number>();
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      const skill = log.skill[i]!;
      const p = means[skill]!;
      history.terms(skill, Math.log(p / (1 - p)), row);
      terms.set(row, i * width);
      history.add(skill, log.correct[i] === 1, p);
    }
  }
  return { width, terms, correct: log.correct };
}

function weigh({ width, terms, correct }: ReadOutSample, weights: ArrayLike<number>): Float64Array {
  return Float64Array.from(correct, (_, row) => {
    let logit = 0;
    for (let i = 0; i < width; i++) logit += weights[i]! * terms[row * width + i]!;
    return logistic(logit);
  });
}

function joined(samples: readonly ReadOutSample[]): ReadOutSample {
  const width = READ_OUT_TERMS.length;
  const correct = new Uint8Array(samples.reduce((sum, sample) => sum + sample.correct.length, 0));
  const terms = new Float32Array(correct.length * width);
  let row = 0;
  for (const sample of samples) {
    correct.set(sample.correct, row);
    terms.set(sample.terms, row * width);
    row += sample.correct.length;
  }
  return { width, terms, correct };
}

/** The offset of a skill is such that a learner nothing is known about succeeds as often as the average. */
function filterAll(settings: AnswerStateSettings, means: Float64Array, log: AnswerLog): Float64Array {
  const { levelSd, formSd, slowSd, fastSd } = settings;
  const variance = levelSd ** 2 + formSd ** 2 + slowSd ** 2 + fastSd ** 2;
  const offsets = means.map((p) => Math.sqrt(1 + (Math.PI * variance) / 8) * Math.log(p / (1 - p)));
  const predicted = new Float64Array(log.skill.length);
  for (let learner = 0; learner + 1 < log.starts.length; learner++) {
    const state = new AnswerState(settings);
    for (let i = log.starts[learner]!; i < log.starts[learner + 1]!; i++) {
      const offset = offsets[log.skill[i]!]!;
      predicted[i] = state.predict(log.skill[i]!, offset).success;
      state.update(log.skill[i]!, offset, log.correct[i] === 1);
    }
  }
  return predicted;
}

/** Scores once more without the rows that only repeat the mark of the row before, if training shows that there are any. */
function scoreFreshRows(
  train: AnswerLog,
  test: AnswerLog,
  predictions: Readonly<Record<string, Float64Array>>,
  results: Result[],
): string[] {
  const repeated = repeatedRows(test, repeatingPairs(train));
  const count = repeated.reduce((sum, r) => sum + r, 0);
  if (count === 0) return [];
  const correct = test.correct.filter((_, i) => repeated[i] === 0);
  for (const [metric, predicted] of Object.entries(predictions)) {
    const fresh = predicted.filter((_, i) => repeated[i] === 0);
    results.push({ metric: `${metric}_fresh`, value: areaUnderCurve(correct, fresh), unit: "" });
    if (metric === "auc") {
      results.push({ metric: "ece_fresh", value: calibrationError(correct, fresh), unit: "" });
    }
  }
  return [
    `${count} rows scored repeat the mark of the row before (an item of two skills is two rows), which flatters all ` +
      "who look at it, published figures on these rows included. The figures named _fresh leave such rows out.",
  ];
}
