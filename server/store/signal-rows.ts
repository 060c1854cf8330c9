/** Blocks and windows as rows of their tables. */
import type { SignalBlock } from "@trajectory/ingest/ports.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Feature, SampleBlock, Window } from "@trajectory/protocols/messages.ts";
import { OID } from "./binary-writer.ts";
import { CODEC, encodeBlock } from "./block-codec.ts";
import type { CopyTable } from "./copy.ts";

/** From the first to the last stamp of a block. Far above one second, because stamps may jump; it bounds reads by time. */
export const MAX_BLOCK_SPAN_US = 60_000_000;
/** The longest window has 64 s; it bounds reads by time. */
export const MAX_WINDOW_SPAN_US = 3_600_000_000;
const MAX_BLOCK_BYTES = 64 * 1024;
const UINT32_MAX = 0xffff_ffff;

/** What a block takes while it waits for its COMMIT; a block off the wire lies in memory like its encoded samples. */
export interface BlockRow {
  sessionId: string;
  stream: number;
  t0Us: number;
  lastUs: number;
  firstSeq: number;
  receivedUs: number;
  sampleCount: number;
  channels: number;
  data: Uint8Array;
  /** What it was made of. */
  block: SampleBlock;
}

/** @throws ProtocolError `block_malformed`, `block_too_large`, `block_time_invalid` or `sequence_invalid` */
export function blockRow({ sessionId, block, channels, receivedUs }: SignalBlock<SampleBlock>): BlockRow {
  const { stream, firstSeq, t0Us, dtUs, samples } = block;
  if (dtUs.length === 0 || channels < 1 || samples.length !== dtUs.length * channels) {
    throw new ProtocolError(
      "block_malformed",
      `${samples.length} values and ${dtUs.length} stamps are no samples of ${channels} channels.`,
    );
  }
  checkRange(firstSeq, dtUs.length);
  const lastUs = lastStamp(t0Us, dtUs);
  const data = encodeBlock(block);
  if (data.byteLength > MAX_BLOCK_BYTES) {
    throw new ProtocolError(
      "block_too_large",
      `The block takes ${data.byteLength} bytes; ${MAX_BLOCK_BYTES} are kept.`,
    );
  }
  const sampleCount = dtUs.length;
  return { sessionId, stream, t0Us, lastUs, firstSeq, receivedUs, sampleCount, channels, data, block };
}

function lastStamp(t0Us: number, dtUs: ArrayLike<number>): number {
  let us = t0Us;
  // Off the wire they can be nothing else.
  if (dtUs instanceof Uint32Array) for (let i = 0; i < dtUs.length; i++) us += dtUs[i] ?? 0;
  else us = checkedSum(t0Us, dtUs);
  if (!Number.isSafeInteger(t0Us) || t0Us < 0 || !Number.isSafeInteger(us)) {
    throw new ProtocolError("block_time_invalid", `The stamp ${t0Us} µs is no time.`);
  }
  if (us - t0Us > MAX_BLOCK_SPAN_US) {
    throw new ProtocolError(
      "block_too_large",
      `The block spans ${us - t0Us} µs; ${MAX_BLOCK_SPAN_US} are kept.`,
    );
  }
  return us;
}

function checkedSum(t0Us: number, dtUs: ArrayLike<number>): number {
  let us = t0Us;
  for (let i = 0; i < dtUs.length; i++) {
    const dt = dtUs[i] ?? 0;
    if (!Number.isInteger(dt) || dt < 0 || dt > UINT32_MAX) {
      throw new ProtocolError("block_malformed", `A stamp distance of ${dt} µs cannot be kept.`);
    }
    us += dt;
  }
  return us;
}

/** @throws ProtocolError `sequence_invalid` */
export function checkRange(firstSeq: number, count: number): void {
  if (Number.isSafeInteger(firstSeq) && firstSeq >= 0 && Number.isSafeInteger(count) && count >= 1) {
    if (Number.isSafeInteger(firstSeq + count)) return;
  }
  throw new ProtocolError(
    "sequence_invalid",
    `${count} samples from ${firstSeq} on are no range of samples.`,
  );
}

export const BLOCKS: CopyTable<BlockRow> & { key: readonly string[] } = {
  name: "signal_block",
  columns: [
    "session_id",
    "stream_id",
    "t0",
    "t1",
    "first_seq",
    "received_at",
    "sample_count",
    "channel_count",
    "codec",
    "data",
  ],
  key: ["session_id", "stream_id", "t0", "first_seq", "sample_count"],
  write(to, row) {
    to.uuid(row.sessionId);
    to.int8(row.stream);
    to.timestamptz(row.t0Us);
    to.timestamptz(row.lastUs);
    to.int8(row.firstSeq);
    to.timestamptz(row.receivedUs);
    to.int4(row.sampleCount);
    to.int2(row.channels);
    to.int2(CODEC);
    to.bytea(row.data);
  },
};

export interface WindowRow {
  userId: string;
  window: Window;
}

/** @throws ProtocolError `invalid_input` */
export function windowRow(userId: string, window: Window): WindowRow {
  const { t0Us, t1Us, revision } = window;
  if (!(t0Us < t1Us && t1Us - t0Us <= MAX_WINDOW_SPAN_US) || !Number.isInteger(revision)) {
    throw new ProtocolError("invalid_input", `${t0Us} to ${t1Us} µs, revision ${revision}, is no window.`);
  }
  return { userId, window };
}

export const WINDOWS: CopyTable<WindowRow> & { key: readonly string[] } = {
  name: "signal_window",
  columns: [
    "session_id",
    "user_id",
    "kind",
    "t0",
    "t1",
    "revision",
    "clock_error_ms",
    "sample_rate_hz",
    "sample_rate_error_hz",
    "feature_names",
    "feature_values",
    "feature_qualities",
    "feature_coverages",
    "feature_artefact_shares",
    "feature_methods",
  ],
  key: ["session_id", "kind", "t0", "revision"],
  write(to, { userId, window }) {
    const { features } = window;
    to.uuid(window.sessionId);
    to.uuid(userId);
    to.int4(window.kind);
    to.timestamptz(window.t0Us);
    to.timestamptz(window.t1Us);
    to.int4(window.revision);
    to.float8(window.clockErrorMs);
    for (const hz of [window.sampleRateHz, window.sampleRateErrorHz]) {
      if (window.sampleRateHz > 0) to.float8(hz);
      else to.null();
    }
    to.array(OID.text, features, (feature) => to.text(feature.name));
    for (const part of FEATURE_NUMBERS) {
      to.array(OID.float8, features, (feature) => to.float8(feature[part]));
    }
    to.array(OID.text, features, (feature) => to.text(feature.method));
  },
};

const FEATURE_NUMBERS = [
  "value",
  "quality",
  "coverage",
  "artefactShare",
] as const satisfies (keyof Feature)[];
