/** Fills the demo portfolio of a person who has entered nothing yet. */
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import type { App } from "../app.ts";

export type FillDemo = (userId: string) => Promise<{ seq: number }>;

export function demoRoute(app: App, accounts: AccountStore, fillDemo: FillDemo): void {
  const schema = { tags: ["accounts"], summary: "Fill the demo portfolio of a person who has none" };
  app.post("/api/demo", { onRequest: requireUser(accounts), schema }, async (request, reply) =>
    reply.code(201).send(await fillDemo(userOf(request).id)),
  );
}
