/** What the present forces lead to if nothing changes: closed forms and the first passage, for display. */
import { PACE_SIZE, predictPace } from "../forces/pace.ts";
import { probabilityAbove } from "../forces/escape.ts";
import { escapeTime } from "../forces/escape-time.ts";
import type { ForcesWorkspace } from "../forces/workspace.ts";
import { completionProbability, meanCompletionWeeks, type WorkLeft } from "./closed-forms.ts";
import { passageProbability, simulatePassage } from "./first-passage.ts";

const BAND_WEEKS = [0, 2, 4, 8, 13] as const;
const PASSAGE_WEEKS = [4, 8, 13, 26] as const;
const PASSAGE = { paths: 2_048, step: 1 / 7, horizon: 26 } as const;

/** Velocity and P(η > 1) at one time, if hours, skills and demand stay as they are. */
export interface BandPoint {
  weeks: number;
  /** eh/wk */
  velocity: number;
  sd: number;
  pEscape: number;
}

export interface ProjectOutlook {
  id: string;
  /** eh/wk after gravity's share. */
  netPace: number;
  /** Null when the work is not going anywhere. */
  meanWeeks: number | null;
  /** Null without deadline. */
  pByDeadline: number | null;
  pBy13Weeks: number;
}

export interface Outlook {
  /** Weeks until η = 1 without luck; null: not with the present plan. */
  escapeWeeks: number | null;
  band: BandPoint[];
  /** Probability that η has reached 1 at least once by then. */
  reached: { weeks: number; probability: number }[];
  projects: ProjectOutlook[];
}

/** `seed` fixes the luck of the first passage. Takes up to 60 ms: for a worker. */
export function readOutlook(ws: ForcesWorkspace, seed: number): Outlook {
  return {
    escapeWeeks: escapeTime(ws.eta, ws.etaInf, ws.timeConstant),
    band: BAND_WEEKS.map((weeks) => bandPoint(ws, weeks)),
    reached: reachedBy(ws, seed),
    projects: ws.entities.projects.map((_, p) => projectOutlook(ws, p)),
  };
}

/** S = Σ(0.15·c_p·û_p)²: variance of v once it has settled. */
export function stationaryVariance(ws: ForcesWorkspace): number {
  let variance = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    variance += (ws.relevance[p]! * ws.k.paceCv * ws.attainable[p]!) ** 2;
  }
  return variance;
}

/** Marginal distribution of v from the prediction of 3.5. */
export function bandPoint(ws: ForcesWorkspace, weeks: number): BandPoint {
  const pace = ws.pace.slice();
  const decay = Math.exp(-weeks / ws.timeConstant);
  let velocity = 0;
  let variance = 0;
  for (let p = 0; p < ws.projectCount; p++) {
    const at = p * PACE_SIZE;
    predictPace(pace, at, ws.attainable[p]!, decay, ws.k);
    velocity += ws.relevance[p]! * pace[at]!;
    variance += ws.relevance[p]! ** 2 * pace[at + 2]!;
  }
  return {
    weeks,
    velocity,
    sd: Math.sqrt(variance),
    pEscape: probabilityAbove(velocity, ws.escapeVelocity, variance + ws.varD),
  };
}

function reachedBy(ws: ForcesWorkspace, seed: number): Outlook["reached"] {
  if (ws.v >= ws.escapeVelocity) return PASSAGE_WEEKS.map((weeks) => ({ weeks, probability: 1 }));
  const hits = simulatePassage(
    {
      start: ws.v,
      mean: ws.vInf,
      variance: stationaryVariance(ws),
      timeConstant: ws.timeConstant,
      level: ws.escapeVelocity,
    },
    { ...PASSAGE, seed },
  );
  return PASSAGE_WEEKS.map((weeks) => ({
    weeks,
    probability: passageProbability(hits, PASSAGE.paths, weeks),
  }));
}

/** Net pace n = w_p − g·h_p/Σh and scatter σ² = 2τ(0.15û)². */
export function workLeft(ws: ForcesWorkspace, p: number): WorkLeft {
  const share = ws.totalHours > 0 ? ws.hours[p]! / ws.totalHours : 0;
  return {
    remaining: ws.remaining[p]!,
    netPace: ws.pace[p * PACE_SIZE]! - ws.gravity * share,
    variance: 2 * ws.timeConstant * (ws.k.paceCv * ws.attainable[p]!) ** 2,
  };
}

function projectOutlook(ws: ForcesWorkspace, p: number): ProjectOutlook {
  const work = workLeft(ws, p);
  const hasDeadline = !Number.isNaN(ws.deadline[p]!);
  return {
    id: ws.entities.projects[p]!.id,
    netPace: work.netPace,
    meanWeeks: meanCompletionWeeks(work),
    pByDeadline: hasDeadline ? completionProbability(work, ws.weeksLeft[p]!) : null,
    pBy13Weeks: completionProbability(work, 13),
  };
}
