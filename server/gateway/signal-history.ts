/** What the gateway reads of past signals. Times are ms on the server's clock, whole microseconds as fractions. */
import type {
  ClockExchange,
  Ledger,
  Stream,
  StreamKindName,
  Window,
  WindowKindName,
} from "@trajectory/protocols/messages.ts";

export type SeriesLevel = "raw" | "second" | "minute" | "hour";

/** A channel of a kind of stream, such as `motion.userAcceleration.x`. */
export interface ChannelName {
  kind: StreamKindName;
  name: string;
}

export interface ChannelInfo {
  channel: string;
  unit: string;
  /** Of the newest session; 0: as it happens. */
  nominalHz: number;
  sessions: number;
  from: number;
  to: number;
}

/** How a device's clock was read: what was added to its stamps, and how far off that may be. */
export interface ClockReading {
  /** Of the session's end; null: nothing is known, and nothing was added. */
  offsetMs: number | null;
  errorMs: number | null;
  skewPpm: number | null;
}

export interface SeriesRequest {
  channel: ChannelName;
  from: number;
  to: number;
  points: number;
  /** Of this session only. */
  sessionId?: string;
  /** Points lie on it; its step is a wish still. */
  grid?: { origin: number; step: number };
}

export interface SeriesPoint {
  t: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  sd: number | null;
  count: number;
  /** Share of the time that was measured; null: the stream has no nominal rate. */
  coverage: number | null;
  /** Samples that the sequence names and that are not here. */
  missing: number;
}

export interface SeriesGap {
  from: number;
  to: number;
  missing: number;
}

export interface Series {
  unit: string;
  level: SeriesLevel;
  /** ms; 0: each sample by itself. */
  step: number;
  points: SeriesPoint[];
  gaps: SeriesGap[];
  /** The last one before `from`. */
  before: { t: number; mean: number } | null;
  sessions: { sessionId: string; clock: ClockReading }[];
}

export interface SessionSummary {
  sessionId: string;
  device: string;
  appVersion: string;
  startedAt: number;
  endedAt: number | null;
  /** First and last sample. */
  from: number | null;
  to: number | null;
  clock: ClockReading;
  streams: (Stream & { ledger: Omit<Ledger, "stream"> })[];
}

export interface SummaryRequest {
  by: "day" | "week";
  tz: string;
  from: number;
  to: number;
}

export interface Statistics {
  mean: number;
  min: number;
  max: number;
  sd: number | null;
}

export interface SummaryPeriod {
  from: number;
  to: number;
  channels: (Statistics & { channel: string; unit: string; count: number; coverage: number | null })[];
  features: (Statistics & { feature: string; kind: WindowKindName; windows: number; quality: number })[];
}

export interface WindowsRequest {
  from: number;
  to: number;
  kind?: WindowKindName;
  sessionId?: string;
  limit: number;
}

/** Of windows that begin in it, µs by the sensor's clock; the first `limit` of them. */
export interface ScreenSpan {
  fromUs: number;
  toUs: number;
  limit: number;
}

/** The windows of the screen, computed from the stored blocks. @throws ProtocolError `not_found`, `busy` */
export type ScreenWindowsOf = (sessionId: string, span: ScreenSpan) => Promise<Window[]>;

export interface SignalHistory {
  channels(userId: string): Promise<ChannelInfo[]>;
  series(userId: string, request: SeriesRequest): Promise<Series>;
  /** Newest first; ledgers as of the roll-ups, which may be some seconds behind. */
  sessions(userId: string, before: number, limit: number): Promise<SessionSummary[]>;
  /** Its ledger is exact. @throws ProtocolError `not_found`, also where it is somebody else's */
  session(userId: string, sessionId: string): Promise<SessionSummary>;
  /** In order of time, on the server's clock. */
  windows(userId: string, request: WindowsRequest): Promise<Window[]>;
  /** Blocks of all streams of a session, in order of time; stamps as the sensor gave them. */
  blocks(userId: string, sessionId: string, fromUs: number, toUs: number): Promise<SessionBlocks>;
  /** From the roll-ups. @throws ProtocolError `not_found`, also where it is somebody else's */
  overview(userId: string, sessionId: string, request: OverviewRequest): Promise<SessionOverview>;
  summary(userId: string, request: SummaryRequest): Promise<SummaryPeriod[]>;
  /** Of spans that follow each other, from each bound to the next, ms; those with nothing in them are left out. */
  summaryBetween(userId: string, bounds: readonly number[]): Promise<SummaryPeriod[]>;
  /** The next page of exchanges of time behind one, µs, in order of the device's clock; empty: there are no more. */
  exchanges(sessionId: string, afterUs: number): Promise<ClockExchange[]>;
}

/** By the sensor's clock, ms; without `from` and `to` the whole session. */
export interface OverviewRequest {
  from?: number;
  to?: number;
  points: number;
}

/** Of the steps that hold something: their places on the grid, and columns beside them. */
export interface OverviewStream {
  stream: number;
  bins: number[];
  /** Samples that the sequence names and that are not here, up to the end of the step. */
  missing: number[];
  /** A list per channel. */
  min: number[][];
  max: number[][];
}

/** A feature of the motion and heart windows that end in a step. */
export interface OverviewFeature {
  name: string;
  bins: number[];
  mean: number[];
  /** The least. */
  quality: number[];
}

/** Times by the sensor's clock, ms. */
export interface SessionOverview {
  /** Stamps of the session's first and last sample; null: there are none. */
  first: number | null;
  last: number | null;
  /** Where the grid begins, and its steps. */
  from: number;
  step: number;
  count: number;
  level: Exclude<SeriesLevel, "raw">;
  streams: OverviewStream[];
  features: OverviewFeature[];
}

export interface SessionBlocks {
  blocks: { stream: number; firstSeq: number; t0Us: number; dtUs: number[]; samples: number[] }[];
  /** Where to go on, µs; null: that was all. */
  nextUs: number | null;
}
