/** What an operator may do: see who is there, look at one person's actors, stop and restart them, replay the log. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { ChartAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Time } from "@trajectory/protocols/events/entities.ts";
import { ACTORS } from "@trajectory/protocols/subjects.ts";
import type { Operate } from "../../operations/operator.ts";
import type { OperationsStore } from "../../operations/ports.ts";
import type { ReplayCheck } from "../../operations/replay-check.ts";
import type { ReplaySession } from "../../operations/replay-session.ts";
import type { ReplayUser } from "../../operations/replay-user.ts";
import { CHARTS, pathOfValue } from "../../operations/statechart.ts";
import { readTransitions } from "../../operations/transitions.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayReadLifeOf, requireOperator } from "../operator-auth.ts";
import type { AccountStore } from "../ports.ts";
import { Deleted, type EraseUser } from "./account-data.ts";
import { hangUpOf } from "./hang-up.ts";
import { CheckReport, ChecksAnswer, InspectionAnswer, ReplayedSessionAnswer } from "./operation-schemas.ts";

export interface OperationRoutes {
  accounts: AccountStore;
  localToken: string;
  store: OperationsStore;
  actors: ActorClient;
  operate: Operate;
  replayUser: ReplayUser;
  replaySession: ReplaySession;
  check: ReplayCheck;
  erase: EraseUser;
}

const tags = ["operations"];
const user = Type.Object({ id: Type.String() });
const paging = Type.Object({
  after: Type.Optional(Type.String({ description: "Id of the last user of the page before" })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
});
const events = Type.Object({
  afterSeq: Type.Integer({ minimum: 0, default: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
});
const transitions = Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 200, default: 20 }) });
const sampled = Type.Object(
  { sample: Type.Integer({ minimum: 1, maximum: 1_000, default: 20 }) },
  { additionalProperties: false },
);

export function operationRoutes(app: App, options: OperationRoutes): void {
  const { accounts, localToken, store, actors, operate, replayUser, replaySession, check, erase } = options;
  const preHandler = requireOperator(accounts, localToken);
  const ofUser = [preHandler, requireKnownUser(store)];
  app.decorateRequest("isLocal", false);

  app.get(
    "/api/operations/users",
    { preHandler, schema: { tags, querystring: paging, summary: "Everybody, and how their actors are" } },
    async (request) => {
      const { after, limit } = request.query;
      const users = await store.users(after, limit);
      const inspected = await Promise.all(users.map(({ userId }) => operate(userId, "inspect")));
      return {
        users: users.map((known, i) => {
          const { failure, ...inspection } = inspected[i]!;
          return { ...known, ...inspection, ...(failure === undefined ? {} : { failure: failure.message }) };
        }),
        ...(users.length < limit ? {} : { next: users.at(-1)?.userId }),
      };
    },
  );

  app.get(
    "/api/operations/users/:id",
    {
      preHandler: ofUser,
      schema: { tags, params: user, summary: "One person's actors: status, snapshots, failure" },
    },
    async (request) => {
      const { id } = request.params;
      const [inspection, head, snapshots] = await Promise.all([
        operate(id, "inspect"),
        store.head(id),
        store.snapshots(id, 10),
      ]);
      const { failure, ...rest } = inspection;
      const lastEvents = mayReadLifeOf(request, id)
        ? failure?.lastEvents
        : failure?.lastEvents.map(({ payload: _payload, ...event }) => event);
      return {
        ...rest,
        head,
        snapshots,
        ...(failure === undefined ? {} : { failure: { ...failure, lastEvents } }),
      };
    },
  );

  app.delete(
    "/api/operations/users/:id",
    {
      preHandler: ofUser,
      schema: {
        tags,
        params: user,
        summary: "Delete a person and everything of theirs",
        response: { 200: Deleted },
      },
    },
    async (request) => ({ state: await erase(request.params.id) }),
  );

  for (const operation of ["pause", "resume", "evict"] as const) {
    app.post(
      `/api/operations/users/:id/${operation}`,
      {
        preHandler: ofUser,
        schema: { tags, params: user, summary: SUMMARIES[operation], response: { 200: InspectionAnswer } },
      },
      async (request) => {
        const { failure: _failure, seq, ...inspection } = await operate(request.params.id, operation);
        return { ...inspection, ...(seq === undefined ? {} : { seq }) };
      },
    );
  }

  app.get(
    "/api/operations/users/:id/events",
    {
      preHandler: ofUser,
      schema: { tags, params: user, querystring: events, summary: "The log of a person" },
    },
    async (request) => {
      const { id } = request.params;
      if (!mayReadLifeOf(request, id))
        throw new ProtocolError("forbidden", "These are somebody else's data.");
      const { afterSeq, limit } = request.query;
      return { events: await store.events(id, afterSeq, limit) };
    },
  );

  app.get(
    "/api/operations/users/:id/replay",
    {
      preHandler: ofUser,
      schema: {
        tags,
        params: user,
        querystring: Type.Object({ at: Type.Optional(Time) }),
        summary: "Rebuild a person from the log and compare with what is live and stored",
        description: "The state itself is only in the answer to the person and to a program on this machine.",
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { at } = request.query;
      const { state, ...replayed } = await replayUser(id, { at, signal: hangUpOf(reply) });
      return mayReadLifeOf(request, id) ? { ...replayed, state } : replayed;
    },
  );

  app.get(
    "/api/operations/users/:id/actors/:actor",
    {
      preHandler: ofUser,
      schema: {
        tags,
        params: Type.Object({ id: Type.String(), actor: Type.Enum([...ACTORS]) }),
        querystring: transitions,
        summary: "An actor's statechart, where it is, and how it came there",
      },
    },
    async (request) => {
      const { id, actor } = request.params;
      const query = actor === "life" ? "chart" : "state";
      const [current, history] = await Promise.all([
        actors.query<ChartAnswer>(id, actor, query),
        readTransitions(store, id, actor, request.query.limit),
      ]);
      return {
        userId: id,
        actor,
        definition: CHARTS[actor],
        current: pathOfValue(current.value),
        seq: current.seq,
        transitions: history.transitions,
        sinceSeq: history.sinceSeq,
      };
    },
  );

  app.get(
    "/api/operations/sessions/:id/replay",
    {
      preHandler,
      schema: {
        tags,
        params: user,
        summary: "Compute a session's windows again and compare with the stored ones",
        description: "Those of the screen (1 s) are not stored, and not compared.",
        response: { 200: ReplayedSessionAnswer },
      },
    },
    async (request) => {
      const replayed = await replaySession(request.params.id);
      if (mayReadLifeOf(request, replayed.userId)) return replayed;
      return {
        ...replayed,
        differences: replayed.differences.map(({ features: _features, ...rest }) => rest),
      };
    },
  );

  app.get(
    "/api/operations/checks",
    {
      preHandler,
      schema: {
        tags,
        summary: "What the daily replays found, newest first",
        response: { 200: ChecksAnswer },
      },
    },
    async () => ({ faulty: [...check.faulty], reports: [...check.reports] }),
  );

  app.post(
    "/api/operations/checks",
    {
      preHandler,
      schema: {
        tags,
        body: sampled,
        summary: "Replay a sample of users now",
        response: { 200: CheckReport },
      },
    },
    async (request) => check.run(request.body.sample),
  );
}

/** @throws ProtocolError `not_found` */
function requireKnownUser(store: OperationsStore) {
  return async (request: FastifyRequest): Promise<void> => {
    const { id } = request.params as { id: string };
    if (!(await store.isKnown(id))) throw new ProtocolError("not_found", `There is no user ${id}.`);
  };
}

const SUMMARIES = {
  pause: "Commands of this person are answered `busy` until resumed; reading goes on",
  resume: "End a pause; actors that failed are loaded afresh from the log",
  evict: "Put a person's actors to rest; the next message brings them back",
};
