/** What plans need of their neighbours; main.ts hands it in. */
import type { LifeStateAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { PlanAnswer } from "../compute/plan.ts";
import type { PlanTask } from "../compute/tasks.ts";

export interface PlanActors {
  /** The same id gives the same answer. @throws ProtocolError */
  command(
    userId: string,
    actor: ActorName,
    name: string,
    id: string,
    payload: unknown,
  ): Promise<{ seq: number }>;
  /** @throws ProtocolError */
  query(userId: string, actor: "life", name: "state"): Promise<LifeStateAnswer>;
  /** @throws ProtocolError */
  queryBytes(userId: string, actor: "life", name: "model"): Promise<Uint8Array>;
}

export interface PlanCompute {
  /** @throws ProtocolError `busy`, `cancelled` */
  run(task: PlanTask, options: { owner: string; signal?: AbortSignal }): Promise<Uint8Array>;
}

/** As it was made; it never changes. */
export type PlanBody = PlanAnswer & {
  /** h/wk that were allowed at most. */
  mostHours: number;
};

/** What a person said of a step. */
export interface StepReport {
  state?: StepState;
  /** Of the project, 0 to 1. */
  progress?: number;
  /** h/wk really held. */
  hours?: number;
  /** Of the practised skill, 0 to 4. */
  level?: number;
}

export const STEP_STATES = ["taken", "done", "dropped"] as const;
export type StepState = (typeof STEP_STATES)[number];

export interface KeptReport {
  reportId: string;
  step: string;
  at: number;
  report: StepReport;
}

/** What η was in a week of the plan. */
export interface Outcome {
  week: number;
  at: number;
  eta: number;
}

export interface KeptPlan {
  id: string;
  madeAt: number;
  body: PlanBody;
  /** Oldest first. */
  reports: KeptReport[];
  outcomes: Outcome[];
}

export interface PlanStore {
  /** A second one under the same id changes nothing. */
  add(userId: string, plan: Pick<KeptPlan, "id" | "madeAt" | "body">): Promise<void>;
  find(userId: string, id: string): Promise<KeptPlan | undefined>;
  /** Newest first. */
  list(userId: string, limit: number): Promise<KeptPlan[]>;
  /** A second one under the same id changes nothing. */
  report(userId: string, planId: string, report: KeptReport): Promise<void>;
  /** Of a week that has one already, the first stays. */
  keepOutcome(userId: string, planId: string, outcome: Outcome): Promise<void>;
}
