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
import { type Conversation, evolve, type InterviewEvent, NO_CONVERSATION } from "./conversation.ts";

const types: { context?: Conversation; events?: InterviewEvent } = {};

export const interviewMachine = setup({
  types,
  guards: {
    thisInterview: ({ context, event }) => event.payload.interviewId === context.interviewId,
    anotherInterview: ({ context, event }) => event.payload.interviewId !== context.interviewId,
    nothingProposed: ({ context, event }) =>
      event.type === "evidence_proposed" &&
      event.payload.interviewId === context.interviewId &&
      event.payload.evidence.length === 0,
    /** Ids of one proposal are distinct, so that each can be decided by its id. */
    distinctEvidence: ({ context, event }) =>
      event.type === "evidence_proposed" &&
      event.payload.interviewId === context.interviewId &&
      new Set(event.payload.evidence.map(({ id }) => id)).size === event.payload.evidence.length,
    pending: ({ context, event }) => isPending(context, event),
    lastPending: ({ context, event }) => isPending(context, event) && context.proposed.length === 1,
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
              { guard: "distinctEvidence", target: "confirming", actions: "record" },
            ],
          },
        },
        confirming: {
          on: {
            evidence_decided: [
              { guard: "lastPending", target: "asking", actions: "record" },
              { guard: "pending", actions: "record" },
            ],
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

function isPending(context: Conversation, event: InterviewEvent): boolean {
  return (
    event.type === "evidence_decided" &&
    event.payload.interviewId === context.interviewId &&
    context.proposed.some(({ id }) => id === event.payload.evidenceId)
  );
}
