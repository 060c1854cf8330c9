import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Args, Run } from "./harness.ts";
import { makeReport, toJson, toTable } from "./report.ts";

export type Kind = "bench" | "eval";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LEFT_OUT = new Set(["node_modules", "dist", ".git", ".trajectory"]);

export interface MeasureCommand {
  name: string | undefined;
  json: boolean;
  args: Args;
}

/** Everything but the name, `--json` and `--quick` is handed on: `--users 100`, `--users=100`, `--flag`. */
export function parseCommand(argv: readonly string[]): MeasureCommand {
  const words = [...argv];
  const options: Record<string, string> = {};
  let name: string | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith("--")) {
      if (name !== undefined) throw new TypeError(`one name at a time, not also "${word}"`);
      name = word;
      continue;
    }
    const [key = "", value] = word.slice(2).split(/=(.*)/s);
    const next = words[0];
    if (value !== undefined) options[key] = value;
    else if (key === "json" || key === "quick" || next === undefined || next.startsWith("--"))
      options[key] = "true";
    else options[key] = words.shift() ?? "";
  }
  const { json, quick, ...rest } = options;
  return { name, json: json === "true", args: { quick: quick === "true", options: rest } };
}

/** Files by name. @throws Error when two have the same name */
export function findMeasures(kind: Kind, root = ROOT): Map<string, string> {
  const found = new Map<string, string>();
  const files = globSync(`**/*.${kind}.ts`, { cwd: root, exclude: (path) => LEFT_OUT.has(basename(path)) });
  for (const file of files.toSorted()) {
    const name = basename(file, `.${kind}.ts`);
    const other = found.get(name);
    if (other !== undefined) throw new Error(`${other} and ${file} have the same name: rename one`);
    found.set(name, file);
  }
  return found;
}

/** Runs one and prints its report; gives the exit code. */
export async function measure(kind: Kind, argv: readonly string[], root = ROOT): Promise<number> {
  // Whatever a measured part prints belongs to the progress; standard output is for the report alone.
  console.log = console.error;
  try {
    const { name, json, args } = parseCommand(argv);
    const known = findMeasures(kind, root);
    const file = known.get(name ?? "");
    if (name === undefined || file === undefined) {
      console.error(name === undefined ? `Say which ${kind}:` : `There is no ${kind} "${name}". There are:`);
      for (const [each, path] of known) console.error(`  ${each}  (${path})`);
      return 2;
    }
    const module: unknown = await import(pathToFileURL(join(root, file)).href);
    if (!hasRun(module)) throw new TypeError(`${file} exports no function run(args)`);
    const startedAt = new Date();
    const report = makeReport(name, await module.run(args), startedAt);
    process.stdout.write(`${json ? toJson(report) : toTable(report)}\n`);
    console.error(`took ${((Date.now() - startedAt.getTime()) / 1_000).toFixed(1)} s`);
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

function hasRun(module: unknown): module is { run: Run } {
  return typeof module === "object" && module !== null && "run" in module && typeof module.run === "function";
}
