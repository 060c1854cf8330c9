/** Goals, projects and constraints: listed, added, changed and removed through the life actor. */
import { randomUUID } from "node:crypto";
import { Type } from "typebox";
import type { PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { Constraint, Goal, Id, Project } from "@trajectory/protocols/events/entities.ts";
import { lifeCommands } from "@trajectory/protocols/events/life.ts";
import type { Accepted, ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
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
  /** What may be said with a removal, as a query. */
  removeQuery: Type.TObject;
}

const { actualHours } = lifeCommands.archive_project.properties;

const KINDS: readonly EntityKind[] = [
  {
    plural: "goals",
    schema: Goal,
    key: "goal",
    set: "set_goal",
    remove: "remove_goal",
    removeKey: "goalId",
    removeSummary: "Remove a goal",
    removeQuery: Type.Object({}),
  },
  {
    plural: "projects",
    schema: Project,
    key: "project",
    set: "set_project",
    remove: "archive_project",
    removeKey: "projectId",
    removeSummary: "Archive a project; its history stays",
    removeQuery: Type.Object({ actualHours }),
  },
  {
    plural: "constraints",
    schema: Constraint,
    key: "constraint",
    set: "set_constraint",
    remove: "remove_constraint",
    removeKey: "constraintId",
    removeSummary: "Remove a constraint",
    removeQuery: Type.Object({}),
  },
];

export interface EntityRoutes {
  accounts: AccountStore;
  actors: ActorClient;
  history: CommandLog;
}

export function entityRoutes(app: App, options: EntityRoutes): void {
  for (const kind of KINDS) addKind(app, kind, options);
}

function addKind(app: App, kind: EntityKind, { accounts, actors, history }: EntityRoutes): void {
  const onRequest = requireUser(accounts);
  const tags = [kind.plural];
  const headers = IdempotencyHeaders;
  const params = Type.Object({ id: Id });
  const answer: Type.TSchema = written(kind.key, kind.schema);

  async function list(userId: string) {
    const portfolio = await actors.query<PortfolioAnswer>(userId, "life", "portfolio");
    return { seq: portfolio.seq, entities: portfolio[kind.plural] };
  }

  async function isThere(userId: string, id: string): Promise<boolean> {
    const { entities } = await list(userId);
    return entities.some((entity) => entity.id === id);
  }

  async function set(userId: string, commandId: string, entity: object): Promise<Record<string, unknown>> {
    return answered(
      await inBody(kind.key, () =>
        actors.command(userId, "life", kind.set, commandId, { [kind.key]: entity }),
      ),
    );
  }

  function answered(accepted: Accepted): Record<string, unknown> {
    return { seq: accepted.seq, [kind.key]: entityIn(accepted, kind.key) };
  }

  app.get(
    `/api/${kind.plural}/:userId`,
    {
      onRequest,
      schema: {
        tags,
        summary: `All ${kind.plural}`,
        params: Type.Object({ userId: Type.String() }),
        response: { 200: Type.Object({ seq: Seq, [kind.plural]: Type.Array(kind.schema) }) },
      },
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
      onRequest,
      schema: {
        tags,
        summary: `Add to the ${kind.plural}; without id it gets one`,
        headers,
        body: withoutId(kind.schema),
        response: { 201: answer },
      },
    },
    async (request, reply) => {
      const entity = { id: randomUUID(), ...request.body };
      return reply.code(201).send(await set(userOf(request).id, commandIdOf(request), entity));
    },
  );

  app.put(
    `/api/${kind.plural}/:id`,
    {
      onRequest,
      schema: {
        tags,
        summary: `Replace one of the ${kind.plural}`,
        headers,
        params,
        body: withoutId(kind.schema),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { id: userId } = userOf(request);
      const commandId = commandIdOf(request);
      if (await isThere(userId, id)) return set(userId, commandId, { ...request.body, id });
      const { key } = kind;
      return answered(await writtenBefore(history, { userId, commandId, key, what: `${key} "${id}"` }));
    },
  );

  app.delete(
    `/api/${kind.plural}/:id`,
    {
      onRequest,
      schema: {
        tags,
        summary: kind.removeSummary,
        headers,
        params,
        querystring: kind.removeQuery,
        response: { 200: Removed },
      },
    },
    async (request) => {
      const { id: userId } = userOf(request);
      const { id } = request.params;
      const payload = { ...(request.query as object), [kind.removeKey]: id };
      const { seq } = await aboutEntity(
        `${kind.key} "${id}"`,
        () => isThere(userId, id),
        () => actors.command(userId, "life", kind.remove, commandIdOf(request), payload),
      );
      return { seq };
    },
  );
}

/** The id may be left out: POST makes one, PUT takes that of the path. */
function withoutId(schema: EntityKind["schema"]) {
  return Type.Object(
    { ...schema.properties, id: Type.Optional(Id) },
    { additionalProperties: false, examples: (schema as { examples?: unknown[] }).examples ?? [] },
  );
}
