/** Commands to a person's actors and what they answer. Writes go through the actors, never past them. */
import { Type } from "typebox";
import type { GraphAnswer, PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { COMMANDS, CommandEnvelope } from "@trajectory/protocols/events/envelope.ts";
import { ACTORS, type ActorName } from "@trajectory/protocols/subjects.ts";
import type { ActorClient } from "../actor-client.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import type { App } from "../app.ts";

/** Facts that only the process itself may state. */
const INTERNAL: ReadonlySet<string> = new Set([
  "session/start_session",
  "session/record_window",
  "session/end_session",
  "life/tick_day",
]);

export function actorRoutes(app: App, accounts: AccountStore, actors: ActorClient): void {
  const preHandler = requireUser(accounts);
  const tags = ["actors"];

  app.post(
    "/api/commands/:actor/:command",
    {
      preHandler,
      schema: {
        tags,
        summary: "Send a command to an actor",
        description: "The payloads stand in docs/commands.md. The same id gives the same answer.",
        params: Type.Object({ actor: Type.String(), command: Type.String() }),
        body: CommandEnvelope,
      },
    },
    async (request) => {
      const { actor, command } = knownCommand(request.params);
      const { id, payload } = request.body;
      return { ok: true, ...(await actors.command(userOf(request).id, actor, command, id, payload)) };
    },
  );

  app.get(
    "/api/portfolio",
    {
      preHandler,
      schema: { tags, summary: "Everything that was entered: goals, projects, constraints, skills" },
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
}

function knownCommand(params: { actor: string; command: string }): { actor: ActorName; command: string } {
  const actor = ACTORS.find((name) => name === params.actor);
  if (actor === undefined || !(params.command in COMMANDS[actor])) {
    throw new ProtocolError("command_unknown", `There is no command ${params.actor}/${params.command}.`);
  }
  if (INTERNAL.has(`${actor}/${params.command}`)) {
    throw new ProtocolError("forbidden", `${params.command} comes from the engine itself.`);
  }
  return { actor, command: params.command };
}
