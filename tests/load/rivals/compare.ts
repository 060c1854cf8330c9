/** Our rate over that of each rival, on the same machine in the same run. */
import { fileURLToPath } from "node:url";
import type { Result } from "../harness.ts";
import { installedPackages, installPackages } from "../packages.ts";
import { measure as measureRestate } from "./restate.ts";
import type { Outcome, Workload } from "./rival.ts";
import { measure as measureRivet } from "./rivet.ts";

/** 1.7 GB. */
const PACKAGES = { name: "rivals", manifest: fileURLToPath(new URL("package.json", import.meta.url)) };
const RIVALS = { restate: measureRestate, rivet: measureRivet } as const;

export interface Comparison {
  results: Result[];
  notes: string[];
}

/** `ours` in commands/s. With `install` missing packages are fetched; without it nothing is measured if `quick`. */
export async function compareWithRivals(
  { ours, ...workload }: Workload & { ours: number },
  { install, quick }: { install: boolean; quick: boolean },
): Promise<Comparison> {
  const comparison: Comparison = { results: [], notes: [] };
  const folder = await foundOrInstalled(install, quick);
  if (typeof folder !== "string") {
    comparison.notes.push(folder.unavailable);
    return comparison;
  }
  for (const [name, measure] of Object.entries(RIVALS)) {
    const outcome: Outcome = await measure(folder, workload).catch((error: unknown) => ({
      unavailable: error instanceof Error ? error.message : String(error),
    }));
    if ("unavailable" in outcome) {
      comparison.notes.push(`${name} was not measured: ${outcome.unavailable}`);
      continue;
    }
    const { commandsPerS, users, p50, p99, version, settings } = outcome;
    comparison.results.push({
      metric: `${name}_commands_per_s`,
      value: commandsPerS,
      unit: "1/s",
      ratio: ours / commandsPerS,
      of: `ours over ${version} with ${users} users`,
    });
    comparison.notes.push(
      `${version}: ${settings}; p50 ${p50.toFixed(0)} ms and p99 ${p99.toFixed(0)} ms at that rate`,
    );
  }
  return comparison;
}

async function foundOrInstalled(install: boolean, quick: boolean): Promise<string | { unavailable: string }> {
  const missing = "restate_commands_per_s and rivet_commands_per_s were not measured";
  if (quick && !install) return { unavailable: `${missing}: with --quick, --rivals asks for them` };
  const found = await installedPackages(PACKAGES);
  if (found !== undefined) return found;
  if (!install) return { unavailable: `${missing}: --rivals installs 1.7 GB outside of the checkout` };
  try {
    return await installPackages(PACKAGES);
  } catch (error) {
    return { unavailable: `${missing}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
