/**
 * `npm run eval -- cadence --data DIR`: steps against a ground truth device. DIR is laid out like motion-steps in
 * ../shared/data: `*.csv.gz` with `t` (s), `acc_x..z` (m/s², Android signs), `steps_truth` and, where there is one,
 * the rival's `steps_algorithm` (cumulative).
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cadenceOf } from "./cadence.ts";
import { countSteps } from "./steps.ts";
import { sineWalk } from "./testing.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

const STANDARD_GRAVITY = 9.80665;

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const { tS, r } = sineWalk();
  const sine = Math.abs((cadenceOf(tS, r, 10)?.cadence ?? 0) - 108);
  const results: Result[] = [{ metric: "sine_walk_error_steps_per_min", value: sine, unit: "steps/min" }];
  const folder = folderOf(args.options.data);
  if (folder === undefined) return { results, notes: ["Give --data DIR with recordings like motion-steps."] };
  const walks = readdirSync(folder)
    .filter((name) => name.endsWith(".csv.gz"))
    .map((name) => measure(join(folder, name)));
  const rivals = walks.flatMap(({ rivalPct }) => (rivalPct === undefined ? [] : [Math.abs(rivalPct)]));
  const rival = rivals.length === walks.length ? mean(rivals) : Number.NaN;
  const error = mean(walks.map(({ errorPct }) => Math.abs(errorPct)));
  results.unshift({
    metric: "step_error_pct",
    value: error,
    unit: "%",
    ...(Number.isFinite(rival) && rival > 0
      ? { ratio: error / rival, of: `the data set's algorithm here, ${rival.toFixed(1)} %` }
      : { ratio: error / 6.6, of: "the data set's algorithm on all of it, 6.6 %" }),
  });
  results.push(
    { metric: "recordings", value: walks.length, unit: "1" },
    {
      metric: "cadence_error_steps_per_min",
      value: mean(walks.map((walk) => walk.cadenceError)),
      unit: "steps/min",
    },
    { metric: "worst_step_error_pct", value: Math.max(...walks.map((w) => Math.abs(w.errorPct))), unit: "%" },
  );
  const notes = walks.map(
    ({ name, steps, truth, errorPct }) =>
      `${name}: ${steps.toFixed(1)} steps, truth ${truth} (${errorPct > 0 ? "+" : ""}${errorPct.toFixed(2)} %)`,
  );
  return { results, notes };
}

/** The folder itself, or the set of that name in it. */
function folderOf(data = "../shared/data"): string | undefined {
  const found = [data, join(data, "motion-steps")].find(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".csv.gz")),
  );
  return found;
}

function measure(file: string) {
  const [head = "", ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  const columns = head.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const column = (name: string) => rows.map((row) => row[columns.indexOf(name)] ?? Number.NaN);
  const [x, y, z] = [column("acc_x"), column("acc_y"), column("acc_z")];
  const start = column("t")[0] ?? 0;
  const tS = column("t").map((t) => t - start);
  const r = x.map((v, i) => Math.hypot(v, y[i] ?? 0, z[i] ?? 0) / STANDARD_GRAVITY);
  const counted = column("steps_truth");
  const truth = (counted.at(-1) ?? 0) - (counted[0] ?? 0);
  const rival = columns.includes("steps_algorithm") ? column("steps_algorithm") : undefined;
  const steps = countSteps(tS, r);
  return {
    name: file.split("/").at(-1) ?? file,
    steps,
    truth,
    errorPct: (steps / truth - 1) * 100,
    rivalPct: rival && (((rival.at(-1) ?? 0) - (rival[0] ?? 0)) / truth - 1) * 100,
    cadenceError: cadenceError(tS, r, counted),
  };
}

/** Mean absolute error of the cadence of 10 s windows in which steps were counted from the first to the last second. */
function cadenceError(tS: number[], r: number[], counted: number[]): number {
  const errors: number[] = [];
  for (let start = 0; start + 10 <= (tS.at(-1) ?? 0); start += 5) {
    const inside = tS.flatMap((t, i) => (t >= start && t < start + 10 ? [i] : []));
    const steps = inside.filter((i) => (counted[i] ?? 0) > (counted[i - 1] ?? counted[i] ?? 0));
    const [first = 0, last = 0] = [steps[0], steps.at(-1)].map((i) => (i === undefined ? 0 : (tS[i] ?? 0)));
    if (steps.length < 5 || first > start + 1.5 || last < start + 8.5) continue;
    const truth = ((steps.length - 1) / (last - first)) * 60;
    const times = inside.map((i) => (tS[i] ?? 0) - start);
    const gait = cadenceOf(
      times,
      inside.map((i) => r[i] ?? 0),
      10,
    );
    if (gait !== undefined) errors.push(Math.abs(gait.cadence - truth));
  }
  return mean(errors);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
