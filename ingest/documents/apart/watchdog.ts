/** Ends its process at a bound, or when whoever started it is gone: the main thread may be busy for ever. */
import { workerData } from "node:worker_threads";
import type { Bounds } from "./child.ts";

const LOOK_MS = 50;
const MB = 1024 * 1024;

const { longestMs, mostMb } = workerData as Bounds;
const parent = process.ppid;
const until = performance.now() + longestMs;

setInterval(() => {
  const isOver =
    performance.now() > until || process.memoryUsage.rss() > mostMb * MB || process.ppid !== parent;
  if (isOver) process.kill(process.pid, "SIGKILL");
}, LOOK_MS);
