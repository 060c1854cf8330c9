/**
 * The messages of proto/trajectory/v1 as TypeScript sees them after decoding: every field is there, counters and
 * stamps are integers below 2^53. The .proto files say what each field means.
 */

export type StreamKindName = "motion" | "heart_rate" | "rr" | "gesture" | "power" | "ppg";
export type WindowKindName = "screen" | "motion" | "heart";

export const STREAM_KIND_NUMBER: Readonly<Record<StreamKindName, number>> = {
  motion: 1,
  heart_rate: 2,
  rr: 3,
  gesture: 4,
  power: 5,
  ppg: 6,
};

export function streamKindName(kind: number): StreamKindName | "unknown" {
  const entry = Object.entries(STREAM_KIND_NUMBER).find(([, number]) => number === kind);
  return entry === undefined ? "unknown" : (entry[0] as StreamKindName);
}

export const WINDOW_KIND_NUMBER: Readonly<Record<WindowKindName, number>> = {
  screen: 1,
  motion: 2,
  heart: 3,
};

export interface Stream {
  id: number;
  /** A number of STREAM_KIND_NUMBER; others come from newer devices. */
  kind: number;
  channels: string[];
  nominalHz: number;
}

export interface Block {
  stream: number;
  firstSeq: number;
  t0Us: number;
  dtUs: number[];
  samples: number[];
}

/** A block whose numbers may lie in typed arrays. */
export interface SampleBlock extends Omit<Block, "dtUs" | "samples"> {
  dtUs: ArrayLike<number>;
  samples: ArrayLike<number>;
}

export interface StoredBlock {
  sessionId: string;
  stream: Stream;
  block: Block;
  receivedUs: number;
}

export interface Feature {
  name: string;
  value: number;
  quality: number;
  coverage: number;
  artefactShare: number;
  method: string;
}

export interface Window {
  sessionId: string;
  kind: number;
  t0Us: number;
  t1Us: number;
  revision: number;
  features: Feature[];
  clockErrorMs: number;
  sampleRateHz: number;
  sampleRateErrorHz: number;
}

export interface Hello {
  protocolVersion: number;
  token: string;
  sessionId: string;
  deviceModel: string;
  appVersion: string;
  streams: Stream[];
}

export interface Drop {
  stream: number;
  firstSeq: number;
  count: number;
  reason: string;
}

export interface ClockPing {
  id: number;
  t0Us: number;
}

export interface ClockExchange {
  t0Us: number;
  t1Us: number;
  t2Us: number;
  t3Us: number;
}

export interface End {
  counts: { stream: number; captured: number; dropped: number }[];
}

export type UplinkUp =
  | { hello: Hello }
  | { block: Block }
  | { drop: Drop }
  | { clockPing: ClockPing }
  | { clockExchange: ClockExchange }
  | { end: End };

export interface Range {
  firstSeq: number;
  count: number;
}

export interface Position {
  stream: number;
  nextSeq: number;
  held: Range[];
}

export interface Welcome {
  protocolVersion: number;
  positions: Position[];
  credit: number;
}

export interface Ack {
  positions: Position[];
  credit: number;
}

export interface ClockPong {
  id: number;
  t0Us: number;
  t1Us: number;
  t2Us: number;
}

export interface Ledger {
  stream: number;
  captured: number;
  stored: number;
  dropped: number;
  outstanding: number;
}

export interface Refusal {
  code: string;
  message: string;
  hint: string;
  retryAfterMs: number;
}

export type UplinkDown =
  | { welcome: Welcome }
  | { ack: Ack }
  | { clockPong: ClockPong }
  | { ended: { ledgers: Ledger[] } }
  | { refusal: Refusal };

export type FeedUp = { hello: { protocolVersion: number; afterSeq: number } };

export type FeedDown =
  | { welcome: { protocolVersion: number; userId: string; serverTimeUs: number } }
  | { event: { seq: number; json: string } }
  | { state: { seq: number; json: string } }
  | { window: Window }
  | { block: StoredBlock }
  | { live: { seq: number } }
  | { dropped: { blocks: number; windows: number } }
  | { job: { json: string } };
