/** What a session holds in the uplink's memory, over an hour of its time. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Result } from "../harness.ts";
import type { SessionMemory } from "./session-memory.ts";

const LIMIT_KB = 40;

/** In a process of its own, which may ask for a garbage collection. */
export async function memoryPerSession(quick: boolean): Promise<Result[]> {
  const minutes = quick ? [2, 6] : [2, 60];
  const child = fork(
    fileURLToPath(new URL("session-memory.ts", import.meta.url)),
    [String(quick ? 100 : 200), ...minutes.map(String)],
    { execArgv: ["--expose-gc"] },
  );
  const exited = once(child, "exit");
  const [memory] = (await Promise.race([
    once(child, "message"),
    exited.then(([code]) =>
      Promise.reject(new Error(`memory was not measured: its process ended with ${code}`)),
    ),
  ])) as [SessionMemory[]];
  await exited;
  const [early, late] = memory;
  if (early === undefined || late === undefined) throw new Error("memory was not measured");
  return [
    {
      metric: "memory_per_session_kb",
      value: late.kilobytes,
      unit: "kB",
      ratio: late.kilobytes / LIMIT_KB,
      of: `limit, ${LIMIT_KB} kB`,
    },
    {
      metric: "memory_per_session_growth",
      value: late.kilobytes / early.kilobytes,
      unit: "1",
      ratio: late.kilobytes / early.kilobytes,
      of: `the same session ${late.minutes - early.minutes} minutes earlier`,
    },
  ];
}
