/** What becomes of old samples: what would go, let them go, how far it is, stop. */
import { Type } from "typebox";
import type { Retention, RetentionRun } from "../../jobs/retention.ts";
import type { App } from "../app.ts";
import { requireOperator } from "../operator-auth.ts";
import type { AccountStore } from "../ports.ts";

const tags = ["operations"];
const Begin = Type.Object(
  { dryRun: Type.Boolean({ description: "Only count what would go" }) },
  { additionalProperties: false, examples: [{ dryRun: true }] },
);
const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Run = Type.Object({
  state: Type.Enum(["running", "done", "cancelled", "failed"]),
  dryRun: Type.Boolean(),
  before: Type.Number({ description: "Samples from before this time, ms since the Unix epoch" }),
  startedAt: Type.Number(),
  endedAt: Nullable(Type.Number()),
  error: Nullable(Type.String()),
  blocks: Type.Integer(),
  samples: Type.Integer(),
  bytes: Type.Integer(),
});
const Answer = Type.Object(
  { keepDays: Type.Integer({ description: "0: samples are kept for ever" }), run: Nullable(Run) },
  { examples: [{ keepDays: 30, run: null }] },
);

export function retentionRoutes(
  app: App,
  accounts: AccountStore,
  localToken: string,
  retention: Retention,
): void {
  const preHandler = requireOperator(accounts, localToken);
  const response = { 200: Answer };
  const answer = (run: RetentionRun | undefined) => ({
    keepDays: retention.keepDays,
    run: run === undefined ? null : { ...run },
  });

  app.get(
    "/api/operations/retention",
    {
      preHandler,
      schema: { tags, summary: "How far letting go of old samples is, or was the last time", response },
    },
    async () => answer(retention.last),
  );

  app.post(
    "/api/operations/retention",
    {
      preHandler,
      schema: {
        tags,
        body: Begin,
        summary: "Let go of samples older than --keep-raw-days, or count them",
        description: "Roll-ups, windows and ledgers stay. Samples that a running session needs stay too.",
        response,
      },
    },
    async (request) => answer(retention.begin(request.body.dryRun)),
  );

  app.delete(
    "/api/operations/retention",
    { preHandler, schema: { tags, summary: "Stop behind the step that is under way", response } },
    async () => {
      await retention.cancel();
      return answer(retention.last);
    },
  );
}
