/** The newest samples of one stream, each sample once, in sensor time. */
import { STREAM_KIND_NUMBER, type Block, type Stream } from "@trajectory/protocols/messages.ts";
import { BeatTimes } from "../charts/beats.ts";
import { SeriesBuffer } from "../charts/series-buffer.ts";
import { SeqRanges } from "./seq-ranges.ts";

/** Samples kept per stream: 90 s at 100 Hz. */
const CAPACITY = 9_000;

const MICRO = 1e-6;

export class StreamTrack {
  readonly stream: Stream;
  /** One column per channel, then the sequence number. For RR intervals the times are those of the beats. */
  readonly buffer: SeriesBuffer;
  readonly #ranges = new SeqRanges();
  readonly #beats: BeatTimes | undefined;

  constructor(stream: Stream) {
    this.stream = stream;
    this.buffer = new SeriesBuffer(stream.channels.length + 1, CAPACITY);
    this.#beats = stream.kind === STREAM_KIND_NUMBER.rr ? new BeatTimes() : undefined;
  }

  get received(): number {
    return this.#ranges.seen;
  }

  /** Samples between the first and the last received that have not come to this screen. */
  get missing(): number {
    return this.#ranges.missing;
  }

  /** Column of the sequence numbers. */
  get seqColumn(): number {
    return this.stream.channels.length;
  }

  /** Samples per second by the sensor's own stamps, gaps counted; undefined while less than a second is held. */
  get measuredHz(): number | undefined {
    const { times, columns } = this.buffer.view();
    const seqs = columns[this.seqColumn];
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    return span < 1 ? undefined : ((seqs?.at(-1) ?? 0) - (seqs?.[0] ?? 0)) / span;
  }

  /** Adds what is new in the block. */
  add(block: Block): void {
    const count = block.dtUs.length;
    const channels = this.stream.channels.length;
    if (channels === 0 || block.samples.length !== count * channels) return;
    const fresh = this.#ranges.add(block.firstSeq, block.firstSeq + count);
    let stamp = block.t0Us;
    let next = 0;
    for (let i = 0; i < count; i++) {
      stamp += block.dtUs[i] ?? 0;
      const seq = block.firstSeq + i;
      while (next < fresh.length && seq >= (fresh[next]?.to ?? 0)) next += 1;
      const range = fresh[next];
      if (range === undefined || seq < range.from) continue;
      const values = block.samples.slice(i * channels, (i + 1) * channels);
      this.buffer.put(this.#timeOf(seq, stamp * MICRO, values), [...values, seq]);
    }
  }

  #timeOf(seq: number, stamp: number, values: readonly number[]): number {
    return this.#beats === undefined ? stamp : this.#beats.next(seq, stamp, values[0] ?? 0).time;
  }
}
