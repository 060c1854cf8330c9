/** What the uplink tells the session actor, with command ids that are the same whenever the same is told again. */
import type { CommandsOf } from "@trajectory/protocols/events/envelope.ts";
import {
  type Ledger,
  type Stream,
  WINDOW_KIND_NUMBER,
  type Window,
  streamKindName,
} from "@trajectory/protocols/messages.ts";
import type { SeenGesture } from "../windows/gesture-watch.ts";
import { WINDOW_SPECS } from "../windows/kinds.ts";

type SessionCommands = CommandsOf<"session">;

type TellingName = "start_session" | "record_window" | "record_gesture" | "end_session";

export type Telling = {
  [Name in TellingName]: {
    command: Name;
    id: string;
    payload: SessionCommands[Name];
  };
}[TellingName];

export function startSession(session: {
  sessionId: string;
  deviceModel: string;
  openedUs: number;
  streams: readonly Stream[];
}): Telling {
  const { sessionId, deviceModel, openedUs, streams } = session;
  return {
    command: "start_session",
    id: `${sessionId}-start`,
    payload: {
      sessionId,
      device: deviceModel,
      startedAt: Math.floor(openedUs / 1000),
      streams: streams.map(({ id, kind, channels }) => ({
        id,
        kind: streamKindName(kind),
        channels: [...channels],
      })),
    },
  };
}

const TOLD_FEATURES = ["move", "cadence", "regularity", "hr", "rmssd", "coherence", "gesture"] as const;

/** Undefined for windows that are for the screen only (DESIGN D5). */
export function recordWindow(window: Window): Telling | undefined {
  const kind =
    window.kind === WINDOW_KIND_NUMBER.motion
      ? "motion"
      : window.kind === WINDOW_KIND_NUMBER.heart
        ? "heart"
        : undefined;
  if (kind === undefined) return undefined;
  const spec = WINDOW_SPECS[kind];
  const features: SessionCommands["record_window"]["window"]["features"] = {};
  for (const name of TOLD_FEATURES) {
    const feature = window.features.find((one) => one.name === name);
    if (feature === undefined) continue;
    const { value, quality, coverage, artefactShare, method } = feature;
    features[name] = { value, quality, coverage, artefactShare, method };
  }
  return {
    command: "record_window",
    // The grid makes t0 unique in a session and kind.
    id: `${window.sessionId}-${kind === "motion" ? "m" : "h"}${window.t0Us.toString(36)}-${window.revision}`,
    payload: {
      sessionId: window.sessionId,
      window: {
        kind,
        t0: window.t0Us / 1000,
        t1: window.t1Us / 1000,
        overlap: spec.lengthUs / spec.hopUs,
        revision: window.revision,
        features,
        clockErrorMs: window.clockErrorMs < 0 ? null : window.clockErrorMs,
      },
    },
  };
}

export function recordGesture(sessionId: string, seen: SeenGesture): Telling {
  const { gesture, t0Us, t1Us, confidence, method } = seen;
  return {
    command: "record_gesture",
    id: `${sessionId}-g${t0Us.toString(36)}`,
    payload: { sessionId, gesture, t0: t0Us / 1000, t1: t1Us / 1000, confidence, method },
  };
}

export function endSession(sessionId: string, endedUs: number, ledger: readonly Ledger[]): Telling {
  return {
    command: "end_session",
    id: `${sessionId}-end`,
    payload: {
      sessionId,
      endedAt: Math.floor(endedUs / 1000),
      ledger: ledger.map(({ stream, captured, stored, dropped, outstanding }) => ({
        stream,
        captured,
        stored,
        dropped,
        outstanding,
      })),
    },
  };
}
