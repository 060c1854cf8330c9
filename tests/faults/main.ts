/**
 * Faults over real processes, by hand: as many rounds as one likes. The plan of a round follows from its seed; how
 * processes interleave does not, so a failing seed may need several tries.
 */
import { delimiter } from "node:path";
import { parseArgs } from "node:util";
import { servicesBin } from "../services/services-folder.ts";
import { openCommandRounds } from "./commands/rounds.ts";
import { STRIKES as COMMAND_STRIKES } from "./commands/strikes.ts";
import { commandFigures, signalFigures } from "./figures.ts";
import { openSignalRuns } from "./signals/runs.ts";
import { STRIKES as SIGNAL_STRIKES } from "./signals/strikes.ts";

const USAGE = `npm run test:faults -- [--signals] [--rounds 10] [--minutes M] [--seed 1] [--strike NAME,NAME] [--story] [--json]

  --signals  phones and what they stream; default: commands
  --rounds   how many, each with the next seed
  --minutes  ends after this time at the latest
  --seed     of the first round
  --strike   what strikes in every round; default: drawn from the seed
             commands: ${COMMAND_STRIKES.join(", ")}
             signals:  ${SIGNAL_STRIKES.join(", ")}
  --story    tell what happened in every round, not only in one that fails
  --json     the figures as JSON on standard output, everything else on standard error`;

interface Choice {
  signals: boolean;
  rounds: number;
  untilMs: number;
  seed: number;
  strikes: readonly string[] | undefined;
  story: boolean;
  json: boolean;
}

interface AnyResult {
  round: number;
  seed: number;
  strikes: readonly string[];
  complaints: readonly string[];
  story: readonly string[];
}

const MOST_COMPLAINTS = 10;

function readChoice(): Choice | undefined {
  const { values } = parseArgs({
    options: {
      signals: { type: "boolean", default: false },
      rounds: { type: "string", default: "10" },
      minutes: { type: "string", default: "Infinity" },
      seed: { type: "string", default: "1" },
      strike: { type: "string" },
      story: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const rounds = Number(values.rounds);
  const seed = Number(values.seed);
  const minutes = Number(values.minutes);
  const strikes = values.strike?.split(",");
  const known: readonly string[] = values.signals ? SIGNAL_STRIKES : COMMAND_STRIKES;
  const isWrong =
    values.help ||
    !(Number.isSafeInteger(rounds) && rounds > 0 && Number.isSafeInteger(seed) && minutes > 0) ||
    strikes?.some((name) => !known.includes(name)) === true;
  if (isWrong) return undefined;
  const untilMs = performance.now() + minutes * 60_000;
  return { signals: values.signals, rounds, untilMs, seed, strikes, story: values.story, json: values.json };
}

/** Rounds until they or the time are over, or somebody stops them. */
async function repeat<Result extends AnyResult>(
  { rounds, untilMs, seed, story: always }: Choice,
  play: (seed: number) => Promise<Result>,
  describe: (result: Result) => string,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < rounds && performance.now() < untilMs && !stopping.signal.aborted; index++) {
    const result = await play(seed + index);
    results.push(result);
    const { complaints, strikes, story } = result;
    const verdict = complaints.length === 0 ? "ok" : "FAILED";
    console.error(
      `round ${result.round}  seed ${result.seed}  ${strikes.join("+").padEnd(28)} ${describe(result)}  ${verdict}`,
    );
    if (complaints.length === 0 && !always) continue;
    for (const complaint of complaints.slice(0, MOST_COMPLAINTS)) console.error(`  ${complaint}`);
    if (complaints.length > MOST_COMPLAINTS)
      console.error(`  and ${complaints.length - MOST_COMPLAINTS} more`);
    for (const line of story) console.error(`    ${line}`);
  }
  return results;
}

async function commands(choice: Choice): Promise<{ failedSeeds: number[] } | { unavailable: string }> {
  const rounds = await openCommandRounds(choice.seed);
  if ("unavailable" in rounds) return rounds;
  await using open = rounds;
  const results = await repeat(
    choice,
    (seed) => open.run(seed, choice.strikes as Parameters<typeof open.run>[1]),
    ({ backMs, longestWait, handoverMs, acknowledged }) =>
      (handoverMs === undefined ? "" : `hand-over ${seconds(handoverMs)}, `) +
      `back after ${seconds(backMs)}, longest wait ${seconds(longestWait.ms)} in ${longestWait.tries} tries (${longestWait.lastTrouble}), ${acknowledged} acknowledged`,
  );
  return commandFigures(choice.seed, results);
}

async function signals(choice: Choice): Promise<{ failedSeeds: number[] } | { unavailable: string }> {
  const runs = await openSignalRuns({ longestOutageMs: 30_000, diskMb: 1_024 });
  if ("unavailable" in runs) return runs;
  await using open = runs;
  if (open.noDisk !== undefined) console.error(`disk_full does nothing: ${open.noDisk}`);
  const results = await repeat(
    choice,
    (seed) => open.run(seed, choice.strikes as Parameters<typeof open.run>[1]),
    ({ captured, stored, dropped, tookMs }) =>
      `${captured} captured = ${stored} stored + ${dropped} dropped + ${captured - stored - dropped} of apps that vanished, ${seconds(tookMs)}`,
  );
  return signalFigures(choice.seed, results);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping.abort();
    console.error(`${signal}: the round is finished, then everything is stopped`);
  });
}
process.env["PATH"] = `${servicesBin()}${delimiter}${process.env["PATH"] ?? ""}`;
const choice = readChoice();
if (choice === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const figures = await (choice.signals ? signals(choice) : commands(choice));
  if ("unavailable" in figures) {
    console.error(figures.unavailable);
    process.exitCode = 2;
  } else {
    const text = JSON.stringify(figures, undefined, 2);
    if (choice.json) console.log(text);
    else console.error(text);
    process.exitCode = figures.failedSeeds.length === 0 ? 0 : 1;
  }
}
