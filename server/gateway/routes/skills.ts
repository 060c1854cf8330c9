/** Skills, the evidence for them, and what is believed. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import {
  type GraphAnswer,
  MAX_PAGE,
  type SkillReading,
  type SkillsPageAnswer,
} from "@trajectory/actors/runtime/queries.ts";
import { logitToLevel } from "@trajectory/engine/belief/evidence.ts";
import { Evidence, Id, Skill, SkillEdge } from "@trajectory/protocols/events/entities.ts";
import type { ComputePool } from "../../compute/pool.ts";
import type { Accepted, ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import { sampleBelief } from "../openapi/samples.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { sendJson } from "./json-bytes.ts";
import {
  aboutEntity,
  type CommandLog,
  entityIn,
  inBody,
  notFound,
  Removed,
  Seq,
  written,
  writtenBefore,
} from "./person-entities.ts";

const tags = ["skills"];
const headers = IdempotencyHeaders;
const OneSkill = Type.Object({ id: Id });
const OneEvidence = Type.Object({ id: Id, evidenceId: Id });
const Page = Type.Object({
  cursor: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
});
const SkillBody = Type.Object(
  { ...Skill.properties, id: Type.Optional(Id) },
  {
    additionalProperties: false,
    examples: [{ id: "ts", name: "TypeScript", domain: "software", mu0: -1, decay: "mixed", motor: false }],
  },
);
const EvidenceBody = Type.Object(
  {
    ...Evidence.properties,
    id: Type.Optional(Id),
    skillId: Type.Optional(Id),
    t: Type.Optional(Evidence.properties.t),
  },
  {
    additionalProperties: false,
    examples: [{ kind: "test", sourceId: "quiz", practice: true, value: { k: 17, n: 20, b: 0 } }],
  },
);
const Measured = Type.Object({ value: Type.Number(), sd: Type.Number(), unit: Type.String() });
const KnownSkill = Type.Object({
  ...Skill.properties,
  belief: Type.Object({
    theta: Measured,
    level: Type.Object({
      value: Type.Number(),
      band: Type.Tuple([Type.Number(), Type.Number()]),
      unit: Type.String(),
    }),
  }),
});

export interface SkillRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  history: CommandLog;
  compute: ComputePool;
  now: () => number;
}

export function skillRoutes(app: App, { accounts, actors, history, compute, now }: SkillRoutes): void {
  const onRequest = requireUser(accounts);
  const graphOf = (userId: string) => actors.query<GraphAnswer>(userId, "skills", "graph");

  async function isThere(userId: string, id: string): Promise<boolean> {
    const { skills } = await actors.query<SkillsPageAnswer>(userId, "skills", "page", { from: id, limit: 1 });
    return skills[0]?.id === id;
  }

  async function setSkill(userId: string, commandId: string, skill: object) {
    return skillIn(
      await inBody("skill", () => actors.command(userId, "skills", "set_skill", commandId, { skill })),
    );
  }

  app.get(
    "/api/skills",
    {
      onRequest,
      schema: {
        tags,
        summary: "All skills with what is believed of them, or a page of them",
        description:
          "With limit or cursor: that many, 100 unless told, in the order of their ids. next is the cursor of the next page; the last has none. What is added or removed meanwhile moves no other skill to another page.",
        querystring: Page,
        response: {
          200: Type.Object({ seq: Seq, skills: Type.Array(KnownSkill), next: Type.Optional(Id) }),
        },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { cursor, limit } = request.query;
      const asked = {
        ...(cursor === undefined ? {} : { from: cursor }),
        ...(limit === undefined ? {} : { limit }),
      };
      const { seq, skills, next } =
        cursor === undefined && limit === undefined
          ? { ...(await graphOf(userId)), next: undefined }
          : await actors.query<SkillsPageAnswer>(userId, "skills", "page", asked);
      return { seq, skills: skills.map(withUnits), ...(next === undefined ? {} : { next }) };
    },
  );

  app.get(
    "/api/skills/graph",
    {
      onRequest,
      schema: {
        tags,
        summary: "Skills, edges and evidence",
        response: {
          200: Type.Object({
            seq: Seq,
            skills: Type.Array(KnownSkill),
            edges: Type.Array(SkillEdge),
            evidence: Type.Array(Evidence),
          }),
        },
      },
    },
    async (request) => {
      const { seq, skills, edges, evidence } = await graphOf(userOf(request).id);
      return { seq, skills: skills.map(withUnits), edges, evidence };
    },
  );

  app.post(
    "/api/skills",
    {
      onRequest,
      schema: {
        tags,
        summary: "Add a skill; without id it gets one",
        headers,
        body: SkillBody,
        response: { 201: written("skill", Skill) },
      },
    },
    async (request, reply) => {
      const skill = { id: randomUUID(), ...request.body };
      return reply.code(201).send(await setSkill(userOf(request).id, commandIdOf(request), skill));
    },
  );

  app.put(
    "/api/skills/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "Replace a skill",
        headers,
        params: OneSkill,
        body: SkillBody,
        response: { 200: written("skill", Skill) },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { id } = request.params;
      const commandId = commandIdOf(request);
      if (await isThere(userId, id)) return setSkill(userId, commandId, { ...request.body, id });
      const what = `skill "${id}"`;
      return skillIn(await writtenBefore(history, { userId, commandId, key: "skill", what }));
    },
  );

  app.delete(
    "/api/skills/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "Remove a skill with its edges and evidence",
        description: "Refused while a project requires it.",
        headers,
        params: OneSkill,
        response: { 200: Removed },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { id } = request.params;
      const { seq } = await aboutEntity(
        `skill "${id}"`,
        () => isThere(userId, id),
        () => actors.command(userId, "skills", "remove_skill", commandIdOf(request), { skillId: id }),
      );
      return { seq };
    },
  );

  app.post(
    "/api/skills/:id/evidence",
    {
      onRequest,
      schema: {
        tags,
        summary: "Add evidence for a skill",
        description: "Without id it gets one; without time it is of now.",
        headers,
        params: OneSkill,
        body: EvidenceBody,
        response: { 201: written("evidence", Evidence) },
      },
    },
    async (request, reply) => {
      const { id: userId } = userOf(request);
      const { id } = request.params;
      const evidence = { id: randomUUID(), t: now(), ...request.body, skillId: id };
      const accepted = await aboutEntity(
        `skill "${id}"`,
        () => isThere(userId, id),
        () =>
          inBody("evidence", () =>
            actors.command(userId, "skills", "add_evidence", commandIdOf(request), { evidence }),
          ),
      );
      return reply
        .code(201)
        .send({ seq: accepted.seq, evidence: entityIn(accepted, "evidence") as Evidence });
    },
  );

  app.delete(
    "/api/skills/:id/evidence/:evidenceId",
    {
      onRequest,
      schema: {
        tags,
        summary: "Retract evidence, as if it had never been",
        headers,
        params: OneEvidence,
        response: { 200: Removed },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { id, evidenceId } = request.params;
      const what = `evidence "${evidenceId}" for the skill "${id}"`;
      const { evidence } = await graphOf(userId);
      const known = evidence.find((item) => item.id === evidenceId);
      if (known !== undefined && known.skillId !== id) throw notFound(what);
      const { seq } = await aboutEntity(
        what,
        async () => known !== undefined,
        () => actors.command(userId, "skills", "retract_evidence", commandIdOf(request), { evidenceId }),
      );
      return { seq };
    },
  );

  app.get(
    "/api/skills/:id/belief",
    {
      onRequest,
      config: { samples: sampleBelief },
      schema: { tags, summary: "The posterior of a skill, taken apart into its evidence", params: OneSkill },
    },
    async (request, reply) => {
      const { id: userId } = userOf(request);
      const { id: skillId } = request.params;
      const answer = await actors.queryBytes(userId, "life", "model");
      const signal = hangUpOf(reply);
      return sendJson(
        reply,
        await compute.run({ kind: "belief", answer, skillId }, { owner: userId, signal }),
      );
    },
  );
}

function skillIn(accepted: Accepted): { seq: number; skill: Skill } {
  return { seq: accepted.seq, skill: entityIn(accepted, "skill") as Skill };
}

function withUnits({ belief: { theta, sd, band }, ...skill }: SkillReading): Type.Static<typeof KnownSkill> {
  return {
    ...skill,
    belief: {
      theta: { value: theta, sd, unit: "logit" },
      level: { value: logitToLevel(theta), band, unit: "level 0 to 4" },
    },
  };
}
