/** Edges of the skill graph: what has to be known first, and what is alike. */
import { Type } from "typebox";
import type { GraphAnswer } from "@trajectory/actors/runtime/queries.ts";
import { Id, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { aboutEntity, entityIn, inBody, notFound, Removed, Seq, written } from "./person-entities.ts";

const tags = ["skills"];
const headers = IdempotencyHeaders;
const params = Type.Object({ from: Id, to: Id });
const { type, w } = SkillEdge.properties;
const EdgeBody = Type.Object(
  { type, w },
  { additionalProperties: false, examples: [{ type: "prerequisite", w: 0.8 }] },
);
const answer = written("edge", SkillEdge);

export function skillEdgeRoutes(app: App, accounts: AccountStore, actors: ActorClient): void {
  const onRequest = requireUser(accounts);
  const edgesOf = (userId: string) => actors.query<GraphAnswer>(userId, "skills", "graph");

  async function isThere(userId: string, a: string, b: string): Promise<boolean> {
    const { edges } = await edgesOf(userId);
    return edges.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
  }

  async function setEdge(userId: string, commandId: string, edge: SkillEdge) {
    const accepted = await inBody("edge", () =>
      actors.command(userId, "skills", "set_edge", commandId, { edge }),
    );
    return { seq: accepted.seq, edge: entityIn(accepted, "edge") as SkillEdge };
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
      if (!(await isThere(userId, from, to))) throw notFound(`edge between "${from}" and "${to}"`);
      return setEdge(userId, commandIdOf(request), { from, to, ...request.body });
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
