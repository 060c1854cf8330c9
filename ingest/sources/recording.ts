/** Recordings of real sensors, to be played as a device would send them. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Stream } from "@trajectory/protocols/messages.ts";

export interface RecordedStream {
  stream: Stream;
  /** Of each sample, microseconds from the start of the recording, never falling. */
  stampsUs: number[];
  /** Sample-major. */
  samples: number[];
}

export interface Recording {
  title: string;
  /** Where the data come from, one line per part. */
  source: string;
  license: string;
  device: string;
  /** From the first to the last stamp, microseconds. */
  durationUs: number;
  streams: RecordedStream[];
}

/** @throws ProtocolError `recording_invalid` with a sentence that says what is wrong */
export async function readRecording(_gzipped: Uint8Array): Promise<Recording> {
  throw new ProtocolError("recording_invalid", "The reader of recordings is not written yet.");
}
