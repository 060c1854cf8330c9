/** Plans with what was said of them and what came of them. */
import { type Kysely, sql } from "kysely";
import type { KeptPlan, KeptReport, Outcome, PlanBody, PlanStore, StepReport } from "../plans/ports.ts";
import { isUuid } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

export class PostgresPlans implements PlanStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(userId: string, { id, madeAt, body }: Pick<KeptPlan, "id" | "madeAt" | "body">): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("plan")
        .values({
          plan_id: id,
          user_id: userId,
          made_at: new Date(madeAt),
          seq: body.seq,
          plan: JSON.stringify(body),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  async find(userId: string, id: string): Promise<KeptPlan | undefined> {
    if (!isUuid(userId) || !isUuid(id)) return undefined;
    const [plan] = await this.#read(userId, 1, id);
    return plan;
  }

  async list(userId: string, limit: number): Promise<KeptPlan[]> {
    return isUuid(userId) ? this.#read(userId, limit) : [];
  }

  async report(userId: string, planId: string, { reportId, step, at, report }: KeptReport): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("plan_report")
        .values({
          plan_id: planId,
          report_id: reportId,
          user_id: userId,
          step,
          at: new Date(at),
          report: JSON.stringify(report),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  async keepOutcome(userId: string, planId: string, { week, at, eta }: Outcome): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("plan_outcome")
        .values({ plan_id: planId, week, user_id: userId, at: new Date(at), eta })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  async #read(userId: string, limit: number, id?: string): Promise<KeptPlan[]> {
    const { rows } = await guarded(() =>
      sql<{
        id: string;
        made_at: Date;
        plan: PlanBody;
        reports: { reportId: string; step: string; at: number; report: StepReport }[];
        outcomes: Outcome[];
      }>`
        SELECT plan_id AS id, made_at, plan,
          coalesce((SELECT jsonb_agg(jsonb_build_object('reportId', report_id, 'step', step,
            'at', round(extract(epoch FROM at) * 1000), 'report', report) ORDER BY at, report_id)
            FROM plan_report WHERE plan_report.plan_id = plan.plan_id), '[]') AS reports,
          coalesce((SELECT jsonb_agg(jsonb_build_object('week', week,
            'at', round(extract(epoch FROM at) * 1000), 'eta', eta) ORDER BY week)
            FROM plan_outcome WHERE plan_outcome.plan_id = plan.plan_id), '[]') AS outcomes
        FROM plan WHERE user_id = ${userId} AND (${id ?? null}::uuid IS NULL OR plan_id = ${id ?? null}::uuid)
        ORDER BY made_at DESC LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map(({ id, made_at, plan, reports, outcomes }) => {
      return { id, madeAt: made_at.getTime(), body: plan, reports, outcomes };
    });
  }
}
