/** The recordings that come with the product, and playing them. */
import { Type } from "typebox";
import { requireUser, userOf } from "../auth.ts";
import type { App } from "../app.ts";
import type { AccountStore, HistoryStore } from "../ports.ts";
import type { Replays } from "../replays.ts";

/** A recording as the dashboard lists it. */
export interface RecordingInfo {
  id: string;
  title: string;
  durationS: number;
  source: string;
  license: string;
  streams: { kind: string; channels: string[] }[];
}

const Start = Type.Object(
  {
    recordingId: Type.String({ minLength: 1, maxLength: 64 }),
    speed: Type.Number({ minimum: 0.1, maximum: 20, default: 1 }),
  },
  { additionalProperties: false, examples: [{ recordingId: "EXAMPLE", speed: 1 }] },
);

const SESSIONS_SHOWN = 100;
const SESSION = "5f0c7a3e-6a0b-4a39-9d39-3f1f6a0b7c11";
const REPLAY = "0d2a7c55-9f0e-4b61-8a55-6c3a1f0e9b42";

const RecordingsAnswer = Type.Array(
  Type.Object({
    id: Type.String(),
    title: Type.String(),
    durationS: Type.Number(),
    source: Type.String(),
    license: Type.String(),
    streams: Type.Array(Type.Object({ kind: Type.String(), channels: Type.Array(Type.String()) })),
  }),
  {
    examples: [
      [
        {
          id: "walk-and-stand",
          title: "Walking and standing",
          durationS: 120,
          source: "EXAMPLE",
          license: "CC BY 4.0",
          streams: [{ kind: "motion", channels: ["userAcceleration.x"] }],
        },
      ],
    ],
  },
);
const ReplayAnswer = Type.Object(
  {
    replayId: Type.String(),
    sessionId: Type.String(),
    state: Type.Enum(["playing", "finished", "cancelled", "failed"]),
    progress: Type.Number({ description: "0 to 1" }),
    error: Type.Optional(
      Type.Object(
        { code: Type.String(), message: Type.String(), hint: Type.String() },
        { additionalProperties: true },
      ),
    ),
  },
  { examples: [{ replayId: REPLAY, sessionId: SESSION, state: "playing", progress: 0.25 }] },
);
const SessionRows = Type.Array(
  Type.Object({
    sessionId: Type.String(),
    startedAt: Type.Number({ description: "ms since the Unix epoch" }),
    endedAt: Type.Optional(Type.Number()),
    device: Type.String(),
    streams: Type.Array(
      Type.Object({
        id: Type.Integer(),
        kind: Type.Integer(),
        channels: Type.Array(Type.String()),
        nominalHz: Type.Number(),
      }),
    ),
  }),
  {
    examples: [
      [
        {
          sessionId: SESSION,
          startedAt: 1_795_000_000_000,
          endedAt: 1_795_003_600_000,
          device: "iPhone17,1",
          streams: [{ id: 1, kind: 1, channels: ["userAcceleration.x"], nominalHz: 100 }],
        },
      ],
    ],
  },
);

export function recordingRoutes(
  app: App,
  accounts: AccountStore,
  history: HistoryStore,
  recordings: readonly RecordingInfo[],
  replays: Replays,
): void {
  const onRequest = requireUser(accounts);
  const tags = ["sessions"];
  const params = Type.Object({ id: Type.String() });

  app.get(
    "/api/recordings",
    {
      onRequest,
      schema: {
        tags,
        summary: "The recordings that come with the product",
        response: { 200: RecordingsAnswer },
      },
    },
    async () => [...recordings],
  );

  app.post(
    "/api/replays",
    {
      onRequest,
      schema: {
        tags,
        summary: "Play a recording as a device would send it",
        body: Start,
        response: { 201: ReplayAnswer },
      },
    },
    async (request, reply) => {
      const { recordingId, speed } = request.body;
      return reply.code(201).send(await replays.start(userOf(request).id, recordingId, speed));
    },
  );

  app.get(
    "/api/replays/:id",
    { onRequest, schema: { tags, summary: "How far a replay is", params, response: { 200: ReplayAnswer } } },
    async (request) => replays.find(userOf(request).id, request.params.id),
  );

  app.delete(
    "/api/replays/:id",
    { onRequest, schema: { tags, summary: "Stop a replay", params, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await replays.cancel(userOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/sessions",
    { onRequest, schema: { tags, summary: "Sessions, newest first", response: { 200: SessionRows } } },
    async (request) => history.sessions(userOf(request).id, SESSIONS_SHOWN),
  );
}
