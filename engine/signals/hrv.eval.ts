/**
 * `npm run eval -- hrv --data DIR`: heart rate variability against published values. DIR holds the sets hrv-rr and
 * hrv-reference of ../shared/data, or is laid out like one of them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type BandPower, HRV_ANALYSIS_WELCH, HRV_WELCH, lombBands, welchBands } from "./hrv-bands.ts";
import { meanNn, pnn, poincare, rmssd, sdnn } from "./hrv.ts";
import { formulaRr } from "./testing.ts";

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number;
  of?: string;
}

/** What a series came to elsewhere, and half a unit of its last digit. */
type Published = Partial<Record<TimeMeasure, { value: number; rounding: number }>>;

const TIME_MEASURES = {
  meanNn,
  sdnn,
  rmssd,
  pnn50: (nn: readonly number[]) => pnn(nn, 50),
  pnn20: (nn: readonly number[]) => pnn(nn, 20),
} as const;
type TimeMeasure = keyof typeof TIME_MEASURES;

/** The README of hrv-reference says whose figures these are. */
const REFERENCES: Readonly<Record<string, Record<string, string>>> = {
  rr_hrvanalysis_1000: {
    meanNn: "718.248",
    sdnn: "43.1130749684",
    rmssd: "19.5194007850",
    pnn50: "2.4024024024",
    pnn20: "22.5225225225",
    sd1: "13.8091903756",
    sd2: "59.3867049737",
  },
  rr_pyhrv_60min: {
    meanNn: "768.438",
    sdnn: "85.357",
    rmssd: "60.523",
    pnn50: "28.571",
    pnn20: "64.232",
    sd1: "42.797",
    sd2: "112.837",
    vlf: "2050.74",
    lf: "2942.54",
    hf: "1648.10",
  },
  rr_exercise_43min: { sdnn: "86.245", rmssd: "36.457", pnn50: "1.628" },
  rr_real_15min: { vlf: "844.50", lf: "1343.50", hf: "1414.88" },
};

export async function run(args: {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}): Promise<{ results: Result[]; notes: string[] }> {
  const data = args.options.data ?? "../shared/data";
  const notes: string[] = [];
  const series = [...measurementsIn(data), ...referencesIn(data, notes)];
  const results = series.length === 0 ? [] : compared(series);
  if (series.length === 0) notes.push("Give --data DIR with the sets hrv-rr and hrv-reference.");
  results.push(...formula());
  notes.push(
    "Not measured: SDANN, SDNN index, geometric measures, entropies and DFA, which the engine does not compute; " +
      "the ECG of hrv-reference, which has no beat detector here.",
  );
  return { results, notes };
}

interface Series {
  nn: number[];
  published: Published;
}

function compared(series: readonly Series[]): Result[] {
  const worst: Record<TimeMeasure, number> = { meanNn: 0, sdnn: 0, rmssd: 0, pnn50: 0, pnn20: 0 };
  let equal = 0;
  for (const { nn, published } of series) {
    let isEqual = true;
    for (const [measure, reference] of Object.entries(published)) {
      const error = Math.abs(TIME_MEASURES[measure as TimeMeasure](nn) - reference.value);
      worst[measure as TimeMeasure] = Math.max(worst[measure as TimeMeasure], error);
      if (error > reference.rounding * 1.001) isEqual = false;
    }
    if (isEqual) equal++;
  }
  return [
    { metric: "series", value: series.length, unit: "1" },
    {
      metric: "series_equal",
      value: equal,
      unit: "1",
      ratio: equal / series.length,
      of: "published figures, up to their rounding",
    },
    { metric: "max_error_mean_ms", value: worst.meanNn, unit: "ms" },
    { metric: "max_error_sdnn_ms", value: worst.sdnn, unit: "ms" },
    { metric: "max_error_rmssd_ms", value: worst.rmssd, unit: "ms" },
    { metric: "max_error_pnn50_pct", value: worst.pnn50, unit: "%" },
  ];
}

function folderOf(data: string, set: string, file: string): string | undefined {
  return [data, join(data, set)].find((folder) => existsSync(join(folder, file)));
}

