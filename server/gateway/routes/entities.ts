/** Goals, projects and constraints: listed, added, changed and removed through the life actor. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import type { PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { Constraint, Goal, Id, Project } from "@trajectory/protocols/events/entities.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";

interface EntityKind {
  /** Path and tag. */
  plural: "goals" | "projects" | "constraints";
  schema: typeof Goal | typeof Project | typeof Constraint;
  /** Key of the entity in the payload of `set`. */
  key: string;
  set: string;
  remove: string;
  /** Key of the id in the payload of `remove`. */
  removeKey: string;
  removeSummary: string;
}

const KINDS: readonly EntityKind[] = [
  {
    plural: "goals",
    schema: Goal,
    key: "goal",
    set: "set_goal",
    remove: "remove_goal",
    removeKey: "goalId",
    removeSummary: "Remove a goal",
  },
  {
    plural: "projects",
    schema: Project,
    key: "project",
    set: "set_project",
    remove: "archive_project",
    removeKey: "projectId",
    removeSummary: "Archive a project; its history stays",
  },
  {
    plural: "constraints",
    schema: Constraint,
    key: "constraint",
    set: "set_constraint",
    remove: "remove_constraint",
    removeKey: "constraintId",
    removeSummary: "Remove a constraint",
  },
];

export function entityRoutes(app: App, accounts: AccountStore, actors: ActorClient): void {
  for (const kind of KINDS) addKind(app, kind, accounts, actors);
}

function addKind(app: App, kind: EntityKind, accounts: AccountStore, actors: ActorClient): void {
  const preHandler = requireUser(accounts);
  const tags = [kind.plural];
  const headers = IdempotencyHeaders;
  const params = Type.Object({ id: Id });

  async function list(userId: string) {
    const portfolio = await actors.query<PortfolioAnswer>(userId, "life", "portfolio");
    return { seq: portfolio.seq, entities: portfolio[kind.plural] };
  }

  app.get(
    `/api/${kind.plural}/:userId`,
    {
      preHandler,
      schema: { tags, summary: `All ${kind.plural}`, params: Type.Object({ userId: Type.String() }) },
    },
    async (request) => {
      mayRead(request, request.params.userId);
      const { seq, entities } = await list(request.params.userId);
      return { seq, [kind.plural]: entities };
    },
  );

  app.post(
    `/api/${kind.plural}`,
    {
      preHandler,
      schema: {
        tags,
        summary: `Add to the ${kind.plural}; without id it gets one`,
        headers,
        body: withoutId(kind.schema),
      },
    },
    async (request, reply) => {
      const entity = { id: randomUUID(), ...request.body };
      const { seq } = await actors.command(userOf(request).id, "life", kind.set, commandIdOf(request), {
        [kind.key]: entity,
      });
      return reply.code(201).send({ seq, [kind.key]: entity });
    },
  );

  app.put(
    `/api/${kind.plural}/:id`,
    {
      preHandler,
      schema: {
        tags,
        summary: `Replace one of the ${kind.plural}`,
        headers,
        params,
        body: withoutId(kind.schema),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { id: userId } = userOf(request);
      await requireThere(userId, id);
      const entity = { ...request.body, id };
      const { seq } = await actors.command(userId, "life", kind.set, commandIdOf(request), {
        [kind.key]: entity,
      });
      return { seq, [kind.key]: entity };
    },
  );

  app.delete(
    `/api/${kind.plural}/:id`,
    { preHandler, schema: { tags, summary: kind.removeSummary, headers, params } },
    async (request) => {
      const { id: userId } = userOf(request);
      await requireThere(userId, request.params.id);
      const payload = { [kind.removeKey]: request.params.id };
      const { seq } = await actors.command(userId, "life", kind.remove, commandIdOf(request), payload);
      return { seq };
    },
  );

  async function requireThere(userId: string, id: string): Promise<void> {
    const { entities } = await list(userId);
    if (entities.some((entity) => entity.id === id)) return;
    throw new ProtocolError("not_found", `There is no ${kind.key} "${id}".`, { field: "id" });
  }
}

/** The id may be left out: POST makes one, PUT takes that of the path. */
function withoutId(schema: EntityKind["schema"]) {
  return Type.Object(
    { ...schema.properties, id: Type.Optional(Id) },
    { additionalProperties: false, examples: (schema as { examples?: unknown[] }).examples ?? [] },
  );
}
