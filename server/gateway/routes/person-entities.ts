/** What the routes of goals, projects, constraints, skills and edges share. */
import { Type } from "typebox";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Accepted } from "../actor-client.ts";
import type { HistoryStore } from "../ports.ts";

/** The answer to a write: the last event it made, and what the log now has. */
export function written<Key extends string, Schema extends Type.TSchema>(key: Key, schema: Schema) {
  return Type.Object({ seq: Seq, [key]: schema } as { seq: typeof Seq } & Record<Key, Schema>);
}

export const Seq = Type.Integer({ description: "Of the newest event in the answer" });
export const Removed = Type.Object({ seq: Seq });

/**
 * Sends a command about an entity named in the path. The command goes first, so that one sent again gets the same
 * answer also when the entity is gone by now.
 * @throws ProtocolError `not_found` where the command was refused because there is no such entity
 */
export async function aboutEntity(
  what: string,
  exists: () => Promise<boolean>,
  send: () => Promise<Accepted>,
): Promise<Accepted> {
  try {
    return await send();
  } catch (error) {
    if (isRefusal(error) && !(await exists())) throw notFound(what);
    throw error;
  }
}

/** Where the commands of a person are found again. */
export type CommandLog = Pick<HistoryStore, "findCommand">;

/**
 * What a replacement wrote that was sent before with the same id; the entity itself is gone by now.
 * @throws ProtocolError `not_found` where the command never wrote one
 */
export async function writtenBefore(
  log: CommandLog,
  { userId, commandId, key, what }: { userId: string; commandId: string; key: string; what: string },
): Promise<Accepted> {
  const events = await log.findCommand(userId, commandId);
  const seq = events.at(-1)?.seq;
  if (seq === undefined || entityIn({ events }, key) === undefined) throw notFound(what);
  return { seq, events };
}

/** Names fields as they stand in the HTTP body, which the command wraps: `project.size` becomes `size`. */
export async function inBody(wrapper: string, send: () => Promise<Accepted>): Promise<Accepted> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.field?.startsWith(`${wrapper}.`) !== true) throw error;
    const field = error.field.slice(wrapper.length + 1);
    const message = error.message.replace(error.field, field);
    throw new ProtocolError(error.code, message, { field, reason: error.reason, cause: error });
  }
}

/** As it stands in the log: the same when the command is sent again. */
export function entityIn({ events }: Pick<Accepted, "events">, key: string): unknown {
  return (events[0]?.payload as Readonly<Record<string, unknown>> | undefined)?.[key];
}

export function notFound(what: string): ProtocolError {
  return new ProtocolError("not_found", `There is no ${what}.`, { field: "id" });
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof ProtocolError && (error.code === "model_refused" || error.code === "command_refused")
  );
}
