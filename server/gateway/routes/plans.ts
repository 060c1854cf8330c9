/** Plans: made, listed with what came of them, and reported on. */
import { Type } from "typebox";
import type { Planner } from "../../plans/planner.ts";
import type { App } from "../app.ts";
import { mayRead, requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";
import { commandIdOf, IdempotencyHeaders } from "./idempotency.ts";
import { GeneratePlan, Plan, Plans, ReportStep } from "./plan-schemas.ts";

const tags = ["plans"];
/** Each takes a thread for about a second. */
const rateLimit = { max: 20, timeWindow: "1 minute" };

export function planRoutes(app: App, accounts: AccountStore, planner: Planner): void {
  const onRequest = requireUser(accounts);

  app.post(
    "/api/plans/generate",
    {
      onRequest,
      config: { rateLimit },
      schema: {
        tags,
        summary: "Make a plan: at most five steps, ranked by what they do for their price and simulated",
        description:
          "Closing the connection cancels. Sent again with the same key, the same plan is answered.",
        headers: IdempotencyHeaders,
        body: GeneratePlan,
        response: { 201: Plan },
      },
    },
    async (request, reply) => {
      const { id } = userOf(request);
      const plan = await planner.generate(id, request.body, commandIdOf(request), hangUpOf(reply));
      return reply.code(201).send(plan);
    },
  );

  app.get(
    "/api/plans/:userId",
    {
      onRequest,
      schema: {
        tags,
        summary: "The newest plans, each with its steps, what was said of them, and what η became",
        params: Type.Object({ userId: Type.String() }),
        response: { 200: Plans },
      },
    },
    async (request) => {
      const { userId } = request.params;
      mayRead(request, userId);
      return { plans: await planner.list(userId) };
    },
  );

  app.put(
    "/api/plans/:id/progress",
    {
      onRequest,
      schema: {
        tags,
        summary: "Say how far a step is",
        description:
          "Progress and hours go to the project in the log, where its pace learns from them; a level becomes a " +
          "self-report on the skill. What the kind of step does not have is refused.",
        headers: IdempotencyHeaders,
        params: Type.Object({ id: Type.String() }),
        body: ReportStep,
        response: { 200: Plan },
      },
    },
    (request) => {
      const { step, ...report } = request.body;
      return planner.report(userOf(request).id, request.params.id, step, report, commandIdOf(request));
    },
  );
}
