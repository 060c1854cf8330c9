/** What a person's jobs do, and an end to them. Where one stands also comes over the live feed. */
import { Type } from "typebox";
import { Id } from "@trajectory/protocols/events/entities.ts";
import { Job } from "@trajectory/protocols/jobs.ts";
import type { JobQueue } from "../../jobs/queue.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import type { AccountStore } from "../ports.ts";

const tags = ["jobs"];
const OneJob = Type.Object({ id: Id });

export function jobRoutes(app: App, accounts: AccountStore, jobs: JobQueue): void {
  const onRequest = requireUser(accounts);

  app.get(
    "/api/jobs",
    {
      onRequest,
      schema: {
        tags,
        summary: "Your jobs of the last 30 days, newest first, at most 100",
        response: { 200: Type.Object({ jobs: Type.Array(Job) }, { examples: [{ jobs: [] }] }) },
      },
    },
    async (request) => ({ jobs: await jobs.list(userOf(request).id) }),
  );

  app.get(
    "/api/jobs/:id",
    { onRequest, schema: { tags, summary: "One job", params: OneJob, response: { 200: Job } } },
    (request) => jobs.find(userOf(request).id, request.params.id),
  );

  app.post(
    "/api/jobs/:id/cancel",
    {
      onRequest,
      schema: {
        tags,
        summary: "Stop a job that waits or runs",
        description: "Refused when it is over.",
        params: OneJob,
        response: { 200: Job },
      },
    },
    (request) => jobs.cancel(userOf(request).id, request.params.id),
  );
}
