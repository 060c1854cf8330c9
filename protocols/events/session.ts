/** Commands and events of the Echelon session actor. start, record and end come from ingest; the others from people. */
import { Type } from "typebox";
import { ClaimDirection, Id, Time, WindowFeatures } from "./entities.ts";

export const SessionId = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
});

export const GestureName = Type.String({
  pattern: "^\\S(.{0,38}\\S)?$",
  description: "1 to 40 characters, as its person calls it",
});

const startSession = Type.Object(
  {
    sessionId: SessionId,
    device: Type.String({ maxLength: 120 }),
    startedAt: Time,
    streams: Type.Array(
      Type.Object({
        id: Type.Integer(),
        kind: Type.String(),
        channels: Type.Array(Type.String(), { maxItems: 16 }),
      }),
      { maxItems: 16 },
    ),
  },
  { additionalProperties: false },
);
const recordWindow = Type.Object(
  { sessionId: SessionId, window: WindowFeatures },
  { additionalProperties: false },
);
const recordGesture = Type.Object(
  {
    sessionId: SessionId,
    gesture: GestureName,
    t0: Type.Number({ description: "Sensor time, ms since the Unix epoch" }),
    t1: Type.Number(),
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: "Against the next gesture or none, whichever is nearer",
    }),
    method: Type.String({ maxLength: 64, description: "Name and version, such as own-gesture-dtw/1" }),
  },
  { additionalProperties: false },
);
const endSession = Type.Object(
  {
    sessionId: SessionId,
    endedAt: Time,
    /** captured = stored + dropped + outstanding, per stream. */
    ledger: Type.Array(
      Type.Object({
        stream: Type.Integer(),
        captured: Type.Integer(),
        stored: Type.Integer(),
        dropped: Type.Integer(),
        outstanding: Type.Integer(),
      }),
      { maxItems: 16 },
    ),
  },
  { additionalProperties: false },
);
const tagSession = Type.Object({ sessionId: SessionId, projectId: Id }, { additionalProperties: false });
const makeClaim = Type.Object(
  {
    sessionId: SessionId,
    text: Type.String({ minLength: 1, maxLength: 500 }),
    direction: ClaimDirection,
    intensity: Type.Number({ minimum: 0.5, maximum: 3 }),
  },
  { additionalProperties: false },
);
const confirmClaim = Type.Object(
  {
    sessionId: SessionId,
    claimId: Type.String({
      pattern: "^[A-Za-z0-9_-]{8,64}$",
      description: "Id of the command that made the claim",
    }),
  },
  { additionalProperties: false },
);
const rateSession = Type.Object(
  { sessionId: SessionId, rating: Type.Number({ minimum: -1, maximum: 1 }) },
  { additionalProperties: false },
);

export const sessionCommands = {
  start_session: startSession,
  record_window: recordWindow,
  record_gesture: recordGesture,
  end_session: endSession,
  tag_session: tagSession,
  make_claim: makeClaim,
  confirm_claim: confirmClaim,
  rate_session: rateSession,
};

export const sessionEvents = {
  session_started: startSession,
  window_recorded: recordWindow,
  gesture_recognised: recordGesture,
  session_ended: endSession,
  session_tagged: tagSession,
  claim_made: makeClaim,
  claim_confirmed: confirmClaim,
  session_rated: rateSession,
};
