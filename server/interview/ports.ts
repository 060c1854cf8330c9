/** What the interviews need of their neighbours; main.ts hands it in. */
import type { QueryAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { ActorName } from "@trajectory/protocols/subjects.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Flow } from "@trajectory/protocols/events/interview.ts";
import type { CallBook } from "./model/guarded-chat.ts";

export interface InterviewActors {
  /** The same id gives the same answer. @throws ProtocolError */
  command(
    userId: string,
    actor: ActorName,
    name: string,
    id: string,
    payload: unknown,
  ): Promise<{ seq: number; events: EventRecord[] }>;
  /** @throws ProtocolError */
  query<Answer extends QueryAnswer>(userId: string, actor: ActorName, name: string): Promise<Answer>;
}

export interface InterviewStore extends CallBook {
  /** Events of one interview, oldest first. */
  events(userId: string, interviewId: string): Promise<EventRecord[]>;
  /** Newest first. */
  list(userId: string, limit: number): Promise<InterviewSummary[]>;
  /** Since a moment: calls, tokens and cost of one person. */
  usageSince(userId: string, since: number): Promise<ModelUsage>;
}

export interface InterviewSummary {
  id: string;
  flow: Flow;
  startedAt: number;
  lastAt: number;
  answers: number;
  complete: boolean;
}

export interface ModelUsage {
  calls: number;
  tokens: number;
  costUsd: number;
}