function measurementsIn(data: string): Series[] {
  const folder = folderOf(data, "hrv-rr", "measurements.csv.gz");
  if (folder === undefined) return [];
  const text = gunzipSync(readFileSync(join(folder, "measurements.csv.gz")))
    .toString("utf8")
    .trim();
  const [head = "", ...lines] = text.split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    return {
      nn: cell("rr_ms").trim().split(" ").map(Number),
      published: {
        meanNn: { value: Number(cell("meanrr_ms")), rounding: 0.0005 },
        sdnn: { value: Number(cell("sdnn_ms")), rounding: 0.0005 },
        rmssd: { value: Number(cell("rmssd_ms")), rounding: 0.0005 },
        // Written with three decimals, rounded to two.
        pnn50: { value: Number(cell("pnn50_pct")), rounding: 0.005 },
      },
    };
  });
}

function referencesIn(data: string, notes: string[]): Series[] {
  return Object.entries(REFERENCES).flatMap(([name, figures]) => {
    const folder = folderOf(data, "hrv-reference", `${name}.csv`);
    if (folder === undefined) return [];
    const [, ...lines] = readFileSync(join(folder, `${name}.csv`), "utf8")
      .trim()
      .split("\n");
    const nn = lines.map(Number);
    const published: Published = {};
    for (const measure of Object.keys(TIME_MEASURES) as TimeMeasure[]) {
      const text = figures[measure];
      if (text !== undefined) published[measure] = { value: Number(text), rounding: halfUnit(text) };
    }
    notes.push(...poincareNote(name, nn, figures), ...bandNotes(name, nn, figures));
    return Object.keys(published).length === 0 ? [] : [{ nn, published }];
  });
}

function halfUnit(text: string): number {
  return 0.5 * 10 ** -(text.split(".")[1]?.length ?? 0);
}

function poincareNote(name: string, nn: readonly number[], figures: Record<string, string>): string[] {
  if (figures.sd1 === undefined || figures.sd2 === undefined) return [];
  const { sd1, sd2 } = poincare(nn);
  return [
    `${name}: SD1 ${delta(sd1, figures.sd1)}, SD2 ${delta(sd2, figures.sd2)} by poincare-sdsd/1 ` +
      "(pyHRV's own differ in the third digit from its SDSD).",
  ];
}

function bandNotes(name: string, nn: readonly number[], figures: Record<string, string>): string[] {
  const methods: BandPower[] = [
    welchBands(nn, HRV_WELCH),
    welchBands(nn, HRV_ANALYSIS_WELCH),
    // As pyHRV, which adds rectangles where we add trapezoids.
    welchBands(nn, { ...HRV_WELCH, window: "hamming", segment: 300, length: 4096 }),
    lombBands(nn),
  ];
  return methods.map(({ vlf, lf, hf, ratio, method }) => {
    const [ofVlf, ofLf, ofHf] = [figures.vlf, figures.lf, figures.hf];
    const bands = `VLF ${delta(vlf, ofVlf)}, LF ${delta(lf, ofLf)}, HF ${delta(hf, ofHf)} ms²`;
    return `${name}: ${bands}, LF/HF ${ratio.toFixed(3)} by ${method}`;
  });
}

/** A value with its distance to a published one, where there is one. */
function delta(value: number, published: string | undefined): string {
  if (published === undefined) return value.toFixed(2);
  const distance = ((value / Number(published) - 1) * 100).toFixed(2);
  return `${value.toFixed(3)} (published ${published}, ${distance.startsWith("-") ? "" : "+"}${distance} %)`;
}

/** The formula series, whose figures everybody agrees on. */
function formula(): Result[] {
  const nn = formulaRr();
  const welch = welchBands(nn, HRV_ANALYSIS_WELCH);
  const byLomb = lombBands(nn);
  const errors: [string, number, number][] = [
    ["sdnn_ms", sdnn(nn), 33.38636225],
    ["rmssd_ms", rmssd(nn), 25.01716744],
    ["sd1_ms", poincare(nn).sd1, 17.7133578],
    ["sd2_ms", poincare(nn).sd2, 43.76682904],
    ["welch_lf_ms2", welch.lf, 765.8881],
    ["welch_hf_ms2", welch.hf, 238.8965],
    ["lomb_lf_ms2", byLomb.lf, 498.8618],
    ["lomb_hf_ms2", byLomb.hf, 197.2838],
  ];
  return errors.map(([name, ours, reference]) => ({
    metric: `formula_error_${name}`,
    value: Math.abs(ours - reference),
    unit: name.endsWith("ms2") ? "ms²" : "ms",
  }));
}
