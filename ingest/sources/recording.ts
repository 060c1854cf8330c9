/**
 * Recordings of real sensors, to be played as a device would send them. A file is gzipped JSON:
 *
 *     { "format": "trajectory-recording", "version": 1, "title", "source", "license", "device",
 *       "streams": [{ "id", "kind", "channels", "nominalHz",
 *                     "segments": { "walk": { "durationUs", "dtUs": [], "samples": [] } },
 *                     "sequence": ["walk"] }] }
 *
 * A segment's stamps count from its start: dtUs[0] is the first stamp, the others are distances to the sample before.
 * Samples are sample-major. The segments named in `sequence` follow each other, each after the duration of the last.
 */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { STREAM_KIND_NUMBER, type Stream, type StreamKindName } from "@trajectory/protocols/messages.ts";

export const RECORDING_FORMAT = "trajectory-recording";
export const RECORDING_VERSION = 1;
/** Bytes of a recording after unpacking, and samples of one stream after laying the segments out. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_SAMPLES = 10_000_000;

export interface RecordedStream {
  stream: Stream;
  /** Of each sample, microseconds from the start of the recording, never falling. */
  stampsUs: number[];
  /** Sample-major. */
  samples: number[];
}

export interface Recording {
  title: string;
  /** Where the data come from, and what was changed. */
  source: string;
  license: string;
  device: string;
  /** To the end of the last segment, microseconds. */
  durationUs: number;
  streams: RecordedStream[];
}

export interface Segment {
  durationUs: number;
  dtUs: number[];
  samples: number[];
}

/** A stream as it stands in the file. */
export interface StreamFile {
  id: number;
  kind: StreamKindName;
  channels: string[];
  nominalHz: number;
  segments: Record<string, Segment>;
  sequence: string[];
}

export interface RecordingFile {
  format: typeof RECORDING_FORMAT;
  version: typeof RECORDING_VERSION;
  title: string;
  source: string;
  license: string;
  device: string;
  streams: StreamFile[];
}

/** @throws ProtocolError `recording_invalid` with a sentence that says what is wrong */
export async function readRecording(gzipped: Uint8Array): Promise<Recording> {
  const file = checkFile(await unpack(gzipped));
  const streams = file.streams.map(layOut);
  const durationUs = Math.max(...streams.map(({ endUs }) => endUs));
  const { title, source, license, device } = file;
  return { title, source, license, device, durationUs, streams: streams.map(({ recorded }) => recorded) };
}

export async function writeRecording(file: RecordingFile): Promise<Uint8Array> {
  return promisify(gzip)(JSON.stringify(file), { level: 9 });
}

async function unpack(gzipped: Uint8Array): Promise<unknown> {
  let text: string;
  try {
    text = (await promisify(gunzip)(gzipped, { maxOutputLength: MOST_BYTES })).toString("utf8");
  } catch (cause) {
    throw invalid("The file is not gzipped, is cut off or unpacks to more than 256 MB.", cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid("The file holds no JSON.", cause);
  }
}

function invalid(message: string, cause?: unknown): ProtocolError {
  return new ProtocolError("recording_invalid", message, { cause });
}

function checkFile(value: unknown): RecordingFile {
  if (!isObject(value) || value.format !== RECORDING_FORMAT) {
    throw invalid(`The file does not call itself a ${RECORDING_FORMAT}.`);
  }
  if (value.version !== RECORDING_VERSION) {
    throw invalid(`The recording has version ${String(value.version)}; ${RECORDING_VERSION} can be read.`);
  }
  for (const name of ["title", "source", "license", "device"]) {
    if (typeof value[name] !== "string" || value[name] === "") throw invalid(`The recording has no ${name}.`);
  }
  const { streams } = value;
  if (!Array.isArray(streams) || streams.length === 0 || streams.length > 16) {
    throw invalid("The recording has no list of 1 to 16 streams.");
  }
  streams.forEach(checkStream);
  if (new Set(streams.map(({ id }: StreamFile) => id)).size !== streams.length) {
    throw invalid("Two streams of the recording have the same id.");
  }
  return value as unknown as RecordingFile;
}

function checkStream(value: unknown): void {
  if (!isObject(value) || !isCount(value.id)) throw invalid("A stream has no id.");
  const name = `Stream ${value.id}`;
  if (typeof value.kind !== "string" || !(value.kind in STREAM_KIND_NUMBER)) {
    throw invalid(`${name} has the unknown kind ${JSON.stringify(value.kind)}.`);
  }
  const { channels, nominalHz, segments, sequence } = value;
  if (!Array.isArray(channels) || channels.length === 0 || channels.length > 16 || !channels.every(isText)) {
    throw invalid(`${name} has no list of 1 to 16 channel names.`);
  }
  if (typeof nominalHz !== "number" || !(nominalHz >= 0 && nominalHz <= 1000)) {
    throw invalid(`${name} has no nominal rate of 0 to 1,000 Hz.`);
  }
  if (!isObject(segments) || !Array.isArray(sequence) || sequence.length === 0) {
    throw invalid(`${name} has no segments, or no sequence of them.`);
  }
  for (const [title, segment] of Object.entries(segments)) {
    checkSegment(segment, channels.length, `Segment ${title} of stream ${value.id}`);
  }
  for (const title of sequence as unknown[]) {
    if (typeof title !== "string" || !Object.hasOwn(segments, title)) {
      throw invalid(`${name} plays a segment ${JSON.stringify(title)} that it does not have.`);
    }
  }
}

function checkSegment(value: unknown, channels: number, name: string): void {
  if (!isObject(value) || !isCount(value.durationUs)) throw invalid(`${name} has no duration.`);
  const { dtUs, samples, durationUs } = value;
  if (!Array.isArray(dtUs) || dtUs.length === 0 || !dtUs.every(isCount)) {
    throw invalid(`${name} has no stamps in whole microseconds.`);
  }
  if (!Array.isArray(samples) || samples.length !== dtUs.length * channels) {
    throw invalid(`${name} has not ${channels} values for each of its ${dtUs.length} samples.`);
  }
  if (!samples.every((sample) => Number.isFinite(Math.fround(sample)) && typeof sample === "number")) {
    throw invalid(`${name} has a value that is no finite number.`);
  }
  const last = dtUs.reduce((sum: number, dt: number) => sum + dt, 0);
  if (last > durationUs) throw invalid(`${name} has samples behind its end.`);
}

function layOut(file: StreamFile): { recorded: RecordedStream; endUs: number } {
  const stampsUs: number[] = [];
  const samples: number[] = [];
  let start = 0;
  for (const title of file.sequence) {
    const segment = file.segments[title];
    if (segment === undefined) continue;
    if (stampsUs.length + segment.dtUs.length > MOST_SAMPLES) {
      throw invalid(`Stream ${file.id} has more than ${MOST_SAMPLES} samples.`);
    }
    let us = start;
    for (const dt of segment.dtUs) {
      us += dt;
      stampsUs.push(us);
    }
    for (const sample of segment.samples) samples.push(Math.fround(sample));
    start += segment.durationUs;
  }
  const { id, kind, channels, nominalHz } = file;
  const stream = { id, kind: STREAM_KIND_NUMBER[kind], channels, nominalHz };
  return { recorded: { stream, stampsUs, samples }, endUs: start };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
