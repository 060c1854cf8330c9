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
    { onRequest, schema: { tags, summary: "The recordings that come with the product" } },
    async () => recordings,
  );

  app.post(
    "/api/replays",
    { onRequest, schema: { tags, summary: "Play a recording as a device would send it", body: Start } },
    async (request, reply) => {
      const { recordingId, speed } = request.body;
      return reply.code(201).send(await replays.start(userOf(request).id, recordingId, speed));
    },
  );

  app.get(
    "/api/replays/:id",
    { onRequest, schema: { tags, summary: "How far a replay is", params } },
    async (request) => replays.find(userOf(request).id, request.params.id),
  );

  app.delete(
    "/api/replays/:id",
    { onRequest, schema: { tags, summary: "Stop a replay", params } },
    async (request, reply) => {
      await replays.cancel(userOf(request).id, request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    "/api/sessions",
    { onRequest, schema: { tags, summary: "Sessions, newest first" } },
    async (request) => history.sessions(userOf(request).id, SESSIONS_SHOWN),
  );
}
