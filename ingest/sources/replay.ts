/** Plays a recording as a device would send it: over a WebSocket, in blocks, in real time or faster. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Ledger } from "@trajectory/protocols/messages.ts";
import type { Recording } from "./recording.ts";

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

/** @throws ProtocolError the refusal of the server, or `unknown_outcome` when aborted */
export async function replayRecording(_options: ReplayOptions): Promise<ReplayResult> {
  throw new ProtocolError("internal", "The replay is not written yet.");
}
