/** The engine's mathematics on what is sent, without a person behind it. Nothing is stored. */
import { Type } from "typebox";
import { LifeBody, SkillsBody } from "../../compute/life-body.ts";
import type { Question } from "../../compute/models.ts";
import type { ComputePool } from "../../compute/pool.ts";
import type { App } from "../app.ts";
import { requireUser } from "../auth.ts";
import type { AccountStore } from "../ports.ts";

const tags = ["models"];
const Seed = Type.Integer({ minimum: 0, maximum: 0xffff_ffff, default: 1 });
const Skills = Type.Object(SkillsBody, { additionalProperties: false });
const Draws = Type.Object(
  { ...SkillsBody, seed: Seed, count: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }) },
  { additionalProperties: false },
);
const Life = Type.Object({ ...LifeBody, seed: Seed }, { additionalProperties: false });

const LIFE_QUESTIONS = [
  ["alignment/compute", "alignment", "Alignment and balance (3.2)"],
  ["alignment/detect-conflicts", "conflicts", "Conflicts of direction and time (3.2)"],
  ["gravity", "gravity", "Gravity, required pace, escape velocity (3.4)"],
  ["mass", "mass", "Mass, drag and time constant (3.3)"],
  ["life-state/predict", "predict", "η∞ and the band of the pace in the coming weeks (4.2)"],
  ["life-state/escape-time", "escape_time", "When η reaches 1 (4.2)"],
] as const;

export function modelRoutes(app: App, accounts: AccountStore, compute: ComputePool, now: () => number): void {
  const preHandler = requireUser(accounts);
  const answer = (question: Question, signal: AbortSignal) =>
    compute.run({ kind: "model", question, now: now() }, { signal });

  app.post(
    "/api/models/skill-graph/update",
    {
      preHandler,
      schema: { tags, summary: "Each skill on its own: evidence and forgetting (2.1, 2.2)", body: Skills },
    },
    ({ body, signal }) => answer({ ask: "update", life: body }, signal),
  );
  app.post(
    "/api/models/skill-graph/propagate",
    {
      preHandler,
      schema: { tags, summary: "The posterior over the graph, with contributions (2.3)", body: Skills },
    },
    ({ body, signal }) => answer({ ask: "propagate", life: body }, signal),
  );
  app.post(
    "/api/models/skill-graph/sample",
    { preHandler, schema: { tags, summary: "Joint draws from the posterior (2.6)", body: Draws } },
    ({ body: { seed, count, ...life }, signal }) => answer({ ask: "sample", life, seed, count }, signal),
  );
  for (const [path, ask, summary] of LIFE_QUESTIONS) {
    app.post(
      `/api/models/${path}`,
      { preHandler, schema: { tags, summary, body: Life } },
      ({ body: { seed, ...life }, signal }) => answer({ ask, life, seed }, signal),
    );
  }
}
