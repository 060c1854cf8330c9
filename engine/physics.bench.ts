/**
 * How fast the engine is, beside the reference implementation in the same run, and what memory it takes.
 *
 *   npm run bench -- physics --json [--quick] [--reference PATH]
 *
 * PATH is reference.mjs, by default ../shared/physics/reference.mjs beside the repository; without it there are no
 * ratios.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { evidenceCase, localCase, sampleCase } from "./bench/belief-cases.ts";
import { dayTickCase, editMicroseconds, scenarioCase, snapshotCase, windowCase } from "./bench/life-cases.ts";
import { bytesPerPerson, growth, referenceBytesPerPerson } from "./bench/memory.ts";
import { type Case, type Effort, measureCase } from "./bench/measure.ts";
import type { Reference } from "./bench/reference.ts";

interface Args {
  quick: boolean;
  options: Readonly<Record<string, string>>;
}

interface Result {
  metric: string;
  value: number;
  unit: string;
  ratio?: number | undefined;
  of?: string | undefined;
}

const OF = "reference.mjs";
const UPDATES = 1_000_000;
const BYTES_PER_MB = 1e6;

export async function run({ quick, options }: Args): Promise<{ results: Result[]; notes: string[] }> {
  const found = await loadReference(options["reference"]);
  const reference = "missing" in found ? undefined : found;
  const notes = "missing" in found ? [found.missing] : [`reference: ${found.file}`];
  const results: Result[] = [];
  for (const make of CASES) {
    const item = make();
    const { ours, ratio } = measureCase(item, quick ? QUICK : FULL, reference?.module);
    results.push({ metric: item.metric, value: ours, unit: item.unit, ...against(ratio) });
    notes.push(`${item.metric}: ${item.what}`);
  }
  notes.push(...[3, 30].map(editNote));
  const bytes = bytesPerPerson(usedBytes);
  const theirs = reference && referenceBytesPerPerson(reference.module, usedBytes);
  results.push(
    { metric: "state_bytes_per_user", value: bytes, unit: "bytes", ...against(theirs && bytes / theirs) },
    { metric: "memory_growth_mb_per_million", value: growth(UPDATES, usedBytes) / BYTES_PER_MB, unit: "MB" },
  );
  notes.push(
    "state_bytes_per_user: a live LifeModel of the worked example, mean of 300, typed arrays included. Reference: " +
      "the same person as the plain objects its functions take and give",
    `memory_growth_mb_per_million: after a full collection, over ${UPDATES} windows and, in every hundredth place, ` +
      "claims, edits, evidence added and retracted, sessions and ratings",
  );
  return { results, notes };
}

function editNote(projects: number): string {
  for (let warmUp = 0; warmUp < 5; warmUp++) editMicroseconds(projects);
  const us = editMicroseconds(projects).toFixed(0);
  return `from an edit of one of ${projects} projects to the snapshot, with all arrays laid out anew: ${us} µs`;
}

function against(ratio: number | undefined): Pick<Result, "ratio" | "of"> {
  return ratio === undefined ? {} : { ratio, of: OF };
}

const FULL: Effort = { ms: 5_000, rounds: 9 };
const QUICK: Effort = { ms: 1_000, rounds: 3 };
const collectGarbage = garbageCollector();

const CASES: readonly (() => Case)[] = [
  windowCase,
  () => evidenceCase(50),
  () => evidenceCase(256),
  () => snapshotCase(3),
  () => snapshotCase(30),
  () => localCase(300),
  () => localCase(3_000),
  () => localCase(30_000),
  () => dayTickCase(200),
  () => scenarioCase(256, 91),
  () => sampleCase(50, 1_000),
];

type Found = { file: string; module: Reference } | { missing: string };

async function loadReference(path: string | undefined): Promise<Found> {
  const beside = fileURLToPath(new URL("../../shared/physics/reference.mjs", import.meta.url));
  const file = path === undefined ? beside : resolve(path);
  if (!existsSync(file)) {
    return { missing: `no reference implementation at ${file}, so no ratios: name it with --reference PATH` };
  }
  return { file, module: (await import(pathToFileURL(file).href)) as Reference };
}

function usedBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
