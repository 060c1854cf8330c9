/** Whether the process serves, and what its parts are. */
import type { PartHealth } from "../../part-health.ts";
import type { App } from "../app.ts";

export type CheckParts = () => Promise<PartHealth[]>;

/** 200 while no part is down, otherwise 503; the body is the same. */
export function healthRoute(app: App, version: string, checkParts: CheckParts): void {
  app.get(
    "/health",
    { schema: { tags: ["operation"], summary: "Whether every part is up" } },
    async (_request, reply) => {
      const parts = await checkParts();
      const status = parts.every(({ state }) => state === "up") ? "up" : "degraded";
      const serves = parts.every(({ state }) => state !== "down");
      return reply.code(serves ? 200 : 503).send({ status, version, parts });
    },
  );
}
