/** How commands read times, and write times and tables. */
import { UsageError } from "./usage-error.ts";

/** Whole ms since 1970. @throws UsageError that names the option */
export function instant(option: string, text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isFinite(ms)) return Math.floor(ms);
  throw new UsageError(`${option} must be a time such as 2026-11-24T08:00:00Z, not "${text}".`);
}

export function time(ms: number | undefined): string {
  return ms === undefined ? "-" : new Date(ms).toISOString();
}

/** Columns as wide as their longest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
