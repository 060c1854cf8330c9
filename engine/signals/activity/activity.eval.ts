/**
 * `npm run eval -- activity --train DIR [--test DIR]`: what unseen people do. A DIR is laid out like motion-hapt or like
 * motion-phone-watch of ../shared/data. Without --test the people of --train are left out in parts, each part once.
 */
import { existsSync } from "node:fs";
import { Confusion, largestOf, partsOf } from "../learn/confusion.ts";
import { ForwardFilter } from "../learn/forward-filter.ts";
import { ACTIVITY_FEATURES, activityFeatures } from "./activity-features.ts";
import { type ActivityExample, type ActivityModel, ActivityReader, trainActivity } from "./activity-model.ts";
import { type LabelledPiece, readMotionSet } from "../scripts/motion-sets.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

type Example = ActivityExample & LabelledPiece;

const DEFAULT = "../shared/data/motion-hapt";
const PUBLISHED_SVM_PCT = 3.22;
const PARTS = 7;
const FULL = { hidden: 48, epochs: 20, seed: 1, networks: 2 };
const QUICK = { hidden: 32, epochs: 6, seed: 1, networks: 1 };

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const { train = DEFAULT, test, device = "sp" } = args.options;
  const missing = [train, test ?? train].find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    return { results: [], notes: [`Give --train DIR and perhaps --test DIR: there is no ${missing}.`] };
  }
  const training = args.quick ? QUICK : FULL;
  const set = readMotionSet(train, device);
  const examples = withFeatures(set.pieces);
  const rounds =
    test === undefined
      ? partsOf(people(examples), args.quick ? 3 : PARTS).map((out) => ({
          learn: examples.filter(({ person }) => !out.has(person)),
          ask: examples.filter(({ person }) => out.has(person)),
        }))
      : [{ learn: examples, ask: withFeatures(readMotionSet(test, device).pieces) }];
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted();
  const filtered = new Confusion([...labels, "(other)"]);
  const alone = new Confusion([...labels, "(other)"]);
  let model: ActivityModel | undefined;
  for (const { learn, ask } of rounds) {
    model = trainActivity(learn, training);
    answer(model, ask, labels, alone, filtered);
  }
  const errorPct = 100 * (1 - filtered.right / filtered.total);
  const results: Result[] = [
    {
      metric: "error_pct",
      value: errorPct,
      unit: "%",
      ...(set.kind === "hapt"
        ? { ratio: errorPct / PUBLISHED_SVM_PCT, of: "published error with 561 features and an SVM, 3.22 %" }
        : {}),
    },
    { metric: "error_alone_pct", value: 100 * (1 - alone.right / alone.total), unit: "%" },
    { metric: "balanced_accuracy_pct", value: filtered.balancedPct, unit: "%" },
    { metric: "pieces", value: filtered.total, unit: "1" },
    { metric: "people", value: people(rounds.flatMap(({ ask }) => ask)).size, unit: "1" },
  ];
  if (model !== undefined) {
    results.push({
      metric: "window_us",
      value: microseconds(model, set.pieces),
      unit: "µs",
      of: "aim: 50 µs",
    });
  }
  return { results, notes: notesOf(set.kind, test, rounds, filtered) };
}

function notesOf(
  kind: string,
  test: string | undefined,
  rounds: readonly { learn: Example[]; ask: Example[] }[],
  confusion: Confusion,
): string[] {
  const cut =
    kind === "hapt"
      ? "128 samples at 50 Hz, half overlapping, inside of labelled segments, as the authors of HAPT cut them"
      : "2 s every 0.5 s by the real stamps, with the label of the middle";
  return [
    `Pieces: ${cut}.`,
    ...rounds.map(
      ({ learn, ask }, i) =>
        `Round ${i + 1}: ${test === undefined ? "left out" : "tested"} ${[...people(ask)].join(" ")}; trained on ${people(learn).size} people.`,
    ),
    "error_pct: chances of each piece weighed by those before it in the recording (forward pass, no future pieces); " +
      "error_alone_pct: each piece by itself. window_us: features and model for one piece, the best of 300 rounds of 50.",
    "Rows: what was; columns: what was said, in the same order.",
    ...confusion.lines(),
  ];
}

function withFeatures(pieces: readonly LabelledPiece[]): Example[] {
  return pieces.map((one) => ({
    ...one,
    features: activityFeatures(one.piece, new Float32Array(ACTIVITY_FEATURES)),
  }));
}

function people(examples: readonly { person: string }[]): Set<string> {
  return new Set(examples.map(({ person }) => person));
}

function answer(
  model: ActivityModel,
  ask: readonly Example[],
  labels: readonly string[],
  alone: Confusion,
  filtered: Confusion,
): void {
  const reader = new ActivityReader(model);
  const numberOf = (label: string | undefined) => {
    const at = labels.indexOf(label ?? "");
    return at < 0 ? labels.length : at;
  };
  for (const members of Map.groupBy(ask, ({ recording }) => recording).values()) {
    const filter = new ForwardFilter(model.sequences);
    for (const { features, label } of members) {
      const chances = reader.read(features);
      alone.add(numberOf(label), numberOf(model.labels[largestOf(chances)]));
      filtered.add(numberOf(label), numberOf(model.labels[largestOf(filter.next(chances))]));
    }
  }
}

/** For one piece: features and networks. */
function microseconds(model: ActivityModel, pieces: readonly LabelledPiece[]): number {
  const reader = new ActivityReader(model);
  const features = new Float32Array(ACTIVITY_FEATURES);
  // Rounds short enough to fall between the turns of other programs.
  const some = pieces.slice(0, 50);
  const rounds = Array.from({ length: 300 }, () => {
    const start = performance.now();
    for (const { piece } of some) reader.read(activityFeatures(piece, features));
    return ((performance.now() - start) * 1000) / some.length;
  });
  return Math.min(...rounds);
}
