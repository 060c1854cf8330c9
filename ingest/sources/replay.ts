/** Plays a recording as a device would send it: over a WebSocket, in blocks, in real time or faster. */
import { randomUUID } from "node:crypto";
import { type SchedulerLike, Subscription, asyncScheduler } from "rxjs";
import type { Ledger } from "@trajectory/protocols/messages.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { DeviceClient } from "./device-client.ts";
import type { RecordedStream, Recording } from "./recording.ts";

/** Sensors are read this often, ms. */
/** From the wish to stop to the end of the session, at most. */
const STOP_LIMIT_MS = 3_000;
const TICK_MS = 50;
const APP_VERSION = "replay/1";

export interface ReplayOptions {
  /** ws:// or wss:// address of the uplink. */
  url: string;
  /** Device token, or session cookie. */
  token: string;
  recording: Recording;
  /** 1 is real time. */
  speed: number;
  /** Default: a new one. */
  sessionId?: string;
  signal?: AbortSignal;
  onProgress?: (progress: ReplayProgress) => void;
  /** Microseconds since the Unix epoch. Default: Date.now. */
  nowUs?: () => number;
  scheduler?: SchedulerLike;
}

export interface ReplayProgress {
  /** Seconds of the recording sent so far, and in all. */
  sentS: number;
  durationS: number;
  /** Samples captured so far, and of them acknowledged after COMMIT. */
  captured: number;
  acknowledged: number;
}

export interface ReplayResult {
  sessionId: string;
  ledgers: Ledger[];
}

/**
 * The stamps are laid so that the last one falls on the moment when it is sent: a faster replay begins in the past.
 * An abort ends the session early, with the counts of what was sent.
 * @throws ProtocolError the refusal of the server, or `unknown_outcome` without an answer
 */
export async function replayRecording(options: ReplayOptions): Promise<ReplayResult> {
  const { url, token, recording, speed, signal, sessionId = randomUUID() } = options;
  if (!(speed > 0)) throw new ProtocolError("invalid_input", "The speed is not above 0.", { field: "speed" });
  const nowUs = options.nowUs ?? (() => Date.now() * 1000);
  const scheduler = options.scheduler ?? asyncScheduler;
  const { durationUs } = recording;
  const beganUs = nowUs();
  const startUs = Math.round(beganUs - durationUs * (1 - 1 / speed));
  let sentUs = 0;
  const client = new DeviceClient({
    url,
    token,
    sessionId,
    deviceModel: `${recording.device} (recording)`,
    appVersion: APP_VERSION,
    streams: recording.streams.map(({ stream }) => stream),
    nowUs,
    scheduler,
    onProgress: report,
  });
  function report(): void {
    options.onProgress?.({
      sentS: Math.min(sentUs, durationUs) / 1e6,
      durationS: durationUs / 1e6,
      captured: client.captured,
      acknowledged: client.acknowledged,
    });
  }
  const giveUp = () => client.abort(new ProtocolError("unknown_outcome", "The replay was stopped."));
  // Whoever stops it wants the session ended, with what was sent, but does not wait long for that.
  const patience = new Subscription();
  const stop = () => patience.add(scheduler.schedule(giveUp, STOP_LIMIT_MS));
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    // What comes seldom goes first: then the windows that motion closes already have it.
    const heads = recording.streams
      .map((recorded) => ({ recorded, next: 0 }))
      .sort((a, b) => a.recorded.stampsUs.length - b.recorded.stampsUs.length);
    while (sentUs < durationUs && !client.isOver) {
      if (signal?.aborted === true) break;
      await pause(scheduler, TICK_MS);
      await client.room();
      sentUs = (nowUs() - beganUs) * speed;
      for (const head of heads) head.next = captureUntil(client, head.recorded, head.next, sentUs, startUs);
      client.advance(startUs + sentUs);
      report();
    }
    return { sessionId, ledgers: await client.end() };
  } finally {
    signal?.removeEventListener("abort", stop);
    patience.unsubscribe();
  }
}

/** Captures the samples up to a time of the recording. @returns the number of the next one */
function captureUntil(
  client: DeviceClient,
  { stream, stampsUs, samples }: RecordedStream,
  from: number,
  untilUs: number,
  startUs: number,
): number {
  const width = stream.channels.length;
  let next = from;
  while (next < stampsUs.length && (stampsUs[next] ?? 0) <= untilUs) {
    client.capture(
      stream.id,
      startUs + (stampsUs[next] ?? 0),
      samples.slice(next * width, (next + 1) * width),
    );
    next++;
  }
  return next;
}

function pause(scheduler: SchedulerLike, ms: number): Promise<void> {
  return new Promise((resolve) => {
    scheduler.schedule(() => resolve(), ms);
  });
}
