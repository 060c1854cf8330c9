/** The web app: files with a hash in their name are kept by the browser for good, the page itself is asked for anew. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "./app.ts";

export const WEB_DIST = fileURLToPath(new URL("../../web/dist", import.meta.url));

export function webAppBuilt(): boolean {
  return existsSync(join(WEB_DIST, "index.html"));
}

export async function staticRoutes(app: App): Promise<void> {
  await app.register(fastifyStatic, {
    root: WEB_DIST,
    preCompressed: true,
    setHeaders(reply, path) {
      const hashed = path.startsWith(join(WEB_DIST, "assets"));
      reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === "GET" && !/^\/(api|assets|docs|health)\b/.test(request.url) && webAppBuilt();
    if (isPage) return reply.header("cache-control", "no-cache").sendFile("index.html");
    throw new ProtocolError("not_found", `There is nothing at ${request.method} ${request.url}.`);
  });
}
