/** The physics of a person: now, taken apart, in the past, and in simulated futures. */
import { Type } from "typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { LifeStateAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import type { ComputePool } from "../../compute/pool.ts";
import type { ReplayTask } from "../../compute/tasks.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser } from "../auth.ts";
import { sampleBreakdowns, sampleHistories, samplePhysics, sampleStates } from "../openapi/samples.ts";
import type { AccountStore, HistoryStore } from "../ports.ts";
import { Everything } from "./actors.ts";
import { BREAKDOWN } from "./breakdown.ts";
import { hangUpOf } from "./hang-up.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { sendJson } from "./json-bytes.ts";

const tags = ["physics"];
const params = Type.Object({ userId: Type.String() });
/** Points of a history at most. */
const MAX_POINTS = 2_000;
/** Events read from the log at once: some milliseconds of the event loop. */
const PAGE = 500;

const Instant = Type.Object({ at: Type.Optional(Time) });
const Span = Type.Object({
  from: Time,
  to: Time,
  step: Type.Number({ minimum: 1, description: `ms between points; at most ${MAX_POINTS} points` }),
});
const Past = Type.Object({ at: Time });
const ChangesQuery = Type.Object({
  from: Time,
  to: Time,
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
});
const ChangesAnswer = Type.Object({
  version: Type.String(),
  from: Type.Union([Type.Number(), Type.Null()], { description: "η before the first of the events" }),
  to: Type.Union([Type.Number(), Type.Null()]),
  left: Type.Integer(),
  changes: Type.Array(
    Type.Object({
      seq: Type.Integer({ description: "Of its last event" }),
      at: Type.Number({ description: "ms" }),
      actor: Type.String(),
      type: Type.String(),
      payload: Type.Unknown(),
      count: Type.Integer({ description: "Events in it" }),
      eta: Type.Union([Type.Number(), Type.Null()]),
      change: Type.Union([Type.Number(), Type.Null()]),
      parts: Type.Array(
        Type.Object({ kind: Type.String(), id: Type.String(), value: Type.Number({ description: "of η" }) }),
      ),
    }),
  ),
});
const LifeUpdate = Type.Object(lifeCommands.update_life.properties, {
  additionalProperties: false,
  examples: [{ capacity: 35, energy: 0.4, felt: { P1: 0.3 } }],
});

export interface PhysicsRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  history: HistoryStore;
  compute: ComputePool;
}

export function physicsRoutes(app: App, { accounts, actors, history, compute }: PhysicsRoutes): void {
  const onRequest = requireUser(accounts);

  async function stateNow(
    request: FastifyRequest,
    userId: string,
  ): Promise<{ seq: number; state: PhysicsSnapshot }> {
    mayRead(request, userId);
    const { seq, state } = await actors.query<LifeStateAnswer>(userId, "life", "state");
    return { seq, state };
  }

  /** Rebuilt in a thread from the log, or from the newest snapshot before the first time and the log behind it. */
  async function past(
    request: FastifyRequest,
    reply: FastifyReply,
    userId: string,
    shape: ReplayTask["shape"],
    times: number[],
  ) {
    mayRead(request, userId);
    const from = await history.snapshotBefore(userId, times[0] ?? 0);
    const nextPage = (afterSeq: number) => history.events(userId, afterSeq, PAGE);
    return compute.run(
      { kind: "replay", userId, times, shape, ...(from === undefined ? {} : { from }) },
      { owner: userId, signal: hangUpOf(reply), nextPage },
    );
  }

  app.get(
    "/api/state/:userId",
    {
      onRequest,
      config: { samples: sampleStates },
      schema: {
        tags,
        params,
        querystring: Instant,
        summary: "The life state now, or at a past millisecond (?at=…), rebuilt from the log",
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      const { at } = request.query;
      if (at === undefined) return stateNow(request, userId);
      return sendJson(reply, await past(request, reply, userId, "state", [at]));
    },
  );

  app.get(
    "/api/state/:userId/portfolio",
    {
      onRequest,
      schema: {
        tags,
        params,
        querystring: Past,
        summary: "Everything that was entered, as it was at a past millisecond",
        response: { 200: Type.Object({ t: Type.Number(), ...Everything.properties }) },
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      const { at } = request.query;
      return sendJson(reply, await past(request, reply, userId, "portfolio", [at]));
    },
  );

  app.get(
    "/api/state/:userId/changes",
    {
      onRequest,
      schema: {
        tags,
        params,
        querystring: ChangesQuery,
        summary: "η event by event: what each changed, with the largest parts",
        description:
          "Windows that follow each other are one change. `left` counts older ones that are not told.",
        response: { 200: ChangesAnswer },
      },
    },
    async (request, reply) => {
      const { userId } = request.params;
      mayRead(request, userId);
      const { from: after, to: upTo, limit: most } = request.query;
      if (upTo < after) throw new ProtocolError("invalid_input", "to is before from.", { field: "to" });
      const from = await history.snapshotBefore(userId, after);
      const bytes = await compute.run(
        { kind: "changes", userId, after, upTo, most, ...(from === undefined ? {} : { from }) },
        {
          owner: userId,
          signal: hangUpOf(reply),
          nextPage: (afterSeq: number) => history.events(userId, afterSeq, PAGE),
        },
      );
      return sendJson(reply, bytes);
    },
  );

  app.get(
    "/api/state/:userId/history",
    {
      onRequest,
      config: { samples: sampleHistories },
      schema: { tags, params, querystring: Span, summary: "η and what makes it, over time" },
    },
    async (request, reply) => {
      const times = timesOf(request.query);
      return sendJson(reply, await past(request, reply, request.params.userId, "history", times));
    },
  );

  app.post(
    "/api/state/:userId/update",
    {
      onRequest,
      config: { samples: sampleStates },
      schema: {
        tags,
        params,
        headers: IdempotencyHeaders,
        body: LifeUpdate,
        summary: "Set capacity, body averages, felt alignment or pace by hand",
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      await actors.command(userId, "life", "update_life", commandIdOf(request), request.body);
      return stateNow(request, userId);
    },
  );

  app.get(
    "/api/physics/:userId",
    {
      onRequest,
      config: { samples: samplePhysics },
      schema: { tags, params, summary: "The snapshot: every number with value, sd and unit" },
    },
    async (request) => {
      const { seq, state } = await stateNow(request, request.params.userId);
      return { seq, physics: state };
    },
  );

  app.get(
    "/api/physics/:userId/breakdown",
    {
      onRequest,
      config: { samples: sampleBreakdowns },
      schema: { tags, params, summary: "What each number is made of, and what would change it" },
    },
    async (request) => {
      const { seq, state } = await stateNow(request, request.params.userId);
      return { seq, ...Object.fromEntries(BREAKDOWN.map((key) => [key, state[key]])) };
    },
  );
}

/** Rising; both ends where the step fits. */
function timesOf({ from, to, step }: Type.Static<typeof Span>): number[] {
  if (to < from) throw new ProtocolError("invalid_input", "to is before from.", { field: "to" });
  const count = Math.floor((to - from) / step) + 1;
  if (count > MAX_POINTS) {
    const message = `That are ${count} points; at most ${MAX_POINTS} are answered.`;
    throw new ProtocolError("invalid_input", message, { field: "step" });
  }
  return Array.from({ length: count }, (_, index) => from + index * step);
}
