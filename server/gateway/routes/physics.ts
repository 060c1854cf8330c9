/** The physics of a person: now, taken apart, in the past, and in simulated futures. */
import { once } from "node:events";
import { Type } from "typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { LifeStateAnswer, ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import type { SimulationResult } from "@trajectory/engine/dynamics/scenarios.ts";
import type { PhysicsSnapshot } from "@trajectory/engine/life/snapshot.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import type { ComputePool } from "../../compute/pool.ts";
import { toPublicError } from "../../public-error.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
import type { AccountStore, HistoryStore } from "../ports.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { Simulation } from "./simulation-body.ts";

const tags = ["physics"];
const params = Type.Object({ userId: Type.String() });
/** Points of a history at most. */
const MAX_POINTS = 2_000;
/** Events read from the log at once. */
const PAGE = 2_000;
const PROGRESS_EVERY_MS = 100;

const Instant = Type.Object({ at: Type.Optional(Time) });
const Span = Type.Object({
  from: Time,
  to: Time,
  step: Type.Number({ minimum: 1, description: "ms between points; at most 2,000 points" }),
});

export interface PhysicsRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  history: HistoryStore;
  compute: ComputePool;
}

export function physicsRoutes(app: App, { accounts, actors, history, compute }: PhysicsRoutes): void {
  const preHandler = requireUser(accounts);

  async function stateNow(
    request: FastifyRequest,
    userId: string,
  ): Promise<{ seq: number; state: PhysicsSnapshot }> {
    mayRead(request, userId);
    const { seq, state } = await actors.query<LifeStateAnswer>(userId, "life", "state");
    return { seq, state };
  }

  /** The states at the times, rebuilt from the log. */
  async function statesAt(request: FastifyRequest, userId: string, times: number[]) {
    mayRead(request, userId);
    const events = [];
    for (let afterSeq = 0; ; afterSeq += PAGE) {
      const page = await history.events(userId, afterSeq, PAGE);
      events.push(...page);
      if (page.length < PAGE) break;
    }
    return compute.run({ kind: "replay", userId, times, events }, { signal: request.signal });
  }

  app.get(
    "/api/state/:userId",
    {
      preHandler,
      schema: {
        tags,
        params,
        querystring: Instant,
        summary: "The life state now, or at a past millisecond (?at=…), rebuilt from the log",
      },
    },
    async (request) => {
      const { userId } = request.params;
      if (request.query.at === undefined) return stateNow(request, userId);
      const [past] = await statesAt(request, userId, [request.query.at]);
      return past;
    },
  );

  app.get(
    "/api/state/:userId/history",
    { preHandler, schema: { tags, params, querystring: Span, summary: "η and what makes it, over time" } },
    async (request) => {
      const { from, to, step } = request.query;
      if (to < from) throw new ProtocolError("invalid_input", "to is before from.", { field: "to" });
      const count = Math.floor((to - from) / step) + 1;
      if (count > MAX_POINTS) {
        const message = `That are ${count} points; ${MAX_POINTS} are answered.`;
        throw new ProtocolError("invalid_input", message, { field: "step" });
      }
      const times = Array.from({ length: count }, (_, index) => from + index * step);
      const states = await statesAt(request, request.params.userId, times);
      return {
        points: states.map(({ t, seq, state }) => ({ t, seq, stateTime: state.t, ...pick(state, HEADLINE) })),
      };
    },
  );

  app.post(
    "/api/state/:userId/update",
    {
      preHandler,
      schema: {
        tags,
        params,
        headers: IdempotencyHeaders,
        body: lifeCommands.update_life,
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
    { preHandler, schema: { tags, params, summary: "The snapshot: every number with value, sd and unit" } },
    async (request) => {
      const { seq, state } = await stateNow(request, request.params.userId);
      return { seq, physics: state };
    },
  );

  app.get(
    "/api/physics/:userId/breakdown",
    {
      preHandler,
      schema: { tags, params, summary: "What each number is made of, and what would change it" },
    },
    async (request) => {
      const { seq, state } = await stateNow(request, request.params.userId);
      return { seq, ...pick(state, BREAKDOWN) };
    },
  );

  app.post(
    "/api/physics/simulate",
    {
      preHandler,
      schema: {
        tags,
        body: Simulation,
        summary: "Simulate scenarios on the same luck",
        description:
          'With `Accept: application/x-ndjson` the answer is a stream of lines `{"progress": 0…1}`, then ' +
          '`{"result": …}` or `{"error": …}`. Closing the connection cancels.',
      },
    },
    async (request, reply) => {
      const { seq, model } = await actors.query<ModelAnswer>(userOf(request).id, "life", "model");
      const { scenarios, paths, days, seed } = request.body;
      const task = { kind: "simulate", model, scenarios, paths, days, seed } as const;
      const started = (onProgress?: (share: number) => void) =>
        compute.run(task, { signal: request.signal, ...(onProgress === undefined ? {} : { onProgress }) });
      if (request.headers.accept !== "application/x-ndjson") return { seq, ...(await started()) };
      await stream(reply, started);
      return reply;
    },
  );
}

async function stream(
  reply: FastifyReply,
  start: (onProgress: (share: number) => void) => Promise<SimulationResult>,
): Promise<void> {
  reply.hijack();
  reply.raw.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  const line = (value: object) => reply.raw.write(`${JSON.stringify(value)}\n`);
  let reported = 0;
  try {
    const result = await start((progress) => {
      if (performance.now() - reported < PROGRESS_EVERY_MS) return;
      reported = performance.now();
      line({ progress });
    });
    line({ result });
  } catch (error) {
    line({ error: toPublicError(error).toBody() });
  }
  reply.raw.end();
  if (!reply.raw.destroyed) await once(reply.raw, "close");
}

/** What a chart over time needs. */
const HEADLINE = [
  "eta",
  "etaInf",
  "pEscape",
  "velocity",
  "escapeVelocity",
  "gravity",
  "thrust",
  "mass",
  "alignment",
] as const;

const BREAKDOWN = [
  "t",
  "version",
  "inputsHash",
  "eta",
  "velocity",
  "required",
  "gravity",
  "escapeVelocity",
  "thrust",
  "alignment",
  "mass",
  "drag",
  "projects",
  "sensitivities",
  "conflicts",
  "criticalSet",
] as const;

function pick<Key extends keyof PhysicsSnapshot>(
  state: PhysicsSnapshot,
  keys: readonly Key[],
): Pick<PhysicsSnapshot, Key> {
  return Object.fromEntries(keys.map((key) => [key, state[key]])) as Pick<PhysicsSnapshot, Key>;
}
