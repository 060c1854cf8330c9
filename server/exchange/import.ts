/**
 * A file of somebody's samples as a session. It is read twice: first to the end, so that a file with a mistake leaves
 * nothing behind; then it goes through the uplink as a device's catch-up would, with the same checks and ledger.
 * The id of the session follows from the person and the bytes: the same file twice is one session.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { RangeSet } from "@trajectory/ingest/samples/range-set.ts";
import { BlockBuilder } from "@trajectory/ingest/sources/block-builder.ts";
import type { SignalStore } from "@trajectory/ingest/ports.ts";
import { catchUp } from "@trajectory/ingest/uplink/catch-up.ts";
import type { Uplink } from "@trajectory/ingest/uplink/uplink.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Ledger, Stream, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { CsvReader } from "./csv-reader.ts";
import { McapReader } from "./mcap-reader.ts";
import { type FileReader, invalid } from "./recorded-file.ts";

export interface ImportOptions {
  path: string;
  /** Of its bytes, SHA-256. */
  hash: Uint8Array;
  /** The first bytes, to tell what it is. */
  head: Uint8Array;
  /** As the person has it. */
  name: string;
  /** Of second 0 in files that count from their start, µs. */
  startUs: number | undefined;
  userId: string;
  token: string;
  uplink: Uplink;
  signals: Pick<SignalStore, "session" | "ledger">;
}

export interface Imported {
  sessionId: string;
  format: "csv" | "mcap";
  /** It was there already; nothing was added. */
  repeated: boolean;
  streams: Stream[];
  ledgers: Ledger[];
}

const BLOCK_US = 500_000;
/** What a file leaves out, in the ledger. */
const LEFT_OUT = "not_in_file";

/** @throws ProtocolError `file_invalid`, and what the uplink refuses */
export async function importFile(options: ImportOptions): Promise<Imported> {
  const { path, head, name, startUs, userId, token, uplink, signals } = options;
  const format = formatOf(head);
  const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
  const read = (): FileReader =>
    format === "mcap" ? new McapReader(open) : new CsvReader(open, name, startUs);

  const content = await survey(read());
  const sessionId = idOf(userId, options.hash, startUs);
  const streams = content.map(({ stream }) => stream);
  const before = await signals.session(sessionId);
  if (before?.endedUs !== undefined) {
    return { sessionId, format, repeated: true, streams, ledgers: await signals.ledger(sessionId) };
  }
  const { ledgers = [] } = await catchUp({
    uplink,
    token,
    sessionId,
    body: framesOf(content, sessionId, name, read()),
  });
  return { sessionId, format, repeated: false, streams, ledgers };
}

function formatOf(head: Uint8Array): "csv" | "mcap" {
  const starts = (bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts([0x89, 0x4d, 0x43, 0x41, 0x50])) return "mcap";
  if (starts([0x1f, 0x8b]) || starts([0x50, 0x4b, 3, 4]) || starts([0x28, 0xb5, 0x2f, 0xfd])) {
    throw invalid("The file is packed: unpack it, and send each CSV or MCAP file by itself.");
  }
  if (starts([0x50, 0x41, 0x52, 0x31])) throw invalid("Parquet is exported only: send CSV or MCAP.");
  if (head.includes(0)) throw invalid("The file is neither CSV nor MCAP.");
  return "csv";
}

interface StreamContent {
  stream: Stream;
  seqs: RangeSet;
}

/** Reads everything, and says what there is of each stream. */
async function survey(reader: FileReader): Promise<StreamContent[]> {
  const found = new Map<number, { seqs: RangeSet; count: number; firstUs: number; lastUs: number }>();
  for await (const batch of reader.samples()) {
    for (const { stream, seq, us } of batch) {
      const content = found.get(stream) ?? { seqs: new RangeSet(), count: 0, firstUs: us, lastUs: us };
      found.set(stream, content);
      const number = seq ?? content.count;
      const { end } = content.seqs;
      if (number < end && content.seqs.missing(number, number + 1).length === 0) {
        throw invalid(`Sample ${number} of stream ${stream} comes twice.`, `stream ${stream}`);
      }
      content.seqs.add(number, number + 1);
      content.count++;
      content.firstUs = Math.min(content.firstUs, us);
      content.lastUs = Math.max(content.lastUs, us);
    }
  }
  if (found.size === 0) throw invalid("The file has no samples.");
  return reader.streams().flatMap(({ id, kind, channels, nominalHz, isRateKnown }) => {
    const content = found.get(id);
    if (content === undefined) return [];
    const { seqs, count, firstUs, lastUs } = content;
    const hz =
      isRateKnown || lastUs === firstUs ? nominalHz : Math.round(((count - 1) * 1e6) / (lastUs - firstUs));
    return [{ stream: { id, kind, channels, nominalHz: hz }, seqs }];
  });
}

/** A UUID of version 8. */
function idOf(userId: string, hash: Uint8Array, startUs: number | undefined): string {
  const all = createHash("sha256")
    .update(`trajectory-import/1 ${userId} ${startUs ?? ""} `)
    .update(hash)
    .digest()
    .subarray(0, 16);
  all[6] = ((all[6] ?? 0) & 0x0f) | 0x80;
  all[8] = ((all[8] ?? 0) & 0x3f) | 0x80;
  const hex = all.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** What a device would send. */
async function* framesOf(
  content: readonly StreamContent[],
  sessionId: string,
  name: string,
  reader: FileReader,
): AsyncGenerator<Uint8Array> {
  const streams = content.map(({ stream }) => stream);
  yield framed({
    hello: {
      protocolVersion: PROTOCOL_VERSION,
      token: "",
      sessionId,
      deviceModel: `${name} (file)`.slice(0, 120),
      appVersion: "import/1",
      streams,
    },
  });
  const builders = new Map(
    streams.map((stream) => [stream.id, { builder: new BlockBuilder(stream, BLOCK_US), next: 0, base: 0 }]),
  );
  function* closed(of: { builder: BlockBuilder; base: number }): Generator<Uint8Array> {
    const block = of.builder.close();
    if (block !== undefined) yield framed({ block: { ...block, firstSeq: block.firstSeq + of.base } });
  }
  for await (const batch of reader.samples()) {
    for (const { stream, seq, us, values } of batch) {
      const of = builders.get(stream);
      if (of === undefined) throw new ProtocolError("file_invalid", "The file changed while it was read.");
      const number = seq ?? of.next;
      if (number !== of.next) {
        yield* closed(of);
        of.base += number - of.next;
      }
      const block = of.builder.add(us, values);
      if (block !== undefined) yield framed({ block: { ...block, firstSeq: block.firstSeq + of.base } });
      of.next = number + 1;
    }
  }
  for (const of of builders.values()) yield* closed(of);
  const counts = [];
  for (const { stream, seqs } of content) {
    const left = seqs.missing(0, seqs.end);
    for (const { first, end } of left) {
      yield framed({ drop: { stream: stream.id, firstSeq: first, count: end - first, reason: LEFT_OUT } });
    }
    const dropped = left.reduce((sum, { first, end }) => sum + end - first, 0);
    counts.push({ stream: stream.id, captured: seqs.end, dropped });
  }
  yield framed({ end: { counts } });
}

function framed(message: UplinkUp): Uint8Array {
  const frame = uplinkUpCodec.encode(message);
  const length: number[] = [];
  let rest = frame.length;
  for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  const bytes = new Uint8Array(length.length + 1 + frame.length);
  bytes.set([...length, rest]);
  bytes.set(frame, length.length + 1);
  return bytes;
}
