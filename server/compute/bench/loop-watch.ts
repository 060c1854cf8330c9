/** How long the event loop was held up, and how much of that was its own doing. */
import { closeSync, openSync, readSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

export interface LoopDelay {
  /** Wall clock, ms. */
  maxMs: number;
  p99Ms: number;
  /** Longest time between two turns less what the thread waited for a core, ms. NaN where Linux does not tell. */
  heldMaxMs: number;
}

const TICK_MS = 1;

/** Watches until the returned function is called; from the thread of the loop, which is the process's first. */
export function watchLoop(): () => LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: TICK_MS });
  const waiting = watchWaiting();
  let heldMaxMs = 0;
  let before = { at: performance.now(), waited: waiting.ms() };
  const timer = setInterval(() => {
    const now = { at: performance.now(), waited: waiting.ms() };
    heldMaxMs = Math.max(heldMaxMs, now.at - before.at - (now.waited - before.waited) - TICK_MS);
    before = now;
  }, TICK_MS);
  histogram.enable();
  return () => {
    clearInterval(timer);
    histogram.disable();
    waiting.close();
    return { maxMs: histogram.max / 1e6, p99Ms: histogram.percentile(99) / 1e6, heldMaxMs };
  };
}

/** Time that this thread could have run but had no core, so far, ms. */
function watchWaiting(): { ms: () => number; close: () => void } {
  const { pid } = process;
  if (process.platform !== "linux") return { ms: () => Number.NaN, close: () => {} };
  const file = openSync(`/proc/${pid}/task/${pid}/schedstat`, "r");
  const text = Buffer.alloc(100);
  return {
    ms() {
      const length = readSync(file, text, 0, text.length, 0);
      return Number(text.toString("latin1", 0, length).split(" ")[1]) / 1e6;
    },
    close: () => closeSync(file),
  };
}
