/** Whoever hangs up waits for no answer: what is computed for them is given up. */
import type { FastifyReply } from "fastify";

/**
 * Aborted when the connection closes before the answer was sent. Fastify's own `request.signal` says the same only
 * while the body is still on its way, and nothing once a reply is hijacked.
 */
export function hangUpOf({ raw }: FastifyReply): AbortSignal {
  const abort = new AbortController();
  if (raw.destroyed) abort.abort();
  raw.once("close", () => {
    if (!raw.writableFinished) abort.abort();
  });
  return abort.signal;
}
