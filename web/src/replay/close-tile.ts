/** A piece of a session from near: its samples and windows. */
import { STREAM_KIND_NUMBER } from "@trajectory/protocols/messages.ts";
import type { PastBlock, PastStream, PastWindow } from "../api/signals.ts";
import { BeatTimes } from "../charts/beats.ts";
import type { SeriesView } from "../charts/series-buffer.ts";

const MICRO = 1e-6;

/** By stream: a column per channel, then the sequence numbers. Each sample once, in order. */
export function samplesOf(
  streams: readonly PastStream[],
  blocks: readonly PastBlock[],
): Map<number, SeriesView> {
  return new Map(
    streams.map((stream) => {
      const own = blocks.filter((block) => block.stream === stream.id);
      return [stream.id, samplesOfStream(stream, own)];
    }),
  );
}

function samplesOfStream({ channels, kind }: PastStream, blocks: readonly PastBlock[]): SeriesView {
  const width = channels.length;
  const most = blocks.reduce((sum, { dtUs }) => sum + dtUs.length, 0);
  const times = new Float64Array(most);
  const columns = Array.from({ length: width + 1 }, () => new Float64Array(most));
  const beats = kind === STREAM_KIND_NUMBER.rr ? new BeatTimes() : undefined;
  let count = 0;
  let next = Number.NEGATIVE_INFINITY;
  for (const { firstSeq, t0Us, dtUs, samples } of blocks.toSorted((a, b) => a.firstSeq - b.firstSeq)) {
    let stamp = t0Us;
    dtUs.forEach((dt, i) => {
      stamp += dt;
      const seq = firstSeq + i;
      if (seq < next) return;
      next = seq + 1;
      const value = samples[i * width] ?? 0;
      const time = beats === undefined ? stamp * MICRO : beats.next(seq, stamp * MICRO, value).time;
      if (count > 0 && time <= (times[count - 1] ?? 0)) return;
      times[count] = time;
      for (let channel = 0; channel < width; channel++) {
        const column = columns[channel];
        if (column !== undefined) column[count] = samples[i * width + channel] ?? Number.NaN;
      }
      const seqs = columns[width];
      if (seqs !== undefined) seqs[count] = seq;
      count += 1;
    });
  }
  return { times: times.subarray(0, count), columns: columns.map((column) => column.subarray(0, count)) };
}

/** By name: value and quality at the end of each window. */
export function featuresOf(windows: readonly PastWindow[]): Map<string, SeriesView> {
  const points = new Map<string, [time: number, value: number, quality: number][]>();
  for (const { t1, features } of windows) {
    for (const { name, value, quality } of features) {
      if (value === null || quality <= 0) continue;
      const held = points.get(name);
      if (held === undefined) points.set(name, [[t1 / 1_000, value, quality]]);
      else held.push([t1 / 1_000, value, quality]);
    }
  }
  return new Map(
    [...points].map(([name, list]) => {
      const sorted = list.toSorted((a, b) => a[0] - b[0]);
      const column = (i: 0 | 1 | 2): Float64Array => Float64Array.from(sorted, (point) => point[i]);
      return [name, { times: column(0), columns: [column(1), column(2)] }];
    }),
  );
}
