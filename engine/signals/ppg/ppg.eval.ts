/**
 * `npm run eval -- ppg --data DIR`: beats from a finger on a camera against a chest strap. DIR is laid out like ppg-rr of
 * ../shared/data: `NAME_ppg.csv` (`t_ms,r,g,b`) beside `NAME_rr.csv` (`rr_ms`). Both start at about the same moment only:
 * the strap is shifted to where the intervals agree best.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { markArtefacts } from "../rr-artefacts.ts";
import { PPG_METHOD, type PpgBeat, ppgBeats } from "./ppg-beats.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
}

/** The strap may have begun so much earlier or later, s. */
const FURTHEST_S = 8;
const SHIFT_STEP_S = 0.02;
/** A beat is found when one is said within this, s. */
const NEAR_S = 0.15;
/** Published for heartpy_data2. */
const HEARTPY = { bpm: 62.376, rmssd: 57.07 };

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const given = args.options.data ?? "../shared/data";
  const folder = [given, join(given, "ppg-rr")].find(
    (path) => existsSync(path) && readdirSync(path).some((name) => name.endsWith("_ppg.csv")),
  );
  if (folder === undefined) return { results: [], notes: ["Give --data DIR with recordings like ppg-rr."] };
  const names = readdirSync(folder)
    .filter((name) => name.endsWith("_ppg.csv"))
    .map((name) => name.replace("_ppg.csv", ""))
    .filter((name) => existsSync(join(folder, `${name}_rr.csv`)))
    .toSorted();
  const channel = args.options.channel ?? "r";
  const all = names.map((name) => compare(folder, name, channel));
  const errors = all.flatMap((one) => one.errors);
  const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  const results: Result[] = [
    { metric: "mean_abs_rr_error_ms", value: mean(errors), unit: "ms" },
    { metric: "median_abs_rr_error_ms", value: median(errors), unit: "ms" },
    {
      metric: "beats_found_pct",
      value: (100 * sum(({ found }) => found)) / sum(({ asked }) => asked),
      unit: "%",
    },
    {
      metric: "extra_beats_pct",
      value: (100 * sum(({ extra }) => extra)) / sum(({ said }) => said),
      unit: "%",
    },
    { metric: "hr_error_bpm", value: mean(finite(all.map(({ hrError }) => hrError))), unit: "bpm" },
    { metric: "rmssd_error_ms", value: mean(finite(all.map(({ rmssdError }) => rmssdError))), unit: "ms" },
    {
      metric: "artefact_share_pct",
      value: (100 * sum(({ artefacts }) => artefacts)) / sum(({ said }) => said),
      unit: "%",
    },
    { metric: "recordings", value: all.length, unit: "1" },
    { metric: "intervals", value: errors.length, unit: "1" },
  ];
  results.push(...byHeartPy(folder));
  return {
    results,
    notes: [
      `Method ${PPG_METHOD} on channel ${channel}, intervals without artefacts; then rr-median/1. Strap: all intervals; ` +
        "its rmssd after rr-median/1.",
      ...all.map(
        (one) =>
          `${one.name}: ${mean(one.errors).toFixed(1)} ms, found ${one.found} of ${one.asked}, extra ${one.extra}, ` +
          `artefacts ${one.artefacts} of ${one.said}, hr ${one.hrError.toFixed(2)} bpm off, ` +
          `rmssd ${one.rmssd.toFixed(1)} (strap ${one.strapRmssd.toFixed(1)}) ms, shifted ${one.shift.toFixed(2)} s`,
      ),
    ],
  };
}

/** A finger clip, clipped and noisy, against what HeartPy's own documentation gives for it. */
function byHeartPy(folder: string): Result[] {
  const file = join(folder, "heartpy_data2.csv");
  if (!existsSync(file)) return [];
  const { rows } = rowsOf(file);
  // Its signal rises when the blood comes.
  const beats = ppgBeats(
    rows.map(([ms]) => (ms ?? 0) / 1000),
    rows.map(([, value]) => -(value ?? 0)),
  );
  const marks = new Uint8Array(beats.length);
  markArtefacts(
    beats.map(({ rr }) => rr),
    marks,
  );
  const rr = beats.map((beat, i) => (!beat.artefact && marks[i] === 0 ? beat.rr : Number.NaN));
  return [
    {
      metric: "heartpy_hr_error_bpm",
      value: Math.abs(60_000 / mean(finite(rr)) - HEARTPY.bpm),
      unit: "bpm",
    },
    { metric: "heartpy_rmssd_error_ms", value: Math.abs(rmssdOf(rr) - HEARTPY.rmssd), unit: "ms" },
  ];
}

