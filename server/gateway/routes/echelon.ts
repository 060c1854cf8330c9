/** The Echelon engine and its sessions: how the bridge to an external engine does, and which project a session was of. */
import { Type } from "typebox";
import type { EchelonStatus } from "@trajectory/ingest/sources/echelon.ts";
import { Id } from "@trajectory/protocols/events/entities.ts";
import { SessionId } from "@trajectory/protocols/events/session.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
import type { AccountStore, HistoryStore } from "../ports.ts";
import type { SignalHistory } from "../signal-history.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { SessionAnswer } from "./signal-answers.ts";
import { OfUser } from "./signal-queries.ts";
import { SIGNAL_LIMITS } from "./signals.ts";

const LATEST = 4_102_444_800_000;
const OfSession = Type.Object({ id: SessionId });
const Tag = Type.Object({ projectId: Id }, { additionalProperties: false, examples: [{ projectId: "P1" }] });

const HealthAnswer = Type.Object({
  configured: Type.Boolean({ description: "This process dials out to an engine" }),
  connected: Type.Boolean(),
  connections: Type.Integer({ description: "Since the start" }),
  framesReceived: Type.Integer(),
  lastError: Type.Union([Type.String(), Type.Null()]),
});
const SummaryAnswer = Type.Object({
  session: SessionAnswer,
  projectId: Type.Union([Type.String(), Type.Null()], { description: "What it is tagged with" }),
});
const TagAnswer = Type.Object({ sessionId: Type.String(), projectId: Type.String(), seq: Type.Integer() });
const UntaggedQuery = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }) },
  { additionalProperties: false },
);
const UntaggedAnswer = Type.Object({
  sessions: Type.Array(SessionAnswer, { description: "Of the newest 500, newest first" }),
});
const LOOKED_AT = 500;

export interface EchelonRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  signals: SignalHistory;
  history: HistoryStore;
  /** Of the bridge; undefined where none is configured. */
  status: () => EchelonStatus | undefined;
}

export function echelonRoutes(app: App, { accounts, actors, signals, history, status }: EchelonRoutes): void {
  const onRequest = requireUser(accounts);
  const config = SIGNAL_LIMITS;
  const tags = ["echelon"];

  app.get(
    "/api/echelon/health",
    {
      onRequest,
      config,
      schema: {
        tags,
        summary: "Whether the external Echelon engine is connected",
        response: { 200: HealthAnswer },
      },
    },
    async () => {
      const { connected = false, connections = 0, framesReceived = 0, lastError } = status() ?? {};
      return {
        configured: status() !== undefined,
        connected,
        connections,
        framesReceived,
        lastError: lastError ?? null,
      };
    },
  );

  app.get(
    "/api/echelon/sessions/:id/summary",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        summary: "A session, what became of its samples, and its project",
        response: { 200: SummaryAnswer },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const session = await signals.session(userId, request.params.id);
      const projects = await history.sessionTags(userId);
      return { session, projectId: projects.get(session.sessionId) ?? null };
    },
  );

  app.post(
    "/api/echelon/sessions/:id/tag",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfSession,
        headers: IdempotencyHeaders,
        body: Tag,
        summary: "Say which project the session was of",
        description:
          "A fact of the person, as the command `tag_session`: it teaches how aligned the project feels. Of the newest session " +
          "it stays once that has ended; of one before it can be set right. The model keeps the newest 32 sessions with " +
          "windows of the heart: older ones are answered `model_refused`.",
        response: { 200: TagAnswer },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { sessionId } = await signals.session(userId, request.params.id);
      const { projectId } = request.body;
      const { seq } = await actors.command(userId, "session", "tag_session", commandIdOf(request), {
        sessionId,
        projectId,
      });
      return { sessionId, projectId, seq };
    },
  );

  app.get(
    "/api/echelon/:userId/untagged",
    {
      onRequest,
      config,
      schema: {
        tags,
        params: OfUser,
        querystring: UntaggedQuery,
        summary: "Sessions of which nobody has said what they were for",
        response: { 200: UntaggedAnswer },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const [sessions, projects] = await Promise.all([
        signals.sessions(userId, LATEST, LOOKED_AT),
        history.sessionTags(userId),
      ]);
      const untagged = sessions.filter(({ sessionId }) => !projects.has(sessionId));
      return { sessions: untagged.slice(0, request.query.limit) };
    },
  );
}
