/**
 * Makes plans, takes reports on their steps, and holds old ones against what happened. A plan is a row and never
 * changes; what people did is in the log, where the reports' commands put it.
 */
import { createHash } from "node:crypto";
import { HIT_WEEKS } from "@trajectory/engine/plans/make-plan.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { PlanAnswer } from "../compute/plan.ts";
import type { KeptPlan, Outcome, PlanActors, PlanCompute, PlanStore, StepReport } from "./ports.ts";
import { commandsFor } from "./step-commands.ts";
import { type PlanView, viewOf } from "./view.ts";

export interface PlannerOptions {
  actors: PlanActors;
  compute: PlanCompute;
  store: PlanStore;
  now: () => number;
}

const MOST_LISTED = 20;
const MS_PER_WEEK = 604_800_000;

export class Planner {
  readonly #options: PlannerOptions;

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /** The same key gives the same plan. @throws ProtocolError `busy`, `cancelled` */
  async generate(
    userId: string,
    { mostHours }: { mostHours: number },
    key: string,
    signal?: AbortSignal,
  ): Promise<PlanView> {
    const { actors, compute, store, now } = this.#options;
    const id = uuidOf(`plan ${userId} ${key}`);
    const known = await store.find(userId, id);
    if (known !== undefined) return this.#view(userId, known);
    const answer = await actors.queryBytes(userId, "life", "model");
    const seed = createHash("sha256").update(id).digest().readUInt32BE();
    const bytes = await compute.run(
      { kind: "plan", answer, mostHours, seed },
      { owner: userId, ...(signal === undefined ? {} : { signal }) },
    );
    const made = JSON.parse(new TextDecoder().decode(bytes)) as PlanAnswer;
    const plan: KeptPlan = {
      id,
      madeAt: now(),
      body: { ...made, mostHours },
      reports: [],
      outcomes: [],
    };
    await store.add(userId, plan);
    return this.#view(userId, plan);
  }

  /** Newest first. */
  async list(userId: string): Promise<PlanView[]> {
    const { store } = this.#options;
    const [plans, eta] = await Promise.all([store.list(userId, MOST_LISTED), this.#eta(userId)]);
    return plans.map((plan) => viewOf(plan, this.#now(plan, eta)));
  }

  /**
   * First the commands, then the row: repeated with the same key after a failure, each counts once.
   * @throws ProtocolError `not_found`, `invalid_input`, `model_refused`
   */
  async report(
    userId: string,
    planId: string,
    step: string,
    report: StepReport,
    key: string,
  ): Promise<PlanView> {
    const { actors, store, now } = this.#options;
    const plan = await this.#require(userId, planId);
    const found = plan.body.steps.find(({ id }) => id === step);
    if (found === undefined)
      throw new ProtocolError("not_found", `The plan has no step "${step}".`, { field: "step" });
    const reportId = createHash("sha256").update(`${planId} ${step} ${key}`).digest("hex").slice(0, 32);
    const at = plan.reports.find((kept) => kept.reportId === reportId)?.at ?? now();
    for (const { actor, name, suffix, payload } of commandsFor(found, report, reportId, at)) {
      await actors.command(userId, actor, name, `${reportId}-${suffix}`, payload);
    }
    await store.report(userId, planId, { reportId, step, at, report });
    return this.#view(userId, await this.#require(userId, planId));
  }

  /** Keeps what η is for every plan that runs, once a week each. */
  async keepOutcomes(userId: string): Promise<void> {
    const { store } = this.#options;
    const eta = await this.#eta(userId);
    for (const plan of await store.list(userId, MOST_LISTED)) {
      const outcome = this.#now(plan, eta);
      if (outcome !== undefined && outcome.week >= 1) await store.keepOutcome(userId, plan.id, outcome);
    }
  }

  async #view(userId: string, plan: KeptPlan): Promise<PlanView> {
    return viewOf(plan, this.#now(plan, await this.#eta(userId)));
  }

  /** Where a plan stands now; undefined when it is over, or η is not defined. */
  #now({ madeAt }: KeptPlan, eta: number | null): Outcome | undefined {
    const at = this.#options.now();
    const week = Math.floor((at - madeAt) / MS_PER_WEEK);
    return eta === null || week > HIT_WEEKS ? undefined : { week, at, eta };
  }

  async #eta(userId: string): Promise<number | null> {
    const { state } = await this.#options.actors.query(userId, "life", "state");
    return state.eta.value;
  }

  /** @throws ProtocolError `not_found`, also where it is somebody else's */
  async #require(userId: string, planId: string): Promise<KeptPlan> {
    const plan = await this.#options.store.find(userId, planId);
    if (plan === undefined)
      throw new ProtocolError("not_found", `There is no plan "${planId}".`, { field: "id" });
    return plan;
  }
}

function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