function rowsOf(file: string): { columns: string[]; rows: number[][] } {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return { columns: head.trim().split(","), rows: lines.map((line) => line.split(",").map(Number)) };
}

function compare(folder: string, name: string, channel: string) {
  const { columns, rows } = rowsOf(join(folder, `${name}_ppg.csv`));
  const t = rows.map((row) => (row[columns.indexOf("t_ms")] ?? 0) / 1000);
  const beats = ppgBeats(
    t,
    rows.map((row) => row[columns.indexOf(channel)] ?? 0),
  );
  const strapRr = rowsOf(join(folder, `${name}_rr.csv`)).rows.map(([rr]) => rr ?? 0);
  let at = 0;
  const strap = strapRr.map((rr) => ({ t: (at += rr / 1000), rr }));
  const marks = new Uint8Array(beats.length);
  markArtefacts(
    beats.map(({ rr }) => rr),
    marks,
  );
  const good = beats.filter((beat, i) => !beat.artefact && marks[i] === 0);
  const shift = bestShift(good, strap);
  const pairs = pairsOf(good, strap, shift);
  const inside = strap.filter(
    (beat) => beat.t + shift > (t[0] ?? 0) + 1 && beat.t + shift < (t.at(-1) ?? 0) - 1,
  );
  // The pulse comes later than the heart beats, always by about as much: the shift has it in.
  const isNear = (a: number, b: number) => Math.abs(a - b) <= NEAR_S;
  const span = { from: (strap[0]?.t ?? 0) + shift - NEAR_S, to: (strap.at(-1)?.t ?? 0) + shift + NEAR_S };
  const shared = beats.filter((beat) => beat.t >= span.from && beat.t <= span.to);
  const strapMarks = new Uint8Array(strap.length);
  markArtefacts(strapRr, strapMarks);
  const strapRmssd = rmssdOf(strap.map(({ rr }, i) => (strapMarks[i] === 0 ? rr : Number.NaN)));
  const rmssd = rmssdOf(beats.map(({ rr, artefact }, i) => (!artefact && marks[i] === 0 ? rr : Number.NaN)));
  return {
    name,
    shift,
    errors: pairs.map(([a, b]) => Math.abs(a - b)),
    asked: inside.length,
    found: inside.filter((beat) => beats.some((other) => isNear(other.t, beat.t + shift))).length,
    said: shared.length,
    extra: shared.filter((beat) => !strap.some((other) => isNear(beat.t, other.t + shift))).length,
    artefacts: shared.filter((beat) => !good.includes(beat)).length,
    hrError: Math.abs(60_000 / mean(good.map(({ rr }) => rr)) - 60_000 / mean(inside.map(({ rr }) => rr))),
    rmssd,
    strapRmssd,
    rmssdError: Math.abs(rmssd - strapRmssd),
  };
}

interface Interval {
  t: number;
  rr: number;
}

/** Intervals that end within NEAR_S of each other. */
function pairsOf(beats: readonly PpgBeat[], strap: readonly Interval[], shift: number): [number, number][] {
  const pairs: [number, number][] = [];
  let k = 0;
  for (const beat of beats) {
    const at = beat.t - shift;
    while (k + 1 < strap.length && Math.abs((strap[k + 1]?.t ?? 0) - at) <= Math.abs((strap[k]?.t ?? 0) - at))
      k++;
    const near = strap[k];
    if (near !== undefined && Math.abs(near.t - at) <= NEAR_S) pairs.push([beat.rr, near.rr]);
  }
  return pairs;
}

function bestShift(beats: readonly PpgBeat[], strap: readonly Interval[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let shift = -FURTHEST_S; shift <= FURTHEST_S; shift += SHIFT_STEP_S) {
    const pairs = pairsOf(beats, strap, shift);
    // What has no partner counts as far off.
    const off = pairs.reduce((sum, [a, b]) => sum + Math.min(200, Math.abs(a - b)), 0);
    const cost = (off + 200 * (Math.min(beats.length, strap.length) - pairs.length)) / beats.length;
    if (cost < least) [least, best] = [cost, shift];
  }
  return best;
}

/** Over neighbours that are both there. */
function rmssdOf(rr: readonly number[]): number {
  const squares = rr.slice(1).flatMap((value, i) => {
    const d = value - (rr[i] ?? Number.NaN);
    return Number.isFinite(d) ? [d * d] : [];
  });
  return Math.sqrt(mean(squares));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Without recordings in which no interval is good. */
function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
