/** Reads what an analysis needs of a person: the state now and a week ago, features beside η, names. */
import type { PortfolioAnswer, SkillsPageAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { FeatureFact } from "@trajectory/engine/insights/facts.ts";
import type { Insight } from "@trajectory/engine/insights/find-insights.ts";
import { correlate } from "@trajectory/engine/signals/correlation.ts";
import type { Found } from "../compute/insights.ts";
import type { ReplayTask } from "../compute/tasks.ts";
import type { AnalysisActors, AnalysisCompute, AnalysisHistory, AnalysisSignals } from "./ports.ts";
import { en } from "./words/en.ts";
import type { Names } from "./words/write.ts";

export interface Sources {
  actors: AnalysisActors;
  compute: AnalysisCompute;
  history: AnalysisHistory;
  signals: AnalysisSignals;
}

export interface Subject {
  userId: string;
  timeZone: string;
  at: number;
  signal: AbortSignal;
  /** Share done, 0 to 1, and what comes next. */
  report: (share: number, step: string) => Promise<void>;
}

const DAY_MS = 86_400_000;
const COMPARED_DAYS = 7;
const SIGNAL_DAYS = 60;
/** Events read from the log at once: some milliseconds of the event loop. */
const PAGE = 500;

export async function findIn(sources: Sources, subject: Subject): Promise<Found> {
  const { userId, at, signal, report } = subject;
  const answer = await sources.actors.queryBytes(userId, "life", "model");
  await report(0.1, "A week ago");
  const replayed = await replay(sources, subject, "state", [at - COMPARED_DAYS * DAY_MS]);
  const { seq } = read(replayed) as { seq: number };
  await report(0.4, "Signals beside η");
  const features = await featuresBesideEta(sources, subject);
  await report(0.7, "Insights");
  const found = await sources.compute.run(
    {
      kind: "insights",
      answer,
      // Before the first event there was nobody to compare with.
      ...(seq === 0 ? {} : { before: replayed }),
      days: COMPARED_DAYS,
      features,
    },
    { owner: userId, signal },
  );
  await report(0.8, "Words");
  return read(found) as Found;
}

async function featuresBesideEta(sources: Sources, subject: Subject): Promise<FeatureFact[]> {
  const { userId, timeZone: tz, at } = subject;
  const from = at - SIGNAL_DAYS * DAY_MS;
  const periods = await sources.signals.summary(userId, { by: "day", tz, from, to: at });
  if (periods.length === 0) return [];
  const times = periods.map(({ to }) => Math.min(to - 1, at));
  const { points } = read(await replay(sources, subject, "history", times)) as {
    points: { eta: { value: number | null } }[];
  };
  const pairs = new Map<string, [number, number][]>();
  for (const [i, { features }] of periods.entries()) {
    const eta = points[i]?.eta.value ?? null;
    if (eta === null) continue;
    for (const { feature, kind, mean } of features) {
      const id = `${kind}-${feature}`;
      // Those that have a name for people; the others are steps on the way to them.
      if (!Object.hasOwn(en.features, id)) continue;
      pairs.set(id, [...(pairs.get(id) ?? []), [mean, eta]]);
    }
  }
  return [...pairs].flatMap(([id, ofFeature]): FeatureFact[] => {
    const { n, r, interval } = correlate(ofFeature);
    if (r === undefined || interval === undefined) return [];
    return [{ id, days: n, r, ...interval }];
  });
}

async function replay(
  { compute, history }: Sources,
  { userId, signal }: Subject,
  shape: ReplayTask["shape"],
  times: number[],
): Promise<Uint8Array> {
  const from = await history.snapshotBefore(userId, times[0] ?? 0);
  return compute.run(
    { kind: "replay", userId, times, shape, ...(from === undefined ? {} : { from }) },
    { owner: userId, signal, nextPage: (afterSeq) => history.events(userId, afterSeq, PAGE) },
  );
}

/** Of what the insights mention; of skills one by one, for there may be thousands. */
export async function namesFor(
  actors: AnalysisActors,
  userId: string,
  insights: readonly Insight[],
): Promise<Names> {
  const { projects, constraints } = await actors.query<PortfolioAnswer>(userId, "life", "portfolio");
  const skills = new Map<string, string>();
  for (const { entity, id } of insights.flatMap(({ mentions }) => mentions)) {
    if (entity !== "skill" || skills.has(id)) continue;
    const page = await actors.query<SkillsPageAnswer>(userId, "skills", "page", { from: id, limit: 1 });
    const [skill] = page.skills;
    if (skill?.id === id) skills.set(id, skill.name);
  }
  const named = (list: readonly { id: string; name: string }[]) => {
    return new Map(list.map(({ id, name }) => [id, name]));
  };
  return { project: named(projects), constraint: named(constraints), skill: skills };
}

function read(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
