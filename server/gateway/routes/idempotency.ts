/** A caller that repeats a write sends the same key: the command counts once. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Type } from "typebox";
import { CommandId } from "@trajectory/protocols/events/envelope.ts";

export const IdempotencyHeaders = Type.Object({ "idempotency-key": Type.Optional(CommandId) });

export function commandIdOf({ headers }: { headers: IncomingHttpHeaders }): string {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : randomUUID();
}
