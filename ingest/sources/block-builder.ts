/** Cuts what a sensor gives into blocks, and numbers the samples. */
import type { Block, Stream } from "@trajectory/protocols/messages.ts";

const MOST_SAMPLES = 500;

export class BlockBuilder {
  private readonly stream: Stream;
  private readonly blockUs: number;
  private nextSeq = 0;
  private t0Us = 0;
  private lastUs = 0;
  private dtUs: number[] = [];
  private samples: number[] = [];

  /** @param blockUs a block is closed when its samples span this time, at most 1 s */
  constructor(stream: Stream, blockUs: number) {
    this.stream = stream;
    this.blockUs = blockUs;
  }

  /** Samples captured so far, dropped ones too. */
  get captured(): number {
    return this.nextSeq + this.dtUs.length;
  }

  /** @returns the block that the sample closes */
  add(stampUs: number, values: readonly number[]): Block | undefined {
    const isFull =
      this.dtUs.length > 0 &&
      (stampUs - this.t0Us >= this.blockUs || stampUs < this.lastUs || this.dtUs.length >= MOST_SAMPLES);
    const block = isFull ? this.close() : undefined;
    if (this.dtUs.length === 0) {
      this.t0Us = stampUs;
      this.lastUs = stampUs;
    }
    this.dtUs.push(stampUs - this.lastUs);
    this.lastUs = stampUs;
    for (const value of values) this.samples.push(value);
    return block;
  }

  /** Closes a block that has waited long enough. */
  closeBefore(nowUs: number): Block | undefined {
    return this.dtUs.length > 0 && nowUs - this.t0Us >= this.blockUs ? this.close() : undefined;
  }

  close(): Block | undefined {
    const count = this.dtUs.length;
    if (count === 0) return undefined;
    const { t0Us, dtUs, samples } = this;
    const block = { stream: this.stream.id, firstSeq: this.nextSeq, t0Us, dtUs, samples };
    this.nextSeq += count;
    this.dtUs = [];
    this.samples = [];
    return block;
  }

  /** Numbers samples that are thrown away. @returns the number of the first */
  skip(count: number): number {
    const first = this.nextSeq;
    this.nextSeq += count;
    return first;
  }
}
