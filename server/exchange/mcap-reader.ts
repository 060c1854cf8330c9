/** Samples out of an MCAP file that TrajectoryOS wrote, or that has the same channels. */
import { zstdDecompressSync } from "node:zlib";
import { type McapTypes, McapStreamReader } from "@mcap/core";
import type { Stream } from "@trajectory/protocols/messages.ts";
import { unpackLz4 } from "./lz4-frame.ts";
import { type FileReader, type FileSample, invalid } from "./recorded-file.ts";
import { decodeSample } from "./sample-message.ts";

/** Of a chunk, whatever it claims to unpack to, and of any other record. */
const LARGEST_RECORD = 64 << 20;

interface McapStream extends Stream {
  isRateKnown: boolean;
}

export class McapReader implements FileReader {
  private readonly open: () => AsyncIterable<Uint8Array>;
  private readonly byChannel = new Map<number, McapStream>();

  constructor(open: () => AsyncIterable<Uint8Array>) {
    this.open = open;
  }

  streams(): McapStream[] {
    return [
      ...new Map(Array.from(this.byChannel.values(), (stream) => [stream.id, stream])).values(),
    ].toSorted((a, b) => a.id - b.id);
  }

  async *samples(): AsyncGenerator<FileSample[]> {
    const reader = new McapStreamReader({
      decompressHandlers: {
        zstd: (data, size) => {
          checkSize(size);
          return zstdDecompressSync(data, { maxOutputLength: LARGEST_RECORD });
        },
        lz4: (data, size) => {
          checkSize(size);
          return unpackLz4(data, Number(size));
        },
      },
    });
    for await (const piece of this.open()) {
      const batch: FileSample[] = [];
      for (const record of recordsOf(reader, piece)) this.take(record, batch);
      if (reader.bytesRemaining() > LARGEST_RECORD) {
        throw invalid(`A record has more than ${LARGEST_RECORD} bytes.`);
      }
      if (batch.length > 0) yield batch;
    }
    if (!reader.done()) throw invalid("The MCAP file is not complete: its end is missing.");
    if (this.byChannel.size === 0) {
      throw invalid("No channel of the MCAP file names its stream, kind and channels in its metadata.");
    }
  }

  private take(record: McapTypes.TypedMcapRecord, batch: FileSample[]): void {
    if (record.type === "Channel") {
      const stream = streamOf(record);
      if (stream !== undefined) this.byChannel.set(record.id, stream);
    } else if (record.type === "Message") {
      const stream = this.byChannel.get(record.channelId);
      if (stream === undefined) return;
      const sample = decodeSample(record.data, stream.channels.length);
      if (sample?.values.every(Number.isFinite) !== true) {
        throw invalid(`Message ${record.sequence} of stream ${stream.id} is no sample.`);
      }
      const { seq, us, values } = sample;
      if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(us)) {
        throw invalid(`Message ${record.sequence} of stream ${stream.id} has a number beyond 2^53.`);
      }
      batch.push({ stream: stream.id, seq, us, values });
    }
  }
}

function checkSize(size: bigint): void {
  if (size > LARGEST_RECORD) throw invalid(`A chunk unpacks to ${size} bytes.`);
}

function recordsOf(reader: McapStreamReader, piece: Uint8Array): McapTypes.TypedMcapRecord[] {
  const records: McapTypes.TypedMcapRecord[] = [];
  try {
    reader.append(piece);
    for (let next = reader.nextRecord(); next !== undefined; next = reader.nextRecord()) records.push(next);
  } catch (error) {
    throw invalid(`The MCAP file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return records;
}

/** Undefined for channels of something else. */
function streamOf({ metadata, topic }: McapTypes.TypedMcapRecords["Channel"]): McapStream | undefined {
  const id = metadata.get("stream");
  if (id === undefined) return undefined;
  const channels = parsed(metadata.get("channels"));
  const [number, kind, nominalHz] = [id, metadata.get("kind"), metadata.get("nominal_hz")].map(Number);
  const isStream =
    Number.isInteger(number) &&
    Number.isInteger(kind) &&
    Number.isFinite(nominalHz) &&
    Array.isArray(channels) &&
    channels.every((channel) => typeof channel === "string");
  if (!isStream) throw invalid(`The metadata of the channel ${topic} describe no stream.`, topic);
  return {
    id: number ?? 0,
    kind: kind ?? 0,
    nominalHz: nominalHz ?? 0,
    channels,
    isRateKnown: true,
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}
