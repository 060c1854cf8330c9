/** Simulated futures: answered at once, or streamed with their progress; whoever hangs up cancels. */
import { once } from "node:events";
import type { FastifyReply } from "fastify";
import type { ComputePool } from "../../compute/pool.ts";
import { practisedIn } from "../../compute/simulate.ts";
import type { SimulateTask } from "../../compute/tasks.ts";
import { toPublicError } from "../../public-error.ts";
import type { ActorClient } from "../actor-client.ts";
import type { App } from "../app.ts";
import { requireUser, userOf } from "../auth.ts";
import { sampleSimulation } from "../openapi/samples.ts";
import type { AccountStore } from "../ports.ts";
import { hangUpOf } from "./hang-up.ts";
import { sendJson } from "./json-bytes.ts";
import { requireBounded, Simulation } from "./simulation-body.ts";

const PROGRESS_EVERY_MS = 100;
const STREAM = "application/x-ndjson";

export interface SimulateRoute {
  accounts: AccountStore;
  actors: ActorClient;
  compute: ComputePool;
}

export function simulateRoute(app: App, { accounts, actors, compute }: SimulateRoute): void {
  app.post(
    "/api/physics/simulate",
    {
      onRequest: requireUser(accounts),
      config: { samples: sampleSimulation },
      schema: {
        tags: ["physics"],
        body: Simulation,
        summary: "Simulate scenarios on the same luck",
        description:
          `With \`Accept: ${STREAM}\` the answer is a stream of lines \`{"progress": 0…1}\`, then ` +
          '`{"result": …}` or `{"error": …}`. Closing the connection cancels.',
      },
    },
    async (request, reply) => {
      requireBounded(request.body);
      const { id: owner } = userOf(request);
      const source = practisedIn(request.body.scenarios).length > 0 ? "model" : "forces";
      const answer = await actors.queryBytes(owner, "life", source);
      const task: SimulateTask = { kind: "simulate", source, answer, ...request.body };
      const signal = hangUpOf(reply);
      if (request.headers.accept !== STREAM)
        return sendJson(reply, await compute.run(task, { owner, signal }));
      await stream(reply, (onProgress) => compute.run(task, { owner, signal, onProgress }));
      return reply;
    },
  );
}

type Start = (onProgress: (share: number) => void) => Promise<Uint8Array>;

async function stream(reply: FastifyReply, start: Start): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": STREAM, "cache-control": "no-store" });
  let reported = 0;
  try {
    const result = await start((progress) => {
      if (performance.now() - reported < PROGRESS_EVERY_MS) return;
      reported = performance.now();
      raw.write(`${JSON.stringify({ progress })}\n`);
    });
    raw.write('{"result": ');
    raw.write(result);
    raw.write("}\n");
  } catch (error) {
    raw.write(`${JSON.stringify({ error: toPublicError(error).toBody() })}\n`);
  }
  raw.end();
  if (!raw.destroyed) await once(raw, "close");
}
