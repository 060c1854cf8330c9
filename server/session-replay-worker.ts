/** A thread that replays one session and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { pino } from "pino";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import { computeInBackground } from "./compute/priority.ts";
import { createSessionReplay } from "./operations/replay-session.ts";
import type { ReplayOrder, ReplayReport } from "./session-replays.ts";
import { openSessionReader } from "./store/session-reader.ts";

computeInBackground();
const { url, sessionId } = workerData as ReplayOrder;
parentPort?.postMessage(await replay());

async function replay(): Promise<ReplayReport> {
  const clock = {
    now: Date.now,
    setTimer(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  await using reader = openSessionReader(url, clock, pino({ level: "silent" }));
  try {
    return { replayed: await createSessionReplay(reader.signals, reader.letGoUntil)(sessionId) };
  } catch (error) {
    return { failed: toProtocolError(error).toBody() };
  }
}
