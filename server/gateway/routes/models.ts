/** The engine's mathematics on what is sent, without a person behind it. Nothing is stored. */
import type { ComputePool } from "../../compute/pool.ts";
import { type Ask, QUESTIONS } from "../../compute/questions.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import { sampleAnswer } from "../openapi/samples.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";
import { sendJson } from "./json-bytes.ts";

interface Route {
  path: string;
  ask: Ask;
  /** With the section of docs/model.md. */
  summary: string;
}

const ROUTES: readonly Route[] = [
  {
    path: "skill-graph/update",
    ask: "update",
    summary: "Each skill on its own: evidence and forgetting (2.1, 2.2)",
  },
  {
    path: "skill-graph/propagate",
    ask: "propagate",
    summary: "The posterior over the graph, with contributions (2.3)",
  },
  { path: "skill-graph/sample", ask: "sample", summary: "Joint draws from the posterior (2.6)" },
  { path: "alignment/compute", ask: "alignment", summary: "Alignment and balance (3.2)" },
  {
    path: "alignment/detect-conflicts",
    ask: "conflicts",
    summary: "Conflicts of direction and time (3.2)",
  },
  { path: "gravity", ask: "gravity", summary: "Gravity, required pace, escape velocity (3.4)" },
  { path: "mass", ask: "mass", summary: "Mass, drag and time constant (3.3)" },
  {
    path: "life-state/predict",
    ask: "predict",
    summary: "η∞ and the band of the pace in the coming weeks (4.2)",
  },
  { path: "life-state/escape-time", ask: "escape_time", summary: "When η reaches 1 (4.2)" },
];

export interface ModelRoutes {
  accounts: AccountStore;
  compute: ComputePool;
  now: () => number;
}

/** Bodies go to the threads as they came: reading and checking a large one takes longer than a moment. */
export function modelRoutes(app: App, { accounts, compute, now }: ModelRoutes): void {
  const onRequest = requireUser(accounts);
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
      done(null, body);
    });
    scope.setValidatorCompiler(() => (value) => ({ value }));
    for (const { path, ask, summary } of ROUTES) {
      scope.post(
        `/api/models/${path}`,
        {
          onRequest,
          config: { samples: () => [sampleAnswer(ask)] },
          schema: { tags: ["models"], summary, body: QUESTIONS[ask] },
        },
        async (request, reply) => {
          const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
          const { id: owner } = userOf(request);
          const task = { kind: "model", ask, body, now: now() } as const;
          return sendJson(reply, await compute.run(task, { owner, signal: hangUpOf(reply) }));
        },
      );
    }
  });
}
