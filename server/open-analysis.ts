/** Joins the parts of plans and analyses. */
import { setTimeout as wait } from "node:timers/promises";
import { Analyst } from "./analysis/analyst.ts";
import type { AnalysisJobs, InsightMemory } from "./analysis/ports.ts";
import { openRewriter } from "./analysis/rewrite.ts";
import type { ComputePool } from "./compute/pool.ts";
import type { ModelSettings } from "./config.ts";
import type { ActorClient } from "./gateway/actor-client.ts";
import type { Log } from "./log.ts";
import { Planner } from "./plans/planner.ts";
import type { Store } from "./store/store.ts";

export interface AnalysisParts {
  actors: ActorClient;
  compute: ComputePool;
  store: Pick<Store, "plans" | "analyses" | "history" | "signalHistory" | "interviews">;
  jobs: AnalysisJobs;
  memory: InsightMemory | undefined;
  model: ModelSettings | undefined;
  now: () => number;
  log: Log;
}

export async function openAnalysis(parts: AnalysisParts): Promise<{ planner: Planner; analyst: Analyst }> {
  const { actors, compute, store, jobs, memory, model, now, log } = parts;
  const planner = new Planner({ actors, compute, store: store.plans, now });
  const surroundings = {
    now,
    random: Math.random,
    wait: (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => undefined),
  };
  const analyst = new Analyst({
    actors,
    compute,
    history: store.history,
    signals: store.signalHistory,
    store: store.analyses,
    jobs,
    rewriter: model === undefined ? undefined : await openRewriter(model, store.interviews, surroundings),
    memory,
    keepOutcomes: (userId) => planner.keepOutcomes(userId),
    now,
    log,
  });
  return { planner, analyst };
}
