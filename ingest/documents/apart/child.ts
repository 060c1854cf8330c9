/** The other side of read-apart.ts: one order comes, reports go, and a watchdog ends the process at its bounds. */
import { Worker } from "node:worker_threads";

export interface Bounds {
  /** Of the whole reading, ms. */
  longestMs: number;
  /** Resident memory of the process, MB. */
  mostMb: number;
}

export function say(report: object): void {
  process.send?.(report);
}

export function onOrder(carryOut: (order: unknown) => Promise<void>): void {
  const watchdog = new Worker(new URL("./watchdog.ts", import.meta.url), {
    workerData: JSON.parse(process.argv[2] ?? "{}") as Bounds,
  });
  watchdog.unref();
  process.once("disconnect", () => process.exit(1));
  process.once("message", (order) => void carryOut(order));
}
