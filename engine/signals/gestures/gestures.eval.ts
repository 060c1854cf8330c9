/**
 * `npm run eval -- gestures --train DIR [--test DIR]`: gestures of unseen people. A DIR is laid out like gestures-wrist of
 * ../shared/data. Without --test every person of --train is left out once.
 */
import { existsSync } from "node:fs";
import { Confusion, largestOf, partsOf } from "../learn/confusion.ts";
import { gramOf, ridgeScores } from "../learn/ridge.ts";
import { fewShot } from "../scripts/few-shot.ts";
import { type LabelledGesture, readGestures } from "../scripts/gesture-set.ts";
import { gestureShape } from "./gesture-shape.ts";

import { RandomKernels } from "./random-kernels.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const DEFAULT = "../shared/data/gestures-wrist";
const SEED = 1;
const KERNELS = 1000;
const PENALTY = 0.03;
const AIM_PCT = 90;
/** With --quick: people are left out in so many parts. */
const QUICK_PARTS = 6;

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const { train = DEFAULT, test } = args.options;
  const missing = [train, test ?? train].find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    return { results: [], notes: [`Give --train DIR and perhaps --test DIR: there is no ${missing}.`] };
  }
  const known = readGestures(train);
  const asked = test === undefined ? [] : readGestures(test);
  const all = [...known, ...asked];
  const labels = [...new Set(known.map(({ label }) => label))].toSorted();
  const numbers = all.map(({ label }) => labels.indexOf(label));
  const kernels = new RandomKernels(args.quick ? KERNELS / 4 : KERNELS, SEED);
  const start = performance.now();
  const gram = gramOf(all.map((gesture) => kernels.read(gestureShape(gesture))));
  const featureMs = (performance.now() - start) / all.length;
  const confusion = new Confusion([...labels, "(other)"]);
  const wrong = new Map<string, number>();
  const rounds = roundsOf(known, asked, args.quick ? QUICK_PARTS : Number.POSITIVE_INFINITY);
  for (const { learn, ask } of rounds) {
    const scores = ridgeScores(gram, all.length, learn, numbers, ask, {
      classes: labels.length,
      penalty: PENALTY,
    });
    for (const [k, i] of ask.entries()) {
      const truth = numbers[i] ?? -1;
      const said = largestOf(scores[k] ?? []);
      confusion.add(truth < 0 ? labels.length : truth, said);
      const person = all[i]?.person ?? "";
      wrong.set(person, (wrong.get(person) ?? 0) + (truth === said ? 0 : 1));
    }
  }
  const accuracyPct = (100 * confusion.right) / confusion.total;
  const aim = { ratio: accuracyPct / AIM_PCT, of: `aim: ${AIM_PCT} %` };
  const few = fewShot(all);
  const errors = [...wrong].filter(([, count]) => count > 0).map(([person, count]) => `${person} ${count}`);
  return {
    results: [
      { metric: "accuracy_pct", value: accuracyPct, unit: "%", ...aim },
      { metric: "balanced_accuracy_pct", value: confusion.balancedPct, unit: "%" },
      { metric: "gestures", value: confusion.total, unit: "1" },
      { metric: "people", value: wrong.size, unit: "1" },
      {
        metric: "few_shot_accuracy_pct",
        value: few.accuracyPct,
        unit: "%",
        ratio: few.accuracyPct / AIM_PCT,
        of: aim.of,
      },
      { metric: "few_shot_one_example_pct", value: few.oneExamplePct, unit: "%" },
      { metric: "few_shot_told_pct", value: few.toldPct, unit: "%" },
      { metric: "few_shot_wrong_of_told_pct", value: few.wrongOfToldPct, unit: "%" },
      { metric: "few_shot_unknown_told_pct", value: few.unknownToldPct, unit: "%" },
      { metric: "few_shot_confidence_error", value: few.confidenceError, unit: "1" },
      { metric: "few_shot_ms", value: few.ms, unit: "ms" },
      { metric: "features_ms", value: featureMs, unit: "ms" },
    ],
    notes: [
      test === undefined
        ? `Split: ${rounds.length} rounds, each with other people left out, trained on all others.`
        : `Split: trained on ${new Set(known.map(({ person }) => person)).size} people of --train, asked on those of --test.`,
      `Method: shape-rocket-ridge/1, ${kernels.features} features of random kernels, seed ${SEED}, penalty ${PENALTY}. ` +
        "features_ms: shape, features and inner products with all others, per gesture.",
      "few_shot: what the product does (own-gesture-dtw/1): two examples of each gesture of the same person, asked about the " +
        "third; nothing is learned from other people. told: sure enough to be said. unknown: one gesture has no examples. " +
        "confidence_error: mean difference of confidence and share right, in bins of equal size.",
      `Errors by person: ${errors.join(", ") || "none"}.`,
      "Rows: what was; columns: what was said, in the same order.",
      ...confusion.lines(),
    ],
  };
}

/** Indexes into all gestures, known ones first. */
function roundsOf(known: readonly LabelledGesture[], asked: readonly LabelledGesture[], parts: number) {
  if (asked.length > 0) {
    return [{ learn: [...known.keys()], ask: [...asked.keys()].map((i) => i + known.length) }];
  }
  return partsOf(
    known.map(({ person }) => person),
    parts,
  ).map((out) => ({
    learn: [...known.keys()].filter((i) => !out.has(known[i]?.person ?? "")),
    ask: [...known.keys()].filter((i) => out.has(known[i]?.person ?? "")),
  }));
}
