/** Markers of sessions, and what was said of a session with what the signals say to it. */
import { Type } from "typebox";
import type { ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ClaimDirection, Time } from "@trajectory/protocols/events/entities.ts";
import { SessionId } from "@trajectory/protocols/events/session.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { MOST_LISTED, MOST_MARKERS, type SessionNotes } from "../session-notes.ts";
import type { SignalHistory } from "../signal-history.ts";
import { OfSession, OfUser } from "./signal-queries.ts";
import { checkSpan, SIGNAL_LIMITS } from "./signals.ts";

const T = 1_795_000_000_000;
const SESSION = "5f0c7a3e-6a0b-4a39-9d39-3f1f6a0b7c11";
const tags = ["signals"];
const LATEST = 4_102_444_800_000;

const name = Type.String({ minLength: 1, maxLength: 120 });
const note = Type.String({ maxLength: 2_000, default: "" });
const Marker = Type.Object(
  {
    sessionId: Type.String(),
    id: Type.String(),
    t: Type.Number({ description: "ms, by the sensor's clock" }),
    at: Type.Number({ description: "ms, on the server's clock" }),
    name: Type.String(),
    note: Type.String(),
  },
  {
    examples: [
      { sessionId: SESSION, id: "top-of-hill", t: T, at: T - 41.2, name: "Top of the hill", note: "" },
    ],
  },
);
const MarkerBody = Type.Object(
  { t: Time, name, note },
  { additionalProperties: false, examples: [{ t: T, name: "Top of the hill", note: "Out of breath" }] },
);
const OfMarker = Type.Object({
  userId: Type.String(),
  sessionId: Type.String(),
  markerId: Type.String({ pattern: "^[A-Za-z0-9_-]{1,64}$", description: "Choose it yourself" }),
});
const MarkersQuery = Type.Object({
  sessionId: Type.Optional(SessionId),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
});
const Word = Type.Object({
  seq: Type.Integer(),
  at: Type.Number({ description: "ms" }),
  type: Type.Enum(["session_tagged", "session_rated", "claim_made", "claim_confirmed"]),
  projectId: Type.Optional(Type.String()),
  rating: Type.Optional(Type.Number()),
  claimId: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  direction: Type.Optional(ClaimDirection),
  intensity: Type.Optional(Type.Number()),
  verdict: Type.Optional(
    Type.Enum(["consistent", "differs", "no_verdict"], {
      description: "What the signals say beside the person's usual; of the newest 64 claims",
    }),
  ),
});

export interface SessionNoteRoutes {
  accounts: AccountStore;
  signals: SignalHistory;
  notes: SessionNotes;
  actors: ActorClient;
}

export function sessionNoteRoutes(app: App, { accounts, signals, notes, actors }: SessionNoteRoutes): void {
  const onRequest = requireUser(accounts);
  const config = SIGNAL_LIMITS;

  app.get(
    "/api/signals/:userId/markers",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: MarkersQuery,
        summary: "Named moments of sessions, in order of time",
        description: `\`from\` and \`to\` are by the sensor's clock. At most ${MOST_LISTED}.`,
        response: { 200: Type.Object({ markers: Type.Array(Marker) }) },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { sessionId, from = 0, to = LATEST } = request.query;
      checkSpan(from, to);
      const asked = { from, to, ...(sessionId === undefined ? {} : { sessionId }) };
      return { markers: await notes.markers(userId, asked) };
    },
  );

  app.put(
    "/api/signals/:userId/sessions/:sessionId/markers/:markerId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfMarker,
        body: MarkerBody,
        summary: "Set or replace a marker; sent again it is the same one",
        description: `A session has at most ${MOST_MARKERS}.`,
        response: { 200: Marker },
      },
    },
    async (request) => {
      const { userId, sessionId, markerId: id } = request.params;
      mayRead(request, userId);
      return notes.setMarker(userId, { sessionId, id, ...request.body });
    },
  );

  app.delete(
    "/api/signals/:userId/sessions/:sessionId/markers/:markerId",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfMarker,
        summary: "Remove a marker",
        response: { 200: Type.Object({ removed: Type.Boolean() }) },
      },
    },
    async (request) => {
      const { userId, sessionId, markerId } = request.params;
      mayRead(request, userId);
      const removed = await notes.removeMarker(userId, sessionId, markerId);
      if (!removed) throw new ProtocolError("not_found", `There is no marker ${markerId}.`);
      return { removed };
    },
  );

  app.get(
    "/api/signals/:userId/sessions/:sessionId/words",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        summary: "What the person said of a session, and what the signals say to each claim",
        response: { 200: Type.Object({ words: Type.Array(Word) }) },
      },
    },
    async (request) => {
      const { userId, sessionId } = request.params;
      mayRead(request, userId);
      await signals.session(userId, sessionId);
      const words = await notes.words(userId, sessionId);
      if (!words.some(({ type }) => type === "claim_made")) return { words };
      const { model } = await actors.query<ModelAnswer>(userId, "life", "model");
      const verdicts = new Map(model.claims.claims.map(({ id, verdict }) => [id, verdict]));
      return {
        words: words.map((word) => {
          const verdict = word.type === "claim_made" ? verdicts.get(word.claimId ?? "") : undefined;
          return verdict === undefined ? word : { ...word, verdict };
        }),
      };
    },
  );
}
