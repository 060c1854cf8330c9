/** The recordings that come with the product, and playing them. */
import { Type } from "typebox";
import { parse } from "@trajectory/protocols/validate.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore, HistoryStore } from "../ports.ts";
import type { Replays } from "../replays.ts";
import type { App } from "../app.ts";

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
  { additionalProperties: false },
);

const SESSIONS_SHOWN = 100;

export function recordingRoutes(
  app: App,
  accounts: AccountStore,
  history: HistoryStore,
  recordings: readonly RecordingInfo[],
  replays: Replays,
): void {
  const preHandler = requireUser(accounts);

  app.get("/api/recordings", { preHandler }, () => recordings);

  app.post("/api/replays", { preHandler }, async (request, reply) => {
    const { recordingId, speed } = parse(Start, request.body);
    return reply.code(201).send(await replays.start(userOf(request).id, recordingId, speed));
  });

  app.get<{ Params: { id: string } }>("/api/replays/:id", { preHandler }, (request) =>
    replays.find(userOf(request).id, request.params.id),
  );

  app.delete<{ Params: { id: string } }>("/api/replays/:id", { preHandler }, async (request, reply) => {
    await replays.cancel(userOf(request).id, request.params.id);
    return reply.code(204).send();
  });

  app.get("/api/sessions", { preHandler }, (request) => history.sessions(userOf(request).id, SESSIONS_SHOWN));
}
