/** Requests as they come over the bus, before anybody believes them. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { COMMANDS, CommandEnvelope } from "@trajectory/protocols/events/envelope.ts";
import { Id } from "@trajectory/protocols/events/entities.ts";
import {
  type ActorName,
  parseRequestSubject,
  partitionOf,
  type RequestSubject,
} from "@trajectory/protocols/subjects.ts";
import { parse } from "@trajectory/protocols/validate.ts";
import { canonical } from "./canonical.ts";
import type { AnyCommand } from "./decide.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** @throws ProtocolError `command_unknown` or `invalid_input` */
export function parseCommand(
  actor: ActorName,
  name: string,
  envelope: unknown,
): { id: string; command: AnyCommand } {
  const schemas = COMMANDS[actor];
  if (!Object.hasOwn(schemas, name)) {
    throw new ProtocolError("command_unknown", `The ${actor} actor knows no command "${name}".`);
  }
  const { id, payload } = parse(CommandEnvelope, envelope);
  const checked = parse(schemas[name as keyof typeof schemas], payload);
  return { id, command: { actor, name, payload: canonical(checked) } as AnyCommand };
}

/** @throws ProtocolError `invalid_input` */
export function parseUserId(userId: string): string {
  return parse(Id, userId);
}

/** @throws ProtocolError `invalid_input` or `command_unknown` */
export function parseSubject(subject: string): RequestSubject {
  const request = parseRequestSubject(subject);
  if (request === undefined) {
    throw new ProtocolError("command_unknown", `Nothing understands requests to "${subject}".`);
  }
  const partition = partitionOf(parseUserId(request.userId));
  if (subject.split(".")[1] !== String(partition)) {
    throw new ProtocolError("invalid_input", `${request.userId} belongs to partition ${partition}.`, {
      field: "partition",
    });
  }
  return request;
}

/** @throws ProtocolError `invalid_input` */
export function parseBody(data: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(data));
  } catch (error) {
    throw new ProtocolError("invalid_input", "The request is not JSON in UTF-8.", { cause: error });
  }
}
