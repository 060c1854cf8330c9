/** How long the event loop was held up, and how much of that was its own work. */
import { monitorEventLoopDelay } from "node:perf_hooks";

export interface LoopDelay {
  /** Wall clock, ms: with what other threads and processes took. */
  maxMs: number;
  p99Ms: number;
  /** Processor time of this thread between two turns, ms: its own work alone. */
  busyMaxMs: number;
}

/** Watches until the returned function is called. */
export function watchLoop(): () => LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  let busyMaxMs = 0;
  let before = cpuMs();
  const timer = setInterval(() => {
    const now = cpuMs();
    busyMaxMs = Math.max(busyMaxMs, now - before);
    before = now;
  }, 1);
  histogram.enable();
  return () => {
    clearInterval(timer);
    histogram.disable();
    return { maxMs: histogram.max / 1e6, p99Ms: histogram.percentile(99) / 1e6, busyMaxMs };
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
