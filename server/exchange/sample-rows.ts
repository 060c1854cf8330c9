/** The samples of a session in order of time, from its stored blocks; a page of blocks per stream is in memory. */
import type { Block, Stream } from "@trajectory/protocols/messages.ts";

/** A sample as it is written to a file. */
export interface SampleRow {
  stream: Stream;
  /** Its number in the stream, from 0 at the start of capture. */
  seq: number;
  /** The sensor's stamp, µs since the Unix epoch. */
  us: number;
  /** Samples between the one before it in the stream and this one that are not stored. */
  missing: number;
  /** One per channel, single precision. */
  values: readonly number[];
}

/** Blocks of a stream, ordered by first stamp, whose last stamp is `fromUs` or later. */
export type ReadStream = (stream: number, fromUs: number) => AsyncIterable<{ block: Block }>;

/** Half-open, in the sensors' time, µs. */
export interface TimeSpan {
  fromUs: number;
  toUs: number;
}

const BATCH_ROWS = 2_000;

/** Batches of rows. Where the sensors' clock jumps back a stream keeps the order of its blocks. */
export async function* sampleRows(
  streams: readonly Stream[],
  read: ReadStream,
  { fromUs, toUs }: TimeSpan,
): AsyncGenerator<SampleRow[]> {
  const heads = await Promise.all(
    streams.map((stream) => StreamHead.open(stream, read(stream.id, fromUs), fromUs)),
  );
  try {
    let batch: SampleRow[] = [];
    for (;;) {
      const next = earliest(heads);
      if (next === undefined || next.us >= toUs) break;
      batch.push(next.take());
      if (next.isSpent) await next.load();
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } finally {
    await Promise.all(heads.map((head) => head.close()));
  }
}

function earliest(heads: readonly StreamHead[]): StreamHead | undefined {
  let found: StreamHead | undefined;
  for (const head of heads) {
    if (!head.isSpent && (found === undefined || head.us < found.us)) found = head;
  }
  return found;
}

/** Where the reading of one stream stands. */
class StreamHead {
  /** Stamp of the next sample. */
  us = 0;
  private readonly stream: Stream;
  private readonly blocks: AsyncIterator<{ block: Block }>;
  private readonly fromUs: number;
  private block: Block | undefined;
  private index = 0;
  private nextSeq: number | undefined;

  private constructor(stream: Stream, blocks: AsyncIterable<{ block: Block }>, fromUs: number) {
    this.stream = stream;
    this.blocks = blocks[Symbol.asyncIterator]();
    this.fromUs = fromUs;
  }

  static async open(
    stream: Stream,
    blocks: AsyncIterable<{ block: Block }>,
    fromUs: number,
  ): Promise<StreamHead> {
    const head = new StreamHead(stream, blocks, fromUs);
    await head.load();
    return head;
  }

  /** True where `load` has to be called, or nothing is left. */
  get isSpent(): boolean {
    return this.block === undefined;
  }

  /** Goes to the next block that has a sample at `fromUs` or later. */
  async load(): Promise<void> {
    while (this.block === undefined) {
      const { done, value } = await this.blocks.next();
      if (done === true) return;
      this.block = value.block;
      this.index = 0;
      this.us = value.block.t0Us;
      while (this.block !== undefined && this.us < this.fromUs) this.step();
    }
  }

  take(): SampleRow {
    const { block, index, stream } = this;
    if (block === undefined) throw new RangeError("There is no sample to take.");
    const seq = block.firstSeq + index;
    const width = stream.channels.length;
    const row = {
      stream,
      seq,
      us: this.us,
      // What is missing before the first one of a span may only lie outside of it.
      missing: Math.max(0, seq - (this.nextSeq ?? (this.fromUs > 0 ? seq : 0))),
      values: block.samples.slice(index * width, (index + 1) * width),
    };
    this.nextSeq = Math.max(this.nextSeq ?? 0, seq + 1);
    this.step();
    return row;
  }

  async close(): Promise<void> {
    await this.blocks.return?.();
  }

  private step(): void {
    this.index++;
    if (this.block === undefined || this.index >= this.block.dtUs.length) this.block = undefined;
    else this.us += this.block.dtUs[this.index] ?? 0;
  }
}
