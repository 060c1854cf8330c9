/**
 * `npm run eval -- phone-activity [--train DIR] [--test DIR]`: the product's activity feature. A DIR is laid out like
 * motion-phone-watch of ../shared/data. With --test the weights as shipped are asked; otherwise the people of --train are
 * left out in parts, and the same training is done on the others.
 */
import { existsSync } from "node:fs";
import { Confusion, largestOf, partsOf } from "../learn/confusion.ts";
import { type Network, NetworkReader } from "../learn/network.ts";
import { unpackNetwork } from "../learn/pack-network.ts";
import { trainNetwork } from "../learn/train-network.ts";
import { PHONE_TRAINING } from "../scripts/phone-training.ts";
import {
  type PhoneWindow,
  examplesOf,
  readPhoneWindows,
  trainingExamplesOf,
} from "../scripts/phone-windows.ts";
import { ACTIVITY_LABELS, ACTIVITY_METHOD, PhoneActivity } from "./phone-activity.ts";
import { PHONE_ACTIVITY } from "./phone-activity-weights.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  of?: string;
}

const DEFAULT = "../shared/data/motion-phone-watch";
const PARTS = 8;
const QUICK_PARTS = 4;

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const { test, train = DEFAULT } = args.options;
  const folder = test ?? train;
  if (!existsSync(folder))
    return { results: [], notes: [`Give --train DIR or --test DIR: there is no ${folder}.`] };
  const windows = readPhoneWindows(folder);
  const confusion = new Confusion(ACTIVITY_LABELS);
  const parts = partsOf(
    windows.map(({ person }) => person),
    args.quick ? QUICK_PARTS : PARTS,
  );
  if (test === undefined) {
    for (const out of parts) {
      const learn = windows.filter(({ person }) => !out.has(person));
      ask(
        trainNetwork(trainingExamplesOf(learn, PHONE_TRAINING.seed), PHONE_TRAINING),
        windows.filter(({ person }) => out.has(person)),
        confusion,
      );
    }
  } else {
    ask(unpackNetwork(PHONE_ACTIVITY), windows, confusion);
  }
  return {
    results: [
      { metric: "error_pct", value: 100 * (1 - confusion.right / confusion.total), unit: "%" },
      { metric: "balanced_accuracy_pct", value: confusion.balancedPct, unit: "%" },
      { metric: "pieces", value: confusion.total, unit: "1" },
      { metric: "people", value: new Set(windows.map(({ person }) => person)).size, unit: "1" },
      { metric: "window_us", value: microseconds(windows), unit: "µs", of: "aim: 50 µs" },
    ],
    notes: [
      test === undefined
        ? `Split: people left out in ${parts.length} parts, trained on the others.`
        : "Split: the weights as shipped, asked on the people of --test.",
      `Method ${ACTIVITY_METHOD}: pieces of 2 s in windows of 10 s every 0.5 s by the real stamps, with the label of the ` +
        "middle of the piece; no filter over pieces. window_us: a window of five pieces, the best of 300 rounds of 50.",
      "Rows: what was; columns: what was said, in the same order.",
      ...confusion.lines(),
    ],
  };
}

function ask(network: Network, windows: readonly PhoneWindow[], confusion: Confusion): void {
  const reader = new NetworkReader(network);
  const chances = new Float64Array(network.classes);
  const { features, labels } = examplesOf(windows);
  for (const [i, row] of features.entries())
    confusion.add(labels[i] ?? -1, largestOf(reader.read(row, chances)));
}

function microseconds(windows: readonly PhoneWindow[]): number {
  const activity = new PhoneActivity();
  // Rounds short enough to fall between the turns of other programs.
  const some = windows.slice(20, 70).map(({ motion, rotation }) => ({
    motion: { ...motion, tS: Float64Array.from(motion.tS), r: Float64Array.from(motion.r) },
    rotation: {
      ...rotation,
      tS: Float64Array.from(rotation.tS),
      speed: Float64Array.from(rotation.speed),
      turnTS: Float64Array.from(rotation.turnTS),
      turn: Float64Array.from(rotation.turn),
    },
  }));
  const rounds = Array.from({ length: 300 }, () => {
    const start = performance.now();
    for (const { motion, rotation } of some) activity.read(motion, rotation);
    return ((performance.now() - start) * 1000) / some.length;
  });
  return Math.min(...rounds);
}
