import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadOrder, LoadOutcome } from "./load-generator.ts";

const GENERATOR = fileURLToPath(new URL("load-generator.ts", import.meta.url));

export interface Load {
  natsUrl: string;
  /** Used in turn. */
  subjects: readonly string[];
  inFlight: number;
  seconds: number;
  /** Default: as many as are answered. */
  perSecond?: number | undefined;
}

export interface Driven {
  /** ms, one for each answered command. */
  latencies: Float64Array;
  perSecond: number;
  /** CPU of the load generator itself, µs. */
  generatorUsEach: number;
}

/** Commands from a process of its own. @throws Error when one was refused or not answered */
export async function drive({ natsUrl, subjects, ...load }: Load): Promise<Driven> {
  const { hostname, port, username } = new URL(natsUrl);
  const server = { host: hostname, port: Number(port), token: username };
  const order: LoadOrder = { ...server, subjects: [...subjects], ...load };
  const child = fork(GENERATOR, { serialization: "advanced", execArgv: [] });
  const exited = once(child, "exit");
  child.send(order);
  const [outcome] = (await Promise.race([once(child, "message"), exited.then(() => [])])) as [LoadOutcome?];
  await exited;
  if (outcome === undefined) throw new Error("The load generator ended without an outcome.");
  const { latencies, seconds, cpuSeconds, failure } = outcome;
  if (failure !== undefined) throw new Error(`After ${latencies.length} commands: ${failure}`);
  return {
    latencies,
    perSecond: latencies.length / seconds,
    generatorUsEach: (cpuSeconds / latencies.length) * 1e6,
  };
}
