/** Skills, their edges, the evidence for them, and what is believed. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import type { GraphAnswer, ModelAnswer } from "@trajectory/actors/runtime/queries.ts";
import { LifeModel } from "@trajectory/engine/life/life-model.ts";
import { MODEL_VERSION } from "@trajectory/engine/constants.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Evidence, Id, Skill, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";

const tags = ["skills"];
const headers = IdempotencyHeaders;
const OneSkill = Type.Object({ id: Id });
const SkillBody = Type.Object(
  { ...Skill.properties, id: Type.Optional(Id) },
  { additionalProperties: false },
);
const EvidenceBody = Type.Object(
  {
    ...Evidence.properties,
    id: Type.Optional(Id),
    skillId: Type.Optional(Id),
    t: Type.Optional(Evidence.properties.t),
  },
  { additionalProperties: false },
);

export function skillRoutes(app: App, accounts: AccountStore, actors: ActorClient, now: () => number): void {
  const preHandler = requireUser(accounts);
  const graphOf = (userId: string) => actors.query<GraphAnswer>(userId, "skills", "graph");

  app.get(
    "/api/skills",
    { preHandler, schema: { tags, summary: "All skills with what is believed of them" } },
    async (request) => {
      const { seq, skills } = await graphOf(userOf(request).id);
      return { seq, skills };
    },
  );

  app.get(
    "/api/skills/graph",
    { preHandler, schema: { tags, summary: "Skills, edges and evidence" } },
    async (request) => {
      const { seq, skills, edges, evidence } = await graphOf(userOf(request).id);
      return { seq, skills, edges, evidence };
    },
  );

  app.post(
    "/api/skills",
    { preHandler, schema: { tags, summary: "Add a skill", headers, body: SkillBody } },
    async (request, reply) => {
      const skill = { id: randomUUID(), ...request.body };
      const { seq } = await actors.command(userOf(request).id, "skills", "set_skill", commandIdOf(request), {
        skill,
      });
      return reply.code(201).send({ seq, skill });
    },
  );

  app.put(
    "/api/skills/:id",
    { preHandler, schema: { tags, summary: "Replace a skill", headers, params: OneSkill, body: SkillBody } },
    async (request) => {
      const { id: userId } = userOf(request);
      await requireSkill(userId, request.params.id);
      const skill = { ...request.body, id: request.params.id };
      const { seq } = await actors.command(userId, "skills", "set_skill", commandIdOf(request), { skill });
      return { seq, skill };
    },
  );

  app.delete(
    "/api/skills/:id",
    {
      preHandler,
      schema: { tags, summary: "Remove a skill with its edges and evidence", headers, params: OneSkill },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      await requireSkill(userId, request.params.id);
      const payload = { skillId: request.params.id };
      const { seq } = await actors.command(userId, "skills", "remove_skill", commandIdOf(request), payload);
      return { seq };
    },
  );

  app.post(
    "/api/skills/:id/evidence",
    {
      preHandler,
      schema: { tags, summary: "Add evidence for a skill", headers, params: OneSkill, body: EvidenceBody },
    },
    async (request, reply) => {
      const evidence = { id: randomUUID(), t: now(), ...request.body, skillId: request.params.id };
      const { seq } = await actors.command(
        userOf(request).id,
        "skills",
        "add_evidence",
        commandIdOf(request),
        { evidence },
      );
      return reply.code(201).send({ seq, evidence });
    },
  );

  app.delete(
    "/api/skills/:id/evidence/:evidenceId",
    {
      preHandler,
      schema: {
        tags,
        summary: "Retract evidence, as if it had never been",
        headers,
        params: Type.Object({ id: Id, evidenceId: Id }),
      },
    },
    async (request) => {
      const payload = { evidenceId: request.params.evidenceId };
      const { seq } = await actors.command(
        userOf(request).id,
        "skills",
        "retract_evidence",
        commandIdOf(request),
        payload,
      );
      return { seq };
    },
  );

  app.get(
    "/api/skills/:id/belief",
    {
      preHandler,
      schema: { tags, summary: "The posterior of a skill, taken apart into its evidence", params: OneSkill },
    },
    async (request) => {
      const { id } = request.params;
      await requireSkill(userOf(request).id, id);
      const { seq, model: json } = await actors.query<ModelAnswer>(userOf(request).id, "life", "model");
      const model = LifeModel.fromJSON(json);
      return { seq, ...describeBelief(model, id) };
    },
  );

  app.post(
    "/api/skill-edges",
    { preHandler, schema: { tags, summary: "Set the edge between two skills", headers, body: SkillEdge } },
    async (request, reply) => {
      const edge = request.body;
      const { seq } = await actors.command(userOf(request).id, "skills", "set_edge", commandIdOf(request), {
        edge,
      });
      return reply.code(201).send({ seq, edge });
    },
  );

  app.delete(
    "/api/skill-edges/:from/:to",
    {
      preHandler,
      schema: { tags, summary: "Remove an edge", headers, params: Type.Object({ from: Id, to: Id }) },
    },
    async (request) => {
      const { seq } = await actors.command(
        userOf(request).id,
        "skills",
        "remove_edge",
        commandIdOf(request),
        request.params,
      );
      return { seq };
    },
  );

  async function requireSkill(userId: string, id: string): Promise<void> {
    const { skills } = await graphOf(userId);
    if (skills.some((skill) => skill.id === id)) return;
    throw new ProtocolError("not_found", `There is no skill "${id}".`, { field: "id" });
  }
}

function describeBelief(model: LifeModel, skillId: string) {
  const { theta, sd, band } = model.belief.readout(skillId, 0);
  return {
    skillId,
    version: MODEL_VERSION,
    inputsHash: model.snapshot().inputsHash,
    theta: { value: theta, sd, unit: "logit" },
    level: { value: band.middle, band: [band.low, band.high], unit: "level 0 to 4" },
    /** What each item of evidence adds to the level, logit; they sum to theta minus the prior mean. */
    contributions: Array.from(model.belief.contributions(skillId), ([evidenceId, value]) => ({
      evidenceId,
      value,
    })),
    alone: model.belief.filter(skillId),
  };
}
