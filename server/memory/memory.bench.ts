/**
 * Vectors of memory put in and searched for, through the process that holds LanceDB as in the product, against a bare
 * loop over a Float32Array in the same run. Run with `npm run bench -- memory [--size 10k|100k|1m]`; a million vectors take 5
 * GB and some minutes, `--quick` leaves them out.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LanceIndex } from "./index/lance-index.ts";
import type { IndexEntry } from "./ports.ts";
import { ClusteredVectors, DIMENSION, nearestByScan } from "./testing/vectors.ts";

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

interface Size {
  name: string;
  vectors: number;
  searches: number;
  /** With which recall is measured: each costs a scan of everything. */
  scans: number;
}

const SIZES: readonly Size[] = [
  { name: "10k", vectors: 10_000, searches: 1_000, scans: 100 },
  { name: "100k", vectors: 100_000, searches: 1_000, scans: 50 },
  { name: "1m", vectors: 1_000_000, searches: 500, scans: 15 },
];
/** As SyncedIndex puts them in. */
const PAGE = 2_000;
const WARM_UP = 20;
/** As a search of a page asks for them. */
const CANDIDATES = 100;
const TOP = 10;
const AIM_P99_MS = 20;
const MODEL = "bench";
const LONGEST_MS = 3_600_000;

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  const wanted = options["size"];
  const sizes = SIZES.filter(({ name, vectors }) =>
    wanted === undefined ? !quick || vectors < 1_000_000 : name === wanted,
  );
  const results: Result[] = [];
  for (const size of sizes) results.push(...(await measure(size)));
  return {
    results,
    notes: [
      `${DIMENSION} numbers a vector, mixtures of 1,000 directions with noise; the ${CANDIDATES} nearest of one person's table, one search at a time`,
      "insert: pages of 2,000 through the process, without building the index; build: the index alone, from 20,000 vectors on",
      "scan: a loop over one Float32Array on the main thread, without sorting; the limit that the ratios are of",
      `recall: share of the exact ${TOP} nearest among the first ${TOP} found`,
    ],
  };
}

async function measure({ name, vectors: count, searches, scans }: Size): Promise<Result[]> {
  const directory = await mkdtemp(join(tmpdir(), "trajectory-memory-bench-"));
  const index = new LanceIndex({ directory, timeoutMs: LONGEST_MS, idleMs: LONGEST_MS });
  try {
    const source = new ClusteredVectors(20_261_124);
    const all = source.make(count);
    const queries = source.make(searches + WARM_UP);
    const user = "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10";
    const insertMs = await timed(() => putAll(index, user, all, count));
    const buildMs = await timed(() => index.build(user, MODEL, true));
    const times: number[] = [];
    const found: number[][] = [];
    for (let i = 0; i < searches + WARM_UP; i++) {
      const query = queries.slice(i * DIMENSION, (i + 1) * DIMENSION);
      const startedAt = performance.now();
      const neighbours = await index.nearest(user, MODEL, query, {}, CANDIDATES);
      if (i < WARM_UP) continue;
      times.push(performance.now() - startedAt);
      if (found.length < scans) found.push(neighbours.slice(0, TOP).map(({ n }) => n - 1));
    }
    const scanned = found.map((top, i) => {
      const query = queries.subarray((WARM_UP + i) * DIMENSION, (WARM_UP + i + 1) * DIMENSION);
      const { ms, nearest } = nearestByScan(all, query, TOP);
      return { ms, hits: nearest.filter((one) => top.includes(one)).length };
    });
    const scanP50 = quantile(
      scanned.map(({ ms }) => ms),
      0.5,
    );
    const scanP99 = quantile(
      scanned.map(({ ms }) => ms),
      0.99,
    );
    const p50 = quantile(times, 0.5);
    const p99 = quantile(times, 0.99);
    const recall = scanned.reduce((sum, { hits }) => sum + hits, 0) / (TOP * scanned.length);
    const SCAN = "scan of a Float32Array in the same run";
    return [
      { metric: `insert_per_s_${name}`, value: (count / insertMs) * 1_000, unit: "vectors/s" },
      ...(count < 20_000 ? [] : [{ metric: `index_build_s_${name}`, value: buildMs / 1_000, unit: "s" }]),
      { metric: `search_p50_ms_${name}`, value: p50, unit: "ms", ratio: p50 / scanP50, of: SCAN },
      name === "100k"
        ? {
            metric: `search_p99_ms_${name}`,
            value: p99,
            unit: "ms",
            ratio: p99 / AIM_P99_MS,
            of: `aim ${AIM_P99_MS} ms`,
          }
        : { metric: `search_p99_ms_${name}`, value: p99, unit: "ms", ratio: p99 / scanP99, of: SCAN },
      { metric: `scan_p50_ms_${name}`, value: scanP50, unit: "ms" },
      { metric: `scan_p99_ms_${name}`, value: scanP99, unit: "ms" },
      { metric: `recall_at_10_${name}`, value: recall, unit: "1", ratio: recall, of: "exact scan" },
    ];
  } finally {
    await index.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function putAll(index: LanceIndex, user: string, all: Float32Array, count: number): Promise<void> {
  for (let from = 0; from < count; from += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, count - from) }, (_, i): IndexEntry => {
      const at = from + i;
      const vector = all.subarray(at * DIMENSION, (at + 1) * DIMENSION);
      return { n: at + 1, version: 1, at, kind: "note", source: { kind: "note", id: "n" }, vector };
    });
    await index.put(user, MODEL, page, true);
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
