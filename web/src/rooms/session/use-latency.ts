import { useEffect, useState } from "react";
import type { FrameLoop } from "../../charts/frame-loop.ts";
import { LatencyMeter, type Latency } from "../../charts/latency.ts";

const READ_MS = 1_000;

/** From the sensor to the screen, read once a second. @param clockAhead ms the server's clock is ahead of ours */
export function useLatency(loop: FrameLoop, clockAhead: number): Latency | undefined {
  const [latency, setLatency] = useState<Latency>();
  useEffect(() => {
    const meter = new LatencyMeter();
    const remove = loop.add(({ edge }) => {
      if (edge !== undefined && loop.pausedAt() === undefined)
        meter.add(Date.now() + clockAhead - edge * 1_000);
    });
    const timer = setInterval(() => setLatency(meter.read()), READ_MS);
    return () => {
      remove();
      clearInterval(timer);
    };
  }, [loop, clockAhead]);
  return latency;
}
