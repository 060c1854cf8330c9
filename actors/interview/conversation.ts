/** The running or newest interview: the context of the interview machine. */
import type { Evidence } from "@trajectory/protocols/events/entities.ts";
import type { EventsOf } from "@trajectory/protocols/events/envelope.ts";
import type { MachineEvent } from "../runtime/messages.ts";

export type InterviewEvent = MachineEvent<"interview">;
type Flow = EventsOf<"interview">["interview_started"]["flow"];

export interface Conversation {
  readonly interviewId: string | null;
  readonly flow: Flow | null;
  /** The question put last. */
  readonly question: string | null;
  readonly answers: number;
  /** Evidence the person has not decided on yet. */
  readonly proposed: readonly Evidence[];
  readonly accepted: number;
  readonly declined: number;
}

export const NO_CONVERSATION: Conversation = {
  interviewId: null,
  flow: null,
  question: null,
  answers: 0,
  proposed: [],
  accepted: 0,
  declined: 0,
};

export function evolve(conversation: Conversation, event: InterviewEvent): Conversation {
  switch (event.type) {
    case "interview_started":
      return { ...NO_CONVERSATION, interviewId: event.payload.interviewId, flow: event.payload.flow };
    case "question_asked":
      return { ...conversation, question: event.payload.question };
    case "answer_given":
      return { ...conversation, answers: conversation.answers + 1 };
    case "evidence_proposed":
      return { ...conversation, proposed: event.payload.evidence };
    case "evidence_decided":
      return {
        ...conversation,
        proposed: conversation.proposed.filter((evidence) => evidence.id !== event.payload.evidenceId),
        accepted: conversation.accepted + (event.payload.accepted ? 1 : 0),
        declined: conversation.declined + (event.payload.accepted ? 0 : 1),
      };
    case "interview_completed":
      return { ...conversation, proposed: [] };
    case "interview_paused":
    case "interview_resumed":
      return conversation;
  }
}
