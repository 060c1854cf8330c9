/** What many rounds say together. */
import { percentile } from "../load/harness.ts";
import type { RoundResult } from "./commands/rounds.ts";
import type { RunResult } from "./signals/runs.ts";

interface Spread {
  rounds: number;
  p50: number;
  p99: number;
  max: number;
}

export interface CommandFigures {
  mode: "commands";
  seed: number;
  rounds: number;
  failedSeeds: number[];
  acknowledged: number;
  /** From kill -9 of a node until the last user is served by another, ms; without what struck at the same time. */
  failover_p50_ms: number | null;
  failover_p99_ms: number | null;
  /** The longest that a user waits for an answer while a node stops as planned, ms. */
  handover_p50_ms: number | null;
  handover_p99_ms: number | null;
  node_memory_mb_max: number;
  /** From the strike until everybody is served, ms, by what struck. */
  back_ms: Record<string, Spread>;
}

export function commandFigures(seed: number, results: readonly RoundResult[]): CommandFigures {
  const well = results.filter(({ complaints }) => complaints.length === 0);
  const byStrikes = Map.groupBy(well, ({ strikes }) => strikes.join("+"));
  const failover = spread(byStrikes.get("node_kill")?.map(({ backMs }) => backMs) ?? []);
  const handover = spread(byStrikes.get("node_stop")?.flatMap(({ handoverMs }) => handoverMs ?? []) ?? []);
  return {
    mode: "commands",
    seed,
    rounds: results.length,
    failedSeeds: results.filter(({ complaints }) => complaints.length > 0).map((result) => result.seed),
    acknowledged: results.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    failover_p50_ms: failover?.p50 ?? null,
    failover_p99_ms: failover?.p99 ?? null,
    handover_p50_ms: handover?.p50 ?? null,
    handover_p99_ms: handover?.p99 ?? null,
    node_memory_mb_max: largest(results),
    back_ms: Object.fromEntries(
      [...byStrikes].flatMap(([name, rounds]) => {
        const of = spread(rounds.map(({ backMs }) => backMs));
        return of === undefined ? [] : [[name, of] as const];
      }),
    ),
  };
}

export interface SignalFigures {
  mode: "signals";
  seed: number;
  rounds: number;
  failedSeeds: number[];
  sessions: number;
  captured: number;
  stored: number;
  dropped: number;
  node_memory_mb_max: number;
  /** Rounds by what struck in them. */
  strikes: Record<string, number>;
}

export function signalFigures(seed: number, results: readonly RunResult[]): SignalFigures {
  const strikes: Record<string, number> = {};
  for (const name of results.flatMap((result) => result.strikes)) strikes[name] = (strikes[name] ?? 0) + 1;
  const sum = (of: (result: RunResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  return {
    mode: "signals",
    seed,
    rounds: results.length,
    failedSeeds: results.filter(({ complaints }) => complaints.length > 0).map((result) => result.seed),
    sessions: sum(({ sessions }) => sessions),
    captured: sum(({ captured }) => captured),
    stored: sum(({ stored }) => stored),
    dropped: sum(({ dropped }) => dropped),
    node_memory_mb_max: largest(results),
    strikes,
  };
}

function largest(results: readonly { nodeMb: number }[]): number {
  return Math.round(Math.max(0, ...results.map(({ nodeMb }) => nodeMb)));
}

function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const of = (percent: number): number => Math.round(percentile(values, percent));
  return { rounds: values.length, p50: of(50), p99: of(99), max: Math.round(Math.max(...values)) };
}
