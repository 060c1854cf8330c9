/**
 * The dashboard in headless Chromium, against the whole product: how fast it is there, how fast it changes rooms, what
 * its charts cost beside uPlot alone, how a stored session of two hours is scrubbed, whether its memory stays flat, how a graph of 2,000 skills moves, and what
 * Lighthouse says of each room.
 *
 *   npm run bench -- web                        all parts, about eight minutes; --quick leaves replay, memory and lighthouse out
 *   npm run bench -- web --part charts,memory   only these; each takes under 150 seconds
 *   npm run bench -- web --part lighthouse --install   fetches Lighthouse first, outside of the checkout
 */
import { CHROMIUM_HINT, chromiumPath } from "../../services/chromium.ts";
import type { Args, BenchResult, Result } from "../harness.ts";
import { chartsBesideLimit, SPAN_S } from "./charts.ts";
import { firstLoads } from "./first-load.ts";
import { graphInMotion, SKILLS } from "./graph.ts";
import { judgeRooms } from "./lighthouse.ts";
import { memoryGrowth } from "./memory-growth.ts";
import { routeChanges } from "./route-changes.ts";
import { scrubBesideLimit, SESSION_S } from "./scrub.ts";
import { startVisit, type Visit } from "../../browser/visit.ts";

interface Settings {
  quick: boolean;
  executablePath: string;
  install: boolean;
}
type Part = (visit: Visit, settings: Settings) => Promise<Required<BenchResult>>;

const PARTS: Readonly<Record<string, Part>> = { load, routes, charts, replay, memory, graph, lighthouse };
const LEFT_OUT_QUICKLY = ["replay", "memory", "lighthouse"];

/** @throws TypeError for a part that there is not */
export async function run({ quick, options }: Args): Promise<BenchResult> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return { results: [], notes: [`no Chromium here: ${CHROMIUM_HINT}`] };
  const names = options["part"]?.split(",") ?? Object.keys(PARTS);
  const unknown = names.find((name) => PARTS[name] === undefined);
  if (unknown !== undefined)
    throw new TypeError(`there is no part "${unknown}"; there are ${Object.keys(PARTS).join(", ")}`);
  const left = quick && options["part"] === undefined ? LEFT_OUT_QUICKLY : [];
  const settings = { quick, executablePath, install: options["install"] === "true" };
  const outcome: Required<BenchResult> = { results: [], notes: [] };
  for (const name of names.filter((one) => !left.includes(one))) {
    console.error(name);
    await using visit = await startVisit(executablePath);
    if (outcome.notes.length === 0)
      outcome.notes.push(
        `Chromium ${visit.browser.version()}, headless, 1440 × 900; the server runs on the same machine`,
      );
    const { results, notes } = await PARTS[name]!(visit, settings);
    outcome.results.push(...results);
    outcome.notes.push(...notes);
  }
  if (left.length > 0) outcome.notes.push(`not with --quick: ${left.join(", ")}; --part asks for them`);
  return outcome;
}

async function load(visit: Visit, { quick }: Settings): Promise<Required<BenchResult>> {
  const { kilobytes, interactiveMs } = await firstLoads(visit, quick ? 2 : 5);
  return {
    results: [
      { metric: "first_load_kb", unit: "kB", ...aim(kilobytes, 250, "kB") },
      { metric: "interactive_ms", unit: "ms", value: interactiveMs },
    ],
    notes: ["interactive_ms: from an empty cache to η on the screen"],
  };
}

async function routes(visit: Visit, { quick }: Settings): Promise<Required<BenchResult>> {
  const { first, again } = await routeChanges(visit, quick ? 2 : 5);
  return {
    results: [{ metric: "route_change_ms", unit: "ms", ...aim(again, 100, "ms") }],
    notes: [
      `route_change_ms: median over the rooms once each has been seen; the first time, with its file, ${first.toFixed(0)} ms`,
    ],
  };
}

