/** What analyses need of their neighbours; main.ts hands it in. */
import type {
  LifeStateAnswer,
  PortfolioAnswer,
  QueryAnswer,
  SkillsPageAnswer,
} from "@trajectory/actors/runtime/queries.ts";
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { Insight } from "@trajectory/engine/insights/find-insights.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { Found } from "../compute/insights.ts";
import type { NextPage, Task } from "../compute/tasks.ts";
import type { Memory } from "../memory/memory.ts";
import type { Texts } from "./words/write.ts";

export interface AnalysisActors {
  /** @throws ProtocolError */
  query<Answer extends QueryAnswer & (LifeStateAnswer | PortfolioAnswer | SkillsPageAnswer)>(
    userId: string,
    actor: ActorName,
    name: string,
    body?: object,
  ): Promise<Answer>;
  /** @throws ProtocolError */
  queryBytes(userId: string, actor: ActorName, name: string): Promise<Uint8Array>;
}

export interface AnalysisCompute {
  run(task: Task, options: { owner: string; signal?: AbortSignal; nextPage?: NextPage }): Promise<Uint8Array>;
}

export interface AnalysisHistory {
  events(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]>;
  snapshotBefore(userId: string, at: number): Promise<StoredSnapshot | undefined>;
}

export interface AnalysisSignals {
  summary(
    userId: string,
    request: { by: "day"; tz: string; from: number; to: number },
  ): Promise<{ to: number; features: { feature: string; kind: string; mean: number }[] }[]>;
}

export type InsightMemory = Pick<Memory, "store">;

/** An insight with its words. */
export type WordedInsight = Insight & {
  texts: Texts;
  /** Of the language model that worded it; null: the words are the template's. */
  wordedBy: string | null;
};

export type AnalysisResult = Omit<Found, "insights"> & {
  insights: WordedInsight[];
  /** What the person should know of how it was made. */
  notices: string[];
};

export interface KeptAnalysis {
  /** Of its job. */
  id: string;
  madeAt: number;
  timeZone: string;
  result: AnalysisResult;
}

export interface AnalysisStore {
  /** A second one under the same id takes its place. */
  keep(userId: string, analysis: KeptAnalysis): Promise<void>;
  find(userId: string, id: string): Promise<KeptAnalysis | undefined>;
  newest(userId: string): Promise<KeptAnalysis | undefined>;
  /** As the person has set it. */
  timeZone(userId: string): Promise<string | undefined>;
  /** It is the person's setting from now on, if there is none. */
  suggestTimeZone(userId: string, timeZone: string): Promise<void>;
  /** Those of all people. */
  timeZones(): Promise<string[]>;
  /** People of the time zone who have entered something and whose day has had no analysis. */
  due(timeZone: string, localDay: string, limit: number): Promise<string[]>;
  markDay(userId: string, localDay: string): Promise<void>;
}

export interface AnalysisJobs {
  add(kind: string, userId: string, subject: string): Promise<Job>;
  /** @throws ProtocolError `not_found` */
  find(userId: string, id: string): Promise<Job>;
  newest(userId: string, kind: string, subject: string): Promise<Job | undefined>;
  /** @throws ProtocolError `not_found`, `command_refused` when it is over */
  cancel(userId: string, id: string): Promise<Job>;
}
