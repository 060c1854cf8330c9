/** What is read out of a file of somebody's samples. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Stream } from "@trajectory/protocols/messages.ts";

export interface FileSample {
  stream: number;
  /** As the file numbers it; undefined: it does not. */
  seq: number | undefined;
  us: number;
  values: number[];
}

export interface FileReader {
  /** In the order of the file, in batches. @throws ProtocolError `file_invalid` with the place */
  samples(): AsyncIterable<FileSample[]>;
  /** As far as they were met; all of them once everything was read. A rate of 0 that is not known yet is estimated. */
  streams(): (Stream & { isRateKnown: boolean })[];
}

export function invalid(message: string, field?: string): ProtocolError {
  return new ProtocolError("file_invalid", message, field === undefined ? {} : { field });
}
