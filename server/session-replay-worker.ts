/** A thread that replays one session, or computes its windows of the screen, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { pino } from "pino";
import { screenWindows } from "@trajectory/ingest/windows/screen-windows.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import { computeInBackground } from "./compute/priority.ts";
import { createSessionReplay } from "./operations/replay-session.ts";
import type { ScreenSpan } from "./gateway/signal-history.ts";
import type { ReplayOrder, ReplayReport } from "./session-replays.ts";
import { type SessionReader, openSessionReader } from "./store/session-reader.ts";

computeInBackground();
const { url, sessionId, screen } = workerData as ReplayOrder;
parentPort?.postMessage(await carryOut());

async function carryOut(): Promise<ReplayReport> {
  const clock = {
    now: Date.now,
    setTimer(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  await using reader = openSessionReader(url, clock, pino({ level: "silent" }));
  try {
    if (screen !== undefined) return { windows: await windowsIn(reader, screen) };
    return { replayed: await createSessionReplay(reader.signals, reader.letGoUntil)(sessionId) };
  } catch (error) {
    return { failed: toProtocolError(error).toBody() };
  }
}

async function windowsIn(
  { signals, letGoUntil }: SessionReader,
  { fromUs, toUs, limit }: ScreenSpan,
): Promise<Window[]> {
  const session = await signals.session(sessionId);
  if (session === undefined) throw new ProtocolError("not_found", `There is no session ${sessionId}.`);
  const { streams } = session;
  const letGoUntilUs = await letGoUntil(sessionId);
  const windows: Window[] = [];
  for await (const window of screenWindows({
    store: signals,
    sessionId,
    streams,
    fromUs,
    toUs,
    letGoUntilUs,
  })) {
    windows.push(window);
    if (windows.length >= limit) break;
  }
  return windows;
}
