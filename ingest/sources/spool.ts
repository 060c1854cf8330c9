/**
 * What a device has captured and the server has not acknowledged. Bounded: where it is full, the oldest block that
 * was not sent becomes a Drop with the reason buffer_full, so that every sample stays accounted for.
 */
import type { Block, Drop, Position, UplinkUp } from "@trajectory/protocols/messages.ts";

/** Drops that may be unacknowledged: the server closes the socket of a device that has more than 64 under way. */
const MOST_DROPS_SENT = 16;

interface Entry {
  stream: number;
  firstSeq: number;
  count: number;
  message: { block: Block } | { drop: Drop };
  sent: boolean;
}

export class Spool {
  private readonly mostBlocks: number;
  private entries: Entry[] = [];
  private blocks = 0;
  /** Blocks sent and not acknowledged. */
  private onTheWay = 0;
  private dropsOnTheWay = 0;

  constructor(mostBlocks: number) {
    this.mostBlocks = mostBlocks;
  }

  get length(): number {
    return this.entries.length;
  }

  get inFlight(): number {
    return this.onTheWay;
  }

  addBlock(block: Block): { dropped: Drop | undefined } {
    this.add(block.stream, block.firstSeq, block.dtUs.length, { block });
    this.blocks++;
    return { dropped: this.blocks > this.mostBlocks ? this.dropOldest() : undefined };
  }

  addDrop(drop: Drop): void {
    this.add(drop.stream, drop.firstSeq, drop.count, { drop });
  }

  /** The next message to send, counted as sent. Drops need no credit, but have a bound of their own. */
  next(credit: number): UplinkUp | undefined {
    const entry = this.entries.find(
      ({ sent, message }) =>
        !sent && ("drop" in message ? this.dropsOnTheWay < MOST_DROPS_SENT : this.onTheWay < credit),
    );
    if (entry === undefined) return undefined;
    entry.sent = true;
    if ("block" in entry.message) this.onTheWay++;
    else this.dropsOnTheWay++;
    return entry.message;
  }

  /** Forgets what the server holds. @returns samples acknowledged */
  acknowledge(positions: readonly Position[]): number {
    const byStream = new Map(positions.map((position) => [position.stream, position]));
    let samples = 0;
    this.entries = this.entries.filter((entry) => {
      const position = byStream.get(entry.stream);
      if (position === undefined || !isHeld(entry, position)) return true;
      if ("block" in entry.message) {
        samples += entry.count;
        this.blocks--;
        if (entry.sent) this.onTheWay--;
      } else if (entry.sent) this.dropsOnTheWay--;
      return false;
    });
    return samples;
  }

  /** The socket is gone: all that is left must be sent again. */
  unsend(): void {
    for (const entry of this.entries) entry.sent = false;
    this.onTheWay = 0;
    this.dropsOnTheWay = 0;
  }

  private add(stream: number, firstSeq: number, count: number, message: Entry["message"]): void {
    this.entries.push({ stream, firstSeq, count, message, sent: false });
  }

  private dropOldest(): Drop | undefined {
    const oldest = this.entries.find(({ sent, message }) => !sent && "block" in message);
    if (oldest === undefined) return undefined;
    const { stream, firstSeq, count } = oldest;
    const drop = { stream, firstSeq, count, reason: "buffer_full" };
    oldest.message = { drop };
    this.blocks--;
    this.joinDrops();
    return drop;
  }

  /** Neighbouring drops become one: hours of loss must not fill the spool. */
  private joinDrops(): void {
    const last = new Map<number, Entry>();
    this.entries = this.entries.filter((entry) => {
      const { message } = entry;
      if (!("drop" in message) || entry.sent) return true;
      const before = last.get(entry.stream);
      const joins =
        before !== undefined &&
        "drop" in before.message &&
        before.message.drop.reason === message.drop.reason &&
        before.firstSeq + before.count === entry.firstSeq;
      if (!joins) {
        last.set(entry.stream, entry);
        return true;
      }
      before.count += entry.count;
      before.message = { drop: { ...message.drop, firstSeq: before.firstSeq, count: before.count } };
      return false;
    });
  }
}

function isHeld(entry: Entry, position: Position): boolean {
  const end = entry.firstSeq + entry.count;
  if (end <= position.nextSeq) return true;
  return position.held.some(({ firstSeq, count }) => firstSeq <= entry.firstSeq && end <= firstSeq + count);
}
