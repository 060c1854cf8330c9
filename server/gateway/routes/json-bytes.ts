/** Answers that are JSON text already. */
import type { FastifyReply } from "fastify";

export function sendJson(reply: FastifyReply, bytes: Uint8Array<ArrayBuffer>): FastifyReply {
  return reply.header("content-type", "application/json; charset=utf-8").send(Buffer.from(bytes.buffer));
}
