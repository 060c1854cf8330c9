/** Analyses: asked for, watched, cancelled, read. */
import { Type } from "typebox";
import type { Analyst } from "../../analysis/analyst.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { Analysis, LatestAnalysis, TriggerAnalysis } from "./plan-schemas.ts";

const tags = ["analysis"];
const rateLimit = { max: 20, timeWindow: "1 minute" };
const One = Type.Object({ id: Type.String() });

export function analysisRoutes(app: App, accounts: AccountStore, analyst: Analyst): void {
  const onRequest = requireUser(accounts);

  app.post(
    "/api/analysis/trigger",
    {
      onRequest,
      config: { rateLimit },
      schema: {
        tags,
        summary: "Look for what stands out in your numbers now",
        description:
          "A job: it is answered at once, and how far it is comes with GET and over the live feed. One that is under " +
          "way is answered instead of a second one.",
        body: TriggerAnalysis,
        response: { 202: Analysis },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await analyst.ask(userOf(request).id, request.body.timeZone)),
  );

  app.get(
    "/api/analysis/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "One analysis: how far it is, or what it found",
        params: One,
        response: { 200: Analysis },
      },
    },
    (request) => analyst.find(userOf(request).id, request.params.id),
  );

  app.post(
    "/api/analysis/:id/cancel",
    {
      onRequest,
      schema: { tags, summary: "Cancel it", params: One, response: { 200: Analysis } },
    },
    (request) => analyst.cancel(userOf(request).id, request.params.id),
  );

  app.get(
    "/api/analysis/:userId/latest",
    {
      onRequest,
      schema: {
        tags,
        summary: "The newest insights, and what is under way",
        params: Type.Object({ userId: Type.String() }),
        response: { 200: LatestAnalysis },
      },
    },
    (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      return analyst.latest(userId);
    },
  );
}
