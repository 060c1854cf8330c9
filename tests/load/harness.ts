/**
 * What benches and evaluations share.
 *
 * To add one: write `<name>.bench.ts` (speed, memory, latency) or `<name>.eval.ts` (how good the answers are) in
 * tests/load or beside the code it measures, and export `run(args)` as below; `npm run bench -- <name>` or
 * `npm run eval -- <name>` finds it by its file name. Compare within one run: `ratio` is the value over that of the
 * limit or rival named in `of`. Say in `notes` what could not be measured and why. Progress goes to standard error.
 * With `quick` it ends in under 50 seconds. Code outside of tests/ cannot import this file: there, write the types out.
 */
export interface Args {
  /** Less data, fewer repeats: under 50 seconds. */
  quick: boolean;
  /** Further options of the command line, `--users 100` as `{ users: "100" }`, a bare `--flag` as "true". */
  options: Readonly<Record<string, string>>;
}

export interface Result {
  metric: string;
  value: number;
  unit: string;
  /** The value over that of `of`. */
  ratio?: number | undefined;
  /** The limit or rival, measured in the same run, or an aim. */
  of?: string | undefined;
}

export interface BenchResult {
  results: Result[];
  /** Settings and versions, and what could not be measured. */
  notes?: string[];
}

export type Run = (args: Args) => Promise<BenchResult>;

/** Mean of the middle two for an even number of values. @throws RangeError without values */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Linear interpolation between closest ranks; `percent` from 0 to 100. @throws RangeError without values */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) {
    throw new RangeError(`no ${percent}th percentile of ${values.length} values`);
  }
  return below + (above - below) * (rank - Math.floor(rank));
}

export interface Comparison {
  /** Medians. */
  ours: number;
  rival: number;
  /** Median of the ratios ours / rival of each round: a noisy machine moves both, but not their ratio. */
  ratio: number;
}

/** Measures two things in turn, `repeats` times, the first in a round being now the one, now the other. */
export async function compare(
  ours: () => Promise<number>,
  rival: () => Promise<number>,
  repeats: number,
): Promise<Comparison> {
  const rounds: { ours: number; rival: number }[] = [];
  for (let round = 0; round < repeats; round++) {
    if (round % 2 === 0) {
      const first = await ours();
      rounds.push({ ours: first, rival: await rival() });
    } else {
      const first = await rival();
      rounds.push({ ours: await ours(), rival: first });
    }
  }
  return {
    ours: median(rounds.map((round) => round.ours)),
    rival: median(rounds.map((round) => round.rival)),
    ratio: median(rounds.map((round) => round.ours / round.rival)),
  };
}
