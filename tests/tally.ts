/** What became of a run of tests, and how a person and a machine are told. */
import type { TestModule, TestResult, TestSuite } from "vitest/node";

export interface Skip {
  test: string;
  /** What would enable it. */
  enable: string;
}

export interface Tally {
  passed: number;
  /** Names of failed tests, and of files and suites that failed outside of any test. */
  failed: string[];
  skipped: Skip[];
  /** Names of what failed, and passed when its file was run again. */
  unsteady: string[];
}

/** A part that tests need: tests that name it and are skipped wait for it. */
export interface Need {
  names: RegExp;
  enable: string;
}

export function newTally(): Tally {
  return { passed: 0, failed: [], skipped: [], unsteady: [] };
}

export interface Looked {
  needs: readonly Need[];
  /** Only tests of such a name were asked for; the others do not count. */
  wanted: RegExp | undefined;
}

export function countModule(tally: Tally, project: string, module: TestModule, looked: Looked): void {
  const file = `${project} ${module.relativeModuleId}`;
  const groups: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()];
  const broken = groups.filter((group) => group.errors().length > 0);
  for (const group of broken) {
    tally.failed.push(group.type === "module" ? file : `${file} > ${group.fullName}`);
  }
  for (const test of module.children.allTests()) {
    const name = `${file} > ${test.fullName}`;
    // Vitest matches names joined by spaces.
    if (looked.wanted?.test(test.fullName.replaceAll(" > ", " ")) === false) continue;
    const result = test.result();
    if (result.state === "passed") tally.passed++;
    else if (result.state === "failed") tally.failed.push(name);
    else {
      const held = broken.some(
        (group) => group.type === "module" || test.fullName.startsWith(group.fullName),
      );
      const enable = held
        ? "repair what failed before it in the same file"
        : reason(name, result, looked.needs);
      tally.skipped.push({ test: name, enable });
    }
  }
}

/** Counts the tests of a module that was looked at but not run. */
export function countNotRun(tally: Tally, project: string, module: TestModule, enable: string): void {
  if (module.errors().length > 0) tally.failed.push(`${project} ${module.relativeModuleId}`);
  for (const test of module.children.allTests()) {
    tally.skipped.push({ test: `${project} ${module.relativeModuleId} > ${test.fullName}`, enable });
  }
}

function reason(name: string, result: TestResult, needs: readonly Need[]): string {
  const note = result.state === "skipped" ? result.note : "the run was interrupted";
  return note ?? needs.find((need) => need.names.test(name))?.enable ?? "it does not say; see the test";
}

/** The report's end; its last line is the one that machines read. */
export function closingLines({ passed, failed, skipped, unsteady }: Tally): string[] {
  const lines: string[] = [];
  for (const [enable, tests] of Map.groupBy(skipped, (skip) => skip.enable)) {
    lines.push(`Skipped ${tests.length}. To enable: ${enable}`);
    for (const { test } of tests) lines.push(`  ${test}`);
  }
  if (unsteady.length > 0) lines.push(`Passed only when run again ${unsteady.length}:`);
  for (const name of unsteady) lines.push(`  ${name}`);
  if (failed.length > 0) lines.push(`Failed ${failed.length}:`);
  for (const name of failed) lines.push(`  ${name}`);
  lines.push(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return lines;
}
