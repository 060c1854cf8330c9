/**
 * An interview as a statechart: one at a time, each with its own id.
 *
 * none        there was none yet
 * active      asking (the agent chooses a question) → listening (the person answers) → extracting (the agent
 *             looks for evidence in the answer) → confirming (the person decides on each piece) → asking …
 * paused      goes on where it was
 * complete    over; proposals nobody decided on are gone
 */
import { assign, setup } from "xstate";
import {
  type Conversation,
  evolve,
  type InterviewEvent,
  NO_CONVERSATION,
  undecided,
} from "./conversation.ts";

const decided = [
  { guard: "lastPending", target: "asking", actions: "record" },
  { guard: "pending", actions: "record" },
] as const;

const types: { context?: Conversation; events?: InterviewEvent } = {};

export const interviewMachine = setup({
  types,
  guards: {
    thisInterview: ({ context, event }) => event.payload.interviewId === context.interviewId,
    anotherInterview: ({ context, event }) => event.payload.interviewId !== context.interviewId,
    nothingProposed: ({ context, event }) => isProposal(context, event) && idsIn(event).length === 0,
    /** Ids of one proposal are distinct, so that each can be decided by its id. */
    distinctIds: ({ context, event }) =>
      isProposal(context, event) && new Set(idsIn(event)).size === idsIn(event).length,
    pending: ({ context, event }) => isPending(context, event),
    lastPending: ({ context, event }) => isPending(context, event) && undecided(context) === 1,
  },
  actions: {
    record: assign(({ context, event }) => evolve(context, event)),
  },
}).createMachine({
  id: "interview",
  context: NO_CONVERSATION,
  initial: "none",
  states: {
    none: {
      on: { interview_started: { target: "active", actions: "record" } },
    },
    active: {
      initial: "asking",
      on: {
        interview_paused: { guard: "thisInterview", target: "paused", actions: "record" },
        interview_completed: { guard: "thisInterview", target: "complete", actions: "record" },
      },
      states: {
        asking: {
          on: { question_asked: { guard: "thisInterview", target: "listening", actions: "record" } },
        },
        listening: {
          on: { answer_given: { guard: "thisInterview", target: "extracting", actions: "record" } },
        },
        extracting: {
          on: {
            evidence_proposed: [
              { guard: "nothingProposed", target: "asking", actions: "record" },
              { guard: "distinctIds", target: "confirming", actions: "record" },
            ],
          },
        },
        confirming: {
          on: {
            evidence_decided: decided,
            finding_decided: decided,
          },
        },
        here: { type: "history" },
      },
    },
    paused: {
      on: {
        interview_resumed: { guard: "thisInterview", target: "active.here", actions: "record" },
        interview_completed: { guard: "thisInterview", target: "complete", actions: "record" },
      },
    },
    complete: {
      on: { interview_started: { guard: "anotherInterview", target: "active", actions: "record" } },
    },
  },
});

type Proposed = Extract<InterviewEvent, { type: "evidence_proposed" }>;

function isProposal(context: Conversation, event: InterviewEvent): event is Proposed {
  return event.type === "evidence_proposed" && event.payload.interviewId === context.interviewId;
}

function idsIn({ payload: { evidence, findings = [] } }: Proposed): string[] {
  return [...evidence, ...findings].map(({ id }) => id);
}

function isPending(context: Conversation, event: InterviewEvent): boolean {
  if (event.payload.interviewId !== context.interviewId) return false;
  if (event.type === "evidence_decided")
    return context.proposed.some(({ id }) => id === event.payload.evidenceId);
  if (event.type !== "finding_decided") return false;
  return context.findings?.some(({ id }) => id === event.payload.findingId) === true;
}
