/**
 * The Echelon session of a person as a statechart: one at a time, each with its own id.
 *
 * idle   there was none yet
 * live   a device is sending, or was when it vanished; opening until its first window, then measuring
 * ended  the newest session is over: it can still be tagged, rated and spoken about
 *
 * Sessions before it can be tagged as long as there is one after them.
 */
import { assign, setup } from "xstate";
import { evolve, NO_SESSION, type SessionContext, type SessionEvent } from "./recording.ts";

const started = { target: "live", actions: "record" } as const;
const ofThisSession = { guard: "thisSession", actions: "record" } as const;
/** The model knows the newest sessions with windows, and refuses others. */
const ofAnotherSession = { guard: "anotherSession", actions: "record" } as const;

const types: { context?: SessionContext; events?: SessionEvent } = {};

export const sessionMachine = setup({
  types,
  guards: {
    thisSession: ({ context, event }) => event.payload.sessionId === context.recording?.sessionId,
    anotherSession: ({ context, event }) => event.payload.sessionId !== context.recording?.sessionId,
    /** A tag teaches the project's felt alignment once, so it stays after the end. */
    thisSessionUntagged: ({ context, event }) =>
      event.payload.sessionId === context.recording?.sessionId && context.recording.projectId === null,
    thisSessionTaggedUnrated: ({ context, event }) =>
      event.payload.sessionId === context.recording?.sessionId &&
      context.recording.projectId !== null &&
      context.recording.rating === null,
  },
  actions: {
    record: assign(({ context, event }) => evolve(context, event)),
  },
}).createMachine({
  id: "session",
  context: NO_SESSION,
  initial: "idle",
  states: {
    idle: {
      on: { session_started: started },
    },
    live: {
      initial: "opening",
      on: {
        // A device that vanished never ends its session: the next one takes its place.
        session_started: { guard: "anotherSession", reenter: true, ...started },
        session_ended: { guard: "thisSession", target: "ended", actions: "record" },
        session_tagged: [ofThisSession, ofAnotherSession],
        gesture_recognised: ofThisSession,
        claim_made: ofThisSession,
        claim_confirmed: ofThisSession,
      },
      states: {
        opening: {
          on: { window_recorded: { guard: "thisSession", target: "measuring", actions: "record" } },
        },
        measuring: {
          on: { window_recorded: ofThisSession },
        },
      },
    },
    ended: {
      on: {
        session_started: { guard: "anotherSession", ...started },
        session_tagged: [{ guard: "thisSessionUntagged", actions: "record" }, ofAnotherSession],
        session_rated: { guard: "thisSessionTaggedUnrated", actions: "record" },
        claim_made: ofThisSession,
        claim_confirmed: ofThisSession,
      },
    },
  },
});