async function charts(visit: Visit, { quick }: Settings): Promise<Required<BenchResult>> {
  const seconds = quick ? 8 : 60;
  const { ours, limit } = await chartsBesideLimit(visit, seconds, quick ? 4 : 20);
  const of = "uPlot alone with 12 traces";
  return {
    results: [
      { metric: "fps", unit: "1/s", value: ours.fps, ratio: ours.fps / limit.fps, of },
      { metric: "dropped_frames_pct", unit: "%", value: ours.droppedPct },
      {
        metric: "main_thread_ms_per_s",
        unit: "ms/s",
        value: ours.mainThreadMsPerS,
        ratio: ours.mainThreadMsPerS / limit.mainThreadMsPerS,
        of,
      },
    ],
    notes: [
      `charts: 13 traces of which 9 at 100 Hz, ${SPAN_S} s wide, of a recording played in real time for ${seconds} s; main thread with layout and painting`,
      `uPlot alone, before and after: ${limit.fps.toFixed(1)} frames/s, ${limit.droppedPct.toFixed(1)} % dropped`,
    ],
  };
}

async function replay(visit: Visit, { quick }: Settings): Promise<Required<BenchResult>> {
  const seconds = quick ? 8 : 32;
  const { ours, limit, charts: shown, traces } = await scrubBesideLimit(visit, seconds);
  const of = `uPlot alone with ${traces} traces in ${shown} charts`;
  return {
    results: [
      {
        metric: "replay_scrub_fps",
        unit: "1/s",
        value: ours.drawing.fps,
        ratio: ours.drawing.fps / limit.drawing.fps,
        of,
      },
      { metric: "replay_scrub_dropped_pct", unit: "%", value: ours.drawing.droppedPct },
      {
        metric: "replay_scrub_main_thread_ms_per_s",
        unit: "ms/s",
        value: ours.drawing.mainThreadMsPerS,
        ratio: ours.drawing.mainThreadMsPerS / limit.drawing.mainThreadMsPerS,
        of,
      },
    ],
    notes: [
      `replay: a stored session of ${SESSION_S / 3_600} h, its slider dragged from end to end and back for ${seconds} s; aim 50 frames/s; ` +
        `${ours.movesPerS.toFixed(0)} moves of the hand a second, ${limit.movesPerS.toFixed(0)} with uPlot alone`,
      `uPlot alone over samples in memory, before and after: ${limit.drawing.fps.toFixed(1)} frames/s, ${limit.drawing.droppedPct.toFixed(1)} % dropped`,
    ],
  };
}

async function memory(visit: Visit): Promise<Required<BenchResult>> {
  const { before, after, course } = await memoryGrowth(visit);
  return {
    results: [{ metric: "memory_growth_mb", unit: "MB", value: after - before }],
    notes: [
      `memory: ${before.toFixed(1)} MB once all that is kept is full, then 30 minutes of feed at 20 times its speed: ` +
        `${course.map((mb) => mb.toFixed(1)).join(", ")} MB`,
    ],
  };
}

async function graph(visit: Visit, { quick }: Settings): Promise<Required<BenchResult>> {
  const { fps, droppedPct } = await graphInMotion(visit, quick ? 4 : 10);
  return {
    results: [{ metric: "graph_2000_fps", unit: "1/s", ...aim(fps, 50, "1/s") }],
    notes: [
      `graph: ${SKILLS} skills and as many connections, dragged; ${droppedPct.toFixed(1)} % of the frames dropped`,
    ],
  };
}

async function lighthouse(
  visit: Visit,
  { executablePath, install }: Settings,
): Promise<Required<BenchResult>> {
  const judged = await judgeRooms(visit, executablePath, install);
  if ("unavailable" in judged) return { results: [], notes: [judged.unavailable] };
  const { version, scores } = judged;
  const least = (of: (score: (typeof scores)[number]) => number): number => Math.min(...scores.map(of));
  return {
    results: [
      {
        metric: "lighthouse_accessibility",
        unit: "points",
        ...aim(
          least((score) => score.accessibility),
          95,
          "points",
        ),
      },
      {
        metric: "lighthouse_best_practices",
        unit: "points",
        ...aim(
          least((score) => score.bestPractices),
          95,
          "points",
        ),
      },
    ],
    notes: [
      `Lighthouse ${version}, the lowest of ${scores.length} rooms: ${scores.map((one) => `${one.room} ${one.accessibility.toFixed(0)}/${one.bestPractices.toFixed(0)}`).join(", ")}`,
      ...scores.flatMap(({ room, faults }) => faults.map((fault) => `${room}: ${fault}`)),
    ],
  };
}

function aim(value: number, limit: number, unit: string): Pick<Result, "value" | "ratio" | "of"> {
  return { value, ratio: value / limit, of: `aim ${limit} ${unit}` };
}
