/** Commands to a person's actors and what they answer. Writes go through the actors, never past them. */
import { Type } from "typebox";
import type { GraphAnswer, ModelAnswer, PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import {
  Constraint,
  Evidence,
  Goal,
  Project,
  Reminder,
  Skill,
  SkillEdge,
} from "@trajectory/protocols/events/entities.ts";
import { COMMANDS, CommandEnvelope } from "@trajectory/protocols/events/envelope.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import type { ActorClient } from "../actor-client.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import type { App } from "../app.ts";
import { Seq } from "./person-entities.ts";

/** Facts that only the process itself may state. */
const INTERNAL: ReadonlySet<string> = new Set([
  "session/start_session",
  "session/record_window",
  "session/end_session",
  "life/tick_day",
  "life/fire_reminder",
]);

const Command = Type.Object(CommandEnvelope.properties, {
  additionalProperties: false,
  examples: [
    {
      id: "choose-it-yourself-1",
      payload: { goal: { id: "g4", name: "Learn to sail", importance: 0.2 } },
    },
  ],
});

const Accepted: Type.TSchema = Type.Object({
  ok: Type.Literal(true),
  seq: Seq,
  events: Type.Array(
    Type.Object({
      userId: Type.String(),
      seq: Type.Integer({ description: "Counts from 1 without gaps" }),
      actor: Type.Enum([...ACTORS]),
      type: Type.String(),
      at: Type.Number({ description: "Event time, ms since the Unix epoch" }),
      commandId: Type.String(),
      machineVersion: Type.Integer(),
      payload: Type.Unknown(),
    }),
  ),
});

const KnownSkill = Type.Object({
  ...Skill.properties,
  belief: Type.Object({
    theta: Type.Number({ description: "logit" }),
    sd: Type.Number({ description: "logit" }),
    band: Type.Tuple([Type.Number(), Type.Number()], { description: "θ ± 1 sd as levels 0 to 4" }),
  }),
});

export const Everything = Type.Object({
  seq: Seq,
  goals: Type.Array(Goal),
  projects: Type.Array(Project),
  constraints: Type.Array(Constraint),
  reminders: Type.Array(Reminder),
  capacity: Type.Number({ description: "h/wk" }),
  constants: Type.Record(Type.String(), Type.Number(), {
    description: "Constants of the model that the person changed, by path",
  }),
  skills: Type.Array(KnownSkill),
  edges: Type.Array(SkillEdge),
  evidence: Type.Array(Evidence),
});

const WholeModel = Type.Object(
  { seq: Seq, model: Type.Object({ model: Type.String({ description: "Version of the mathematics" }) }) },
  { description: "State, beliefs and constants" },
);

export function actorRoutes(app: App, accounts: AccountStore, actors: ActorClient): void {
  const onRequest = requireUser(accounts);
  const tags = ["actors"];

  app.post(
    "/api/commands/:actor/:command",
    {
      onRequest,
      schema: {
        tags,
        summary: "Send a command to an actor",
        description: "The payloads stand in docs/commands.md. The same id gives the same answer.",
        params: Type.Object({ actor: Type.String(), command: Type.String() }),
        body: Command,
        response: { 200: Accepted },
      },
    },
    async (request) => {
      const { actor, command, schema } = knownCommand(request.params);
      const { id, payload } = request.body;
      const checked = parse(schema, payload);
      return { ok: true, ...(await actors.command(userOf(request).id, actor, command, id, checked)) };
    },
  );

  app.get(
    "/api/portfolio",
    {
      onRequest,
      schema: {
        tags,
        summary: "Everything that was entered: goals, projects, constraints, skills",
        response: { 200: Everything },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const [life, skills] = await Promise.all([
        actors.query<PortfolioAnswer>(id, "life", "portfolio"),
        actors.query<GraphAnswer>(id, "skills", "graph"),
      ]);
      return { ...skills, ...life, seq: Math.min(life.seq, skills.seq) };
    },
  );

  app.get(
    "/api/model",
    {
      onRequest,
      schema: {
        tags,
        summary: "The whole model of yours, to compute with it elsewhere",
        description:
          "`LifeModel.fromJSON` of `engine/life/life-model.ts` reads `model`; another version of it does not.",
        response: { 200: WholeModel },
      },
    },
    async (request) => {
      const { seq, model } = await actors.query<ModelAnswer>(userOf(request).id, "life", "model");
      return { seq, model };
    },
  );
}

interface KnownCommand {
  actor: ActorName;
  command: string;
  /** Of its payload. */
  schema: Type.TSchema;
}

function knownCommand({ actor: name, command }: { actor: string; command: string }): KnownCommand {
  const actor = ACTORS.find((known) => known === name);
  const schemas: Readonly<Record<string, Type.TSchema>> = actor === undefined ? {} : COMMANDS[actor];
  const schema = Object.hasOwn(schemas, command) ? schemas[command] : undefined;
  if (actor === undefined || schema === undefined) {
    throw new ProtocolError("command_unknown", `There is no command ${name}/${command}.`);
  }
  if (INTERNAL.has(`${actor}/${command}`)) {
    throw new ProtocolError("forbidden", `${command} comes from the engine itself.`);
  }
  return { actor, command, schema };
}
