/** Interviews as the log has them, and the book of calls to language models. */
import { type Kysely, sql } from "kysely";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Flow } from "@trajectory/protocols/events/interview.ts";
import type { ModelCall } from "../interview/model/guarded-chat.ts";
import type { InterviewStore, InterviewSummary, ModelUsage } from "../interview/ports.ts";
import { isUuid, storableText } from "./binary-writer.ts";
import { guarded } from "./store-error.ts";
import type { Tables } from "./tables.ts";

const MOST_EVENTS = 5_000;

export class PostgresInterviews implements InterviewStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async events(userId: string, interviewId: string): Promise<EventRecord[]> {
    if (!isUuid(userId)) return [];
    const rows = await guarded(() =>
      this.#db
        .selectFrom("event")
        .select(["seq", "actor", "type", "at", "command_id", "machine_version", "payload"])
        .where("user_id", "=", userId)
        .where("actor", "=", sql.lit("interview"))
        .where(sql`payload->>'interviewId'`, "=", storableText(interviewId))
        .orderBy("seq")
        .limit(MOST_EVENTS)
        .execute(),
    );
    return rows.map((row) => ({
      userId,
      seq: row.seq,
      actor: row.actor as ActorName,
      type: row.type,
      at: row.at.getTime(),
      commandId: row.command_id,
      machineVersion: row.machine_version,
      payload: row.payload,
    }));
  }

  async list(userId: string, limit: number): Promise<InterviewSummary[]> {
    if (!isUuid(userId)) return [];
    const { rows } = await guarded(() =>
      sql<{ id: string; flow: Flow; started_at: Date; last_at: Date; answers: number; complete: boolean }>`
        SELECT payload->>'interviewId' AS id,
          max(payload->>'flow') AS flow,
          min(at) AS started_at,
          max(at) AS last_at,
          count(*) FILTER (WHERE type = 'answer_given') AS answers,
          bool_or(type = 'interview_completed') AS complete
        FROM event WHERE user_id = ${userId} AND actor = 'interview'
        GROUP BY payload->>'interviewId' ORDER BY min(seq) DESC LIMIT ${limit}`.execute(this.#db),
    );
    return rows.map(({ id, flow, started_at, last_at, answers, complete }) => {
      return { id, flow, startedAt: started_at.getTime(), lastAt: last_at.getTime(), answers, complete };
    });
  }

  async add(call: ModelCall): Promise<void> {
    await guarded(() =>
      this.#db
        .insertInto("model_call")
        .values({
          user_id: call.userId,
          at: new Date(call.at),
          interview_id: call.interviewId,
          model: call.model,
          prompt: call.prompt,
          prompt_hash: call.promptHash,
          input_tokens: call.inputTokens,
          output_tokens: call.outputTokens,
          cost_usd: call.costUsd,
          outcome: call.outcome,
          ms: Math.round(call.ms),
        })
        .execute(),
    );
  }

  async tokensSince(userId: string, since: number): Promise<number> {
    return (await this.usageSince(userId, since)).tokens;
  }

  async usageSince(userId: string, since: number): Promise<ModelUsage> {
    const { rows } = await guarded(() =>
      sql<{ calls: number; tokens: number; cost: number }>`
        SELECT count(*) AS calls, coalesce(sum(input_tokens + output_tokens), 0)::bigint AS tokens,
          coalesce(sum(cost_usd), 0) AS cost
        FROM model_call WHERE user_id = ${userId} AND at >= ${new Date(since)}`.execute(this.#db),
    );
    const [row] = rows;
    return { calls: row?.calls ?? 0, tokens: row?.tokens ?? 0, costUsd: row?.cost ?? 0 };
  }
}
