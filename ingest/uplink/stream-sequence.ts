/** Which samples of one stream are here: what a block brings that is new, and what may be acknowledged. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Drop, Position, SampleBlock } from "@trajectory/protocols/messages.ts";
import { lastStampOf, sliceBlock } from "../samples/block.ts";
import { RangeSet } from "../samples/range-set.ts";

/** Samples of one session and stream: 115 days at 100 Hz. A larger number is a mistake. */
export const MOST_SAMPLES = 1_000_000_000;
/** Gaps that may be open at once; it bounds what is kept and what an Ack says. */
export const MOST_GAPS = 64;
/** A sensor's clock that jumps further than this between two blocks is wrong, µs. */
const LONGEST_JUMP_US = 24 * 3600 * 1_000_000;
/** Known numbers with stamps so much newer than all before are numbers used again, µs. */
const REUSE_US = 1_000_000;

export class StreamSequence {
  readonly stream: number;
  /** Stored, dropped, or on the way to the store. */
  private readonly seen = new RangeSet();
  /** Stored or known as dropped, after COMMIT. */
  private readonly settled = new RangeSet();
  private newestUs: number | undefined;

  constructor(stream: number, held: { position: Position | undefined; newestUs: number | undefined }) {
    this.stream = stream;
    this.newestUs = held.newestUs;
    for (const set of [this.seen, this.settled]) {
      set.add(0, held.position?.nextSeq ?? 0);
      for (const { firstSeq, count } of held.position?.held ?? []) set.add(firstSeq, firstSeq + count);
    }
  }

  /** One behind the largest number that was ever named. */
  get end(): number {
    return this.seen.end;
  }

  /**
   * The parts of a block that are new, cut out of it; they count as seen from now on.
   * @throws ProtocolError `sequence_invalid` or `block_time_invalid`
   */
  take(block: SampleBlock): SampleBlock[] {
    const end = block.firstSeq + block.dtUs.length;
    const lastUs = lastStampOf(block);
    const jumpUs = this.newestUs === undefined ? 0 : block.t0Us - this.newestUs;
    if (Math.abs(jumpUs) > LONGEST_JUMP_US) {
      throw new ProtocolError(
        "block_time_invalid",
        `The clock of stream ${this.stream} jumps by ${Math.round(jumpUs / 3.6e9)} hours.`,
      );
    }
    if (block.firstSeq === this.seen.end) {
      // The usual case: the next samples.
      this.seen.add(block.firstSeq, end);
      this.newestUs = Math.max(lastUs, this.newestUs ?? lastUs);
      return [block];
    }
    const missing = this.seen.missing(block.firstSeq, end);
    if (missing.length === 0) {
      // Sent again, and known as such, unless a device began to count anew: then nothing may be taken as known.
      if (jumpUs <= REUSE_US) return [];
      throw new ProtocolError(
        "sequence_invalid",
        `Stream ${this.stream} uses number ${block.firstSeq} again, ${Math.round(jumpUs / 1e6)} s later.`,
      );
    }
    this.see(block.firstSeq, end);
    this.newestUs = Math.max(lastUs, this.newestUs ?? lastUs);
    if (missing.length === 1 && missing[0]?.first === block.firstSeq && missing[0].end === end)
      return [block];
    return missing.map((part) => sliceBlock(block, part.first - block.firstSeq, part.end - part.first));
  }

  /** The parts of a drop that are new. @throws ProtocolError `sequence_invalid` */
  takeDrop(drop: Drop): Drop[] {
    const end = drop.firstSeq + drop.count;
    const missing = this.seen.missing(drop.firstSeq, end);
    this.see(drop.firstSeq, end);
    return missing.map((part) => ({ ...drop, firstSeq: part.first, count: part.end - part.first }));
  }

  /** The samples are stored, or stored as dropped. */
  settle(firstSeq: number, count: number): void {
    this.settled.add(firstSeq, firstSeq + count);
  }

  /** Samples that are stored or known as dropped. */
  get settledCount(): number {
    return this.settled.size;
  }

  get position(): Position {
    const { spans } = this.settled;
    if (spans.length === 1 && spans[0]?.first === 0) {
      return { stream: this.stream, nextSeq: spans[0].end, held: [] };
    }
    const [first, ...rest] = spans;
    const begins = first?.first === 0;
    return {
      stream: this.stream,
      nextSeq: begins ? first.end : 0,
      held: (begins || first === undefined ? rest : [first, ...rest]).map((span) => ({
        firstSeq: span.first,
        count: span.end - span.first,
      })),
    };
  }

  private see(first: number, end: number): void {
    this.seen.add(first, end);
    if (this.seen.spans.length <= MOST_GAPS) return;
    this.seen.remove(first, end);
    throw new ProtocolError(
      "sequence_invalid",
      `Stream ${this.stream} has ${MOST_GAPS} open gaps: send what is missing, or Drops for it, first.`,
    );
  }
}
