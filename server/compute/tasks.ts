/**
 * What the compute threads do; both ends import this file. Whatever may be large travels as the bytes of its JSON
 * text, which are handed over without a copy: reading and writing it is the thread's work.
 */
import type { StoredSnapshot } from "@trajectory/actors/runtime/ports.ts";
import type { Scenario } from "@trajectory/engine/dynamics/actions.ts";
import type { FeatureFact } from "@trajectory/engine/insights/facts.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Ask } from "./questions.ts";

/** JSON in UTF-8. */
export type JsonBytes = Uint8Array<ArrayBuffer>;

/** Simulates scenarios of one person. */
export interface SimulateTask {
  kind: "simulate";
  /** What the actors answered: to `life.get.model` where skills are practised that no project requires. */
  source: "forces" | "model";
  answer: Uint8Array;
  scenarios: Scenario[];
  paths: number;
  days: number;
  seed: number;
}

/** Takes the belief of one skill apart; `answer` is that of the actors to `life.get.model`. */
export interface BeliefTask {
  kind: "belief";
  answer: Uint8Array;
  skillId: string;
}

/**
 * Rebuilds a person from the log, page by page (`nextPage` of the options), and reads the state after the last event
 * at or before each time.
 */
export interface ReplayTask {
  kind: "replay";
  userId: string;
  /** Of before the first time; without one, or where it does not fit, the log is read from its first event. */
  from?: StoredSnapshot;
  /** ms since the Unix epoch, rising. */
  times: number[];
  /** The whole state or everything entered at the one time, or what a chart over all times needs. */
  shape: "state" | "portfolio" | "history";
}

/** Explains η event by event, over a time. */
export interface ChangesTask {
  kind: "changes";
  userId: string;
  /** As in ReplayTask. */
  from?: StoredSnapshot;
  /** ms since the Unix epoch: events after the one and up to the other. */
  after: number;
  upTo: number;
  /** The newest so many are told. */
  most: number;
}

/** Rebuilds a person up to an event; the answer is a Rebuilt of rebuild.ts. */
export interface RebuildTask {
  kind: "rebuild";
  userId: string;
  /** As in ReplayTask. */
  from?: StoredSnapshot;
  toSeq: number;
  /** Seqs at which the hash of the state is wanted. */
  hashAt: number[];
}

/** One of the stateless questions; the body is checked in the thread. */
export interface ModelTask {
  kind: "model";
  ask: Ask;
  body: Uint8Array;
  /** Time of a life that names none, ms since the Unix epoch. */
  now: number;
}

/** Makes a plan; `answer` is that of the actors to `life.get.model`. The answer is a PlanAnswer of plan.ts. */
export interface PlanTask {
  kind: "plan";
  answer: Uint8Array;
  /** h/wk that it may ask at most. */
  mostHours: number;
  /** Unsigned 32-bit. */
  seed: number;
}

/** Finds what stands out; `answer` as in PlanTask. The answer is Found of insights.ts. */
export interface InsightsTask {
  kind: "insights";
  answer: Uint8Array;
  /** What a ReplayTask of one state answered; absent: nothing was known then. */
  before?: Uint8Array;
  /** Between the two. */
  days: number;
  features: FeatureFact[];
}

export type Task =
  | SimulateTask
  | BeliefTask
  | ReplayTask
  | ChangesTask
  | RebuildTask
  | ModelTask
  | PlanTask
  | InsightsTask;

/** Tasks that may take seconds. They leave one thread free for the others. */
export const LONG: ReadonlySet<Task["kind"]> = new Set(["simulate", "replay", "changes", "rebuild", "plan"]);

export interface Order {
  kind: "order";
  id: number;
  task: Task;
  /** One Int32; 1 asks the thread to give up. */
  cancel: SharedArrayBuffer;
}

/** The next page of the log that the thread asked for; empty when there is none. */
export interface Page {
  kind: "page";
  events: EventRecord[];
}

export type Report =
  | { id: number; progress: number }
  | { id: number; wantsPage: { afterSeq: number } }
  | { id: number; done: JsonBytes }
  /** `stack` only where the fault is ours. */
  | { id: number; failed: ErrorBody; stack?: string }
  | { id: number; cancelled: true };

/** A task in short steps: each yields the share done, the last returns the answer. */
export type Steps = Generator<number, object, void> | AsyncGenerator<number, object, void>;

/** The events of the log behind `afterSeq`; empty at its end. */
export type NextPage = (afterSeq: number) => Promise<EventRecord[]>;
