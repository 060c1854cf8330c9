import type { BenchResult, Result } from "./harness.ts";
import { describeMachine, type Machine } from "./machine.ts";

export interface Report extends BenchResult {
  name: string;
  machine: Machine;
  at: string;
}

/** @throws TypeError for a result that a reader could not use */
export function makeReport(name: string, outcome: BenchResult, at: Date): Report {
  for (const result of outcome.results) checkResult(result);
  if (outcome.results.length === 0 && (outcome.notes ?? []).length === 0) {
    throw new TypeError("it gives no result, and no note that says why");
  }
  return { name, machine: describeMachine(), at: at.toISOString(), ...outcome };
}

function checkResult({ metric, value, unit, ratio, of }: Result): void {
  if (typeof metric !== "string" || metric === "" || typeof unit !== "string") {
    throw new TypeError("a result needs a metric and a unit");
  }
  if (!Number.isFinite(value)) throw new TypeError(`${metric} is no number: ${value}`);
  if (ratio === undefined) return;
  if (!Number.isFinite(ratio)) throw new TypeError(`the ratio of ${metric} is no number: ${ratio}`);
  if (of === undefined) throw new TypeError(`${metric} has a ratio, but does not say of what`);
}

export function toJson(report: Report): string {
  return JSON.stringify(report);
}

export function toTable({ name, machine, at, results, notes = [] }: Report): string {
  const rows = results.map(({ metric, value, unit, ratio, of }) => [
    metric,
    number(value),
    unit,
    ratio === undefined ? "" : number(ratio),
    of ?? "",
  ]);
  const table = [["metric", "value", "unit", "ratio", "of"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const { cpu, cores, memoryGb, node, os } = machine;
  return [
    `${name}, ${at}`,
    `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${os}`,
    "",
    ...lines,
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${note}`)]),
  ].join("\n");
}

/** Four significant digits, whole numbers in full. */
function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(4)));
}
