/** What charts draw of a session, live or past. */
import type { Stream } from "@trajectory/protocols/messages.ts";
import type { Gap } from "./gaps.ts";
import type { Series } from "./series-buffer.ts";

export interface ShownStream {
  readonly stream: Stream;
  /** One column per channel, then the sequence number where there are samples. */
  readonly buffer: Series;
  /** Column of the sequence numbers. */
  readonly seqColumn: number;
  /** Where the points are the least and greatest of steps and no samples. */
  readonly rolled?: Rolled;
}

export interface Rolled {
  /** Distance of two points, s. */
  step: number;
  gaps: readonly Gap[];
}

export interface ShownFeature {
  /** Value and quality. */
  readonly buffer: Series;
  /** Expected distance of two points, s; 1 where it is not given. */
  readonly step?: number;
}

export interface ShownSignals {
  readonly id: string;
  /** By name. */
  readonly features: ReadonlyMap<string, ShownFeature>;
  /** The first stream of a kind, or undefined. */
  streamOf(kind: number): ShownStream | undefined;
}
