/** Whether the process serves, and what its parts are. */
import type { App } from "../app.ts";

export interface PartHealth {
  /** Such as "postgresql" or "nats". */
  name: string;
  /** What it is and which version, such as "PostgreSQL 18.4 (embedded)". */
  description: string;
  state: "up" | "down";
  /** Numbers worth a look, such as sockets or users in memory. */
  numbers?: Record<string, number>;
}

export type CheckParts = () => Promise<PartHealth[]>;

/** 200 while every part is up, otherwise 503; the body is the same. */
export function healthRoute(app: App, version: string, checkParts: CheckParts): void {
  app.get(
    "/health",
    { schema: { tags: ["operation"], summary: "Whether every part is up" } },
    async (_request, reply) => {
      const parts = await checkParts();
      const healthy = parts.every(({ state }) => state === "up");
      return reply.code(healthy ? 200 : 503).send({ status: healthy ? "up" : "degraded", version, parts });
    },
  );
}
