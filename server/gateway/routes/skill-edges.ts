/** Edges of the skill graph: what has to be known first, and what is alike. */
import { Type } from "typebox";
import type { GraphAnswer } from "@trajectory/actors/runtime/queries.ts";
import { Id, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { Accepted, ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import {
  aboutEntity,
  type CommandLog,
  entityIn,
  inBody,
  Removed,
  Seq,
  written,
  writtenBefore,
} from "./person-entities.ts";

const tags = ["skills"];
const headers = IdempotencyHeaders;
const params = Type.Object({ from: Id, to: Id });
const { type, w } = SkillEdge.properties;
const EdgeBody = Type.Object(
  { type, w },
  { additionalProperties: false, examples: [{ type: "prerequisite", w: 0.8 }] },
);
const answer = written("edge", SkillEdge);

export interface SkillEdgeRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  history: CommandLog;
}

export function skillEdgeRoutes(app: App, { accounts, actors, history }: SkillEdgeRoutes): void {
  const onRequest = requireUser(accounts);
  const edgesOf = (userId: string) => actors.query<GraphAnswer>(userId, "skills", "graph");

  async function isThere(userId: string, a: string, b: string): Promise<boolean> {
    const { edges } = await edgesOf(userId);
    return edges.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  }

  async function setEdge(userId: string, commandId: string, edge: SkillEdge) {
    return edgeIn(
      await inBody("edge", () => actors.command(userId, "skills", "set_edge", commandId, { edge })),
    );
  }

  app.get(
    "/api/skill-edges",
    {
      onRequest,
      schema: {
        tags,
        summary: "All edges",
        response: { 200: Type.Object({ seq: Seq, edges: Type.Array(SkillEdge) }) },
      },
    },
    async (request) => {
      const { seq, edges } = await edgesOf(userOf(request).id);
      return { seq, edges };
    },
  );

  app.post(
    "/api/skill-edges",
    {
      onRequest,
      schema: {
        tags,
        summary: "Set the edge between two skills; it replaces the one that is there",
        headers,
        body: SkillEdge,
        response: { 201: answer },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await setEdge(userOf(request).id, commandIdOf(request), request.body)),
  );

  app.put(
    "/api/skill-edges/:from/:to",
    {
      onRequest,
      schema: {
        tags,
        summary: "Replace an edge",
        headers,
        params,
        body: EdgeBody,
        response: { 200: answer },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { from, to } = request.params;
      const commandId = commandIdOf(request);
      if (await isThere(userId, from, to)) return setEdge(userId, commandId, { from, to, ...request.body });
      const what = `edge between "${from}" and "${to}"`;
      return edgeIn(await writtenBefore(history, { userId, commandId, key: "edge", what }));
    },
  );

  app.delete(
    "/api/skill-edges/:from/:to",
    { onRequest, schema: { tags, summary: "Remove an edge", headers, params, response: { 200: Removed } } },
    async (request) => {
      const { id: userId } = userOf(request);
      const { from, to } = request.params;
      const { seq } = await aboutEntity(
        `edge between "${from}" and "${to}"`,
        () => isThere(userId, from, to),
        () => actors.command(userId, "skills", "remove_edge", commandIdOf(request), { from, to }),
      );
      return { seq };
    },
  );
}

function edgeIn(accepted: Accepted): { seq: number; edge: SkillEdge } {
  return { seq: accepted.seq, edge: entityIn(accepted, "edge") as SkillEdge };
}
