/** What the compute threads do; both ends import this file. */
import type { Scenario } from "@trajectory/engine/dynamics/actions.ts";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import type { LifeStateJson } from "@trajectory/engine/life/life-state.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Question } from "./models.ts";

/** Simulates scenarios of one person. */
export interface SimulateTask {
  kind: "simulate";
  model: LifeStateJson;
  scenarios: Scenario[];
  paths: number;
  days: number;
  seed: number;
}

/** Rebuilds a person from the log and reads the state after the last event at or before each time. */
export interface ReplayTask {
  kind: "replay";
  userId: string;
  /** ms since the Unix epoch, rising. */
  times: number[];
  /** The log from its first event. */
  events: EventRecord[];
}

/** One of the stateless questions. */
export interface ModelTask {
  kind: "model";
  question: Question;
  /** Time of a life that names none, ms since the Unix epoch. */
  now: number;
}

export type Task = SimulateTask | ReplayTask | ModelTask;

export interface ReplayedState {
  t: number;
  /** Of the last event that is in it; 0 before the first. */
  seq: number;
  state: PhysicsSnapshot;
  /** Equal to the hash of the live state at the same seq. */
  stateHash: string;
}

export interface Outcomes {
  simulate: SimulationResult;
  replay: ReplayedState[];
  model: object;
}

export interface Order {
  id: number;
  task: Task;
  /** One Int32; 1 asks the thread to give up. */
  cancel: SharedArrayBuffer;
}

export type Report =
  | { id: number; progress: number }
  | { id: number; done: Outcomes[Task["kind"]] }
  | { id: number; failed: ErrorBody }
  | { id: number; cancelled: true };

/** A task in short steps: each yields the share done, the last returns the outcome. */
export type Steps = Generator<number, Outcomes[Task["kind"]], void>;
