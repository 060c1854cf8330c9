/**
 * `npm test`: the unit, integration and browser tests, with what they share started once.
 *
 *   npm test                                     everything
 *   npm test -- --project unit engine/belief     one project (repeatable), files whose path holds the words
 *   npm test -- -t "queue group"                 tests whose name matches
 *
 * A file of integration or browser tests that fails is run once more, in a process of its own: what passes then is
 * named as unsteady. Missing parts (TimescaleDB, nats-server, Chromium) skip the tests that need them, each named at the end together
 * with what would enable it. The last line is `N passed, N failed, N skipped`; the exit code is 1 on a failure.
 */
import { delimiter } from "node:path";
import { parseArgs } from "node:util";
import { findNatsBinary } from "@trajectory/server/bus/nats-binary.ts";
import { createVitest, type Reporter, type SerializedError, startVitest, type TestModule } from "vitest/node";
import { CHROMIUM_HINT, chromiumPath } from "./services/chromium.ts";
import { servicesBin } from "./services/services-folder.ts";
import { startTimescale } from "./services/timescale.ts";
import {
  closingLines,
  countModule,
  countNotRun,
  type Looked,
  type Need,
  newTally,
  type Tally,
} from "./tally.ts";

const PROJECTS = ["unit", "integration", "browser"] as const;
type Project = (typeof PROJECTS)[number];

/** When more files fail, something is broken and not unsteady. */
const MOST_RUN_AGAIN = 4;
const PROCESS_DIED = "[vitest-pool]: Worker";

interface Choice {
  projects: readonly Project[];
  filters: string[];
  options: { root?: string; testNamePattern?: string };
}

async function main(): Promise<number> {
  const choice = readChoice();
  const tally = newTally();
  await using stack = new AsyncDisposableStack();
  const onSignal = (signal: NodeJS.Signals): void => {
    console.error(`\n${signal}: stopping what the tests share`);
    void stack.disposeAsync().finally(() => process.exit(130));
  };
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);

  const needs = choice.projects.includes("integration") ? await startShared(stack) : [];
  for (const project of choice.projects) {
    console.log(`\n${project} tests`);
    if (project === "browser" && chromiumPath() === undefined) {
      await listProject(project, choice, CHROMIUM_HINT, tally);
    } else {
      await runProject(project, choice, needs, tally);
    }
  }
  if (tally.passed + tally.failed.length + tally.skipped.length === 0) tally.failed.push("no test was run");
  console.log(`\n${closingLines(tally).join("\n")}`);
  return tally.failed.length === 0 ? 0 : 1;
}

function readChoice(): Choice {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: "string", multiple: true },
      root: { type: "string" },
      testNamePattern: { type: "string", short: "t" },
    },
  });
  const { project: wanted = [...PROJECTS], ...options } = values;
  const unknown = wanted.find((name) => !PROJECTS.some((project) => project === name));
  if (unknown !== undefined)
    throw new Error(`There is no project "${unknown}"; there are ${PROJECTS.join(", ")}.`);
  return { projects: PROJECTS.filter((project) => wanted.includes(project)), filters: positionals, options };
}

/** Servers for the integration tests, told to them by the environment; what is missing becomes a reason to skip. */
async function startShared(stack: AsyncDisposableStack): Promise<Need[]> {
  process.env["PATH"] = `${servicesBin()}${delimiter}${process.env["PATH"] ?? ""}`;
  const needs: Need[] = [];
  const nats = await findNatsBinary({ dataDir: ".trajectory", allowInstall: false, log: () => {} });
  if ("missing" in nats) needs.push({ names: /nats/i, enable: nats.missing });
  console.log("missing" in nats ? "nats-server: none" : `nats-server: ${nats.version} at ${nats.path}`);
  if (process.env["TIMESCALE_URL"] !== undefined) return needs;
  const timescale = await startTimescale();
  if ("unavailable" in timescale) {
    console.log("TimescaleDB: none");
    needs.push({ names: /timescale/i, enable: `set TIMESCALE_URL, or ${timescale.unavailable}` });
    return needs;
  }
  stack.defer(() => timescale.stop());
  process.env["TIMESCALE_URL"] = timescale.url;
  console.log(`TimescaleDB: ${new URL(timescale.url).host}`);
  return needs;
}

async function runProject(
  project: Project,
  choice: Choice,
  needs: readonly Need[],
  tally: Tally,
): Promise<void> {
  const { testNamePattern } = choice.options;
  const wanted = testNamePattern === undefined ? undefined : new RegExp(testNamePattern);
  const looked: Looked = { needs, wanted };
  const first = await runFiles(project, choice, choice.filters);
  const again =
    project === "unit"
      ? []
      : first.modules.filter((module) => module.state() !== "passed" && module.state() !== "skipped");
  if (again.length === 0 || again.length > MOST_RUN_AGAIN) {
    countRun(tally, project, first, looked);
    return;
  }
  const before = newTally();
  for (const module of first.modules)
    countModule(again.includes(module) ? before : tally, project, module, looked);
  for (const error of first.errors) {
    if (error.message.startsWith(PROCESS_DIED)) before.failed.push(errorName(project, error));
    else tally.failed.push(errorName(project, error));
  }
  console.log(`\nRun again: ${again.map((module) => module.relativeModuleId).join(", ")}`);
  const second = await runFiles(
    project,
    choice,
    again.map((module) => module.moduleId),
  );
  countRun(tally, project, second, looked);
  tally.unsteady.push(...before.failed.filter((name) => !tally.failed.includes(name)));
}

interface Run {
  modules: readonly TestModule[];
  errors: readonly SerializedError[];
}

async function runFiles(project: Project, choice: Choice, filters: string[]): Promise<Run> {
  let run: Run = { modules: [], errors: [] };
  const keeper: Reporter = {
    onTestRunEnd(modules, errors) {
      run = { modules, errors };
    },
  };
  const vitest = await startVitest(filters, {
    ...choice.options,
    project: [project],
    watch: false,
    passWithNoTests: true,
    reporters: ["default", keeper],
  });
  await vitest.close();
  return run;
}

function countRun(tally: Tally, project: Project, { modules, errors }: Run, looked: Looked): void {
  for (const module of modules) countModule(tally, project, module, looked);
  for (const error of errors) tally.failed.push(errorName(project, error));
}

function errorName(project: Project, error: SerializedError): string {
  return `${project}, outside of tests: ${error.message}`;
}

async function listProject(project: Project, choice: Choice, enable: string, tally: Tally): Promise<void> {
  const vitest = await createVitest({ ...choice.options, project: [project], watch: false });
  const { testModules } = await vitest.collect(choice.filters);
  for (const module of testModules) countNotRun(tally, project, module, enable);
  await vitest.close();
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
