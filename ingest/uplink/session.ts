/**
 * One session while it is in memory: sequence, store, acknowledge, windows, and what the session actor is told.
 * A socket may come and go; the session stays until it has ended or lingered (see UplinkHub).
 */
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type {
  ClockExchange,
  Drop,
  End,
  Ledger,
  Position,
  SampleBlock,
  Stream,
} from "@trajectory/protocols/messages.ts";
import type { OpenedSession } from "../ports.ts";
import { Acknowledger } from "./acknowledger.ts";
import { endSession, startSession } from "./commands.ts";
import { Outbox } from "./outbox.ts";
import type { SessionContext, SessionIdentity } from "./session-context.ts";
import { SessionPipeline } from "./session-pipeline.ts";
import { StreamSequence } from "./stream-sequence.ts";
import { checkBlock, checkDrop, checkEnd, isUsable } from "./validate.ts";

/** Windows that wait to be stored and told before acknowledgements are held back; 25 s of motion, see RESUME_US. */
const OUTBOX_HIGH = 4;
/** Drops and clock exchanges of a session that may be on the way to the store. */
const MOST_NOTES = 64;

/** The socket side of a session. */
export interface SessionPeer {
  acknowledge(positions: Position[], credit: number): void;
  /** Something went wrong that no single frame is to blame for. */
  fail(error: ProtocolError): void;
}

export class UplinkSession {
  readonly identity: SessionIdentity;
  private readonly context: SessionContext;
  private readonly sequences = new Map<number, StreamSequence>();
  private readonly streams: ReadonlyMap<number, { sequence: StreamSequence; stream: Stream }>;
  private readonly outbox: Outbox;
  private readonly pipeline: SessionPipeline;
  private readonly acknowledger: Acknowledger;
  /** Writes that are on the way to the store, and who waits for them. */
  private writes = 0;
  private waiters: (() => void)[] = [];
  private notes = 0;
  private peer: SessionPeer | undefined;
  private state: "open" | "ending" | "gone" = "open";

  constructor(context: SessionContext, identity: SessionIdentity, opened: OpenedSession) {
    this.context = context;
    this.identity = identity;
    const streams = new Map<number, { sequence: StreamSequence; stream: Stream }>();
    for (const stream of identity.streams) {
      const position = opened.positions.find((one) => one.stream === stream.id);
      const newestUs = opened.newest.find((one) => one.stream === stream.id)?.lastUs;
      const sequence = new StreamSequence(stream.id, { position, newestUs });
      this.sequences.set(stream.id, sequence);
      streams.set(stream.id, { sequence, stream });
    }
    this.streams = streams;
    this.outbox = new Outbox({
      ...context,
      userId: identity.userId,
      sessionId: identity.sessionId,
      onUntold: () => context.counts.windowsUntold++,
      onProgress: () => this.acknowledger.release(),
    });
    this.pipeline = new SessionPipeline(context, identity, this.outbox, () => this.peer !== undefined);
    this.acknowledger = new Acknowledger({
      mostCredit: context.limits.credit,
      credit: () => this.credit,
      isHeld: () => this.outbox.length > OUTBOX_HIGH,
      positionOf: (stream) => this.sequences.get(stream)?.position,
      send: (positions, credit) => this.peer?.acknowledge(positions, credit),
    });
  }

  /** Tells the actor that the session has begun, and computes the windows again that may not have been told. */
  async begin(opened: OpenedSession): Promise<void> {
    this.outbox.tell(startSession(this.identity));
    await this.pipeline.begin(opened);
  }

  /** False when it is over, or only the store knows what it holds. */
  get isOpen(): boolean {
    return this.state === "open";
  }

  get isEnding(): boolean {
    return this.state === "ending";
  }

  get positions(): Position[] {
    return [...this.sequences.values()].map(({ position }) => position);
  }

  /** Blocks that may be on the way: less while the store is slow, and no more than there is room for if it stops. */
  get credit(): number {
    const { limits, counts } = this.context;
    const free = 1 - counts.pendingBlocks / limits.pendingBlocks;
    const share = limits.pendingBlocks / Math.max(1, counts.sessions);
    return Math.max(1, Math.floor(Math.min(limits.credit * free, limits.credit, share)));
  }

  attach(peer: SessionPeer): void {
    this.peer = peer;
    this.acknowledger.restart();
  }

  detach(peer: SessionPeer): void {
    if (this.peer === peer) this.peer = undefined;
  }

  /** @throws ProtocolError what is wrong with the block */
  takeBlock(block: SampleBlock): void {
    const { sequence, stream } = this.streamOf(block.stream);
    checkBlock(block, stream.channels.length);
    this.acknowledger.received();
    const parts = sequence.take(block);
    if (parts.length === 0) {
      this.context.counts.blocksDuplicate++;
      this.acknowledger.changedIn(block.stream);
      return;
    }
    this.acknowledger.toStore();
    const whole = { left: parts.length };
    for (const part of parts) this.storeBlock(part, stream, sequence, whole);
  }

  /** @throws ProtocolError what is wrong with the drop */
  takeDrop(drop: Drop): void {
    const { sequence } = this.streamOf(drop.stream);
    checkDrop(drop);
    if (this.notes >= MOST_NOTES) {
      throw new ProtocolError("credit_exceeded", `More than ${MOST_NOTES} Drops wait for the store.`);
    }
    const parts = sequence.takeDrop(drop);
    if (parts.length === 0) this.acknowledger.changedIn(drop.stream);
    for (const part of parts) this.track(this.storeDrop(part, sequence));
  }

  /** One that cannot be is left out, and so is one too many while the store is slow. */
  takeClock(exchange: ClockExchange): void {
    if (!isUsable(exchange) || this.notes >= MOST_NOTES) return;
    this.pipeline.clock.add(exchange);
    const { store } = this.context;
    this.track(this.note(() => store.appendClockExchange(this.identity.sessionId, exchange)));
  }

  /**
   * Ends the session: stores and tells all that is left, and answers what became of every sample.
   * @throws ProtocolError `sequence_invalid`, `stream_unknown`, `store_unavailable`
   */
  async end(end: End): Promise<Ledger[]> {
    checkEnd(end, this.sequences);
    this.state = "ending";
    try {
      await this.settled();
      if (this.isGone) throw new ProtocolError("store_unavailable", "The last blocks could not be stored.");
      await this.pipeline.end();
      await this.outbox.idle();
      // Let go of meanwhile: its last windows are computed when the device comes back, and must not be missing.
      if (this.isGone) throw new ProtocolError("store_unavailable", "The last windows could not be stored.");
      const { sessionId } = this.identity;
      const endedUs = this.context.nowUs();
      const ledgers = await this.context.store.endSession(sessionId, end, endedUs);
      this.outbox.tell(endSession(sessionId, endedUs, ledgers));
      await this.outbox.idle();
      return ledgers;
    } finally {
      this.dispose();
    }
  }

  /** Resolves when nothing is on the way to the store any more. */
  async settled(): Promise<void> {
    while (this.writes > 0) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  /** Resolves when all that was received is stored and told. */
  async drained(): Promise<void> {
    await this.settled();
    await this.pipeline.idle();
    await this.outbox.idle();
  }

  /**
   * The device did not come back: says the windows that are open, unless another node has gone on with the session.
   * @throws ProtocolError `store_unavailable`
   */
  async leave(): Promise<void> {
    await this.drained();
    const ledgers = await this.context.store.ledger(this.identity.sessionId);
    const isAlone = ledgers.every(
      ({ stream, stored, dropped }) => (this.sequences.get(stream)?.settledCount ?? 0) === stored + dropped,
    );
    if (!isAlone) return;
    await this.pipeline.end();
    await this.outbox.idle();
  }

  /** Lets go of everything in memory; windows that are open are computed again when the session comes back. */
  dispose(): void {
    this.state = "gone";
    this.acknowledger.stop();
    this.outbox.abandon();
    this.pipeline.dispose();
  }

  private get isGone(): boolean {
    return this.state === "gone";
  }

  private streamOf(id: number): { sequence: StreamSequence; stream: Stream } {
    if (this.state !== "open") throw new ProtocolError("session_ended", "The session is over.");
    const stream = this.streams.get(id);
    if (stream === undefined) throw new ProtocolError("stream_unknown", `Stream ${id} was not announced.`);
    return stream;
  }

  private storeBlock(
    block: SampleBlock,
    stream: Stream,
    sequence: StreamSequence,
    whole: { left: number },
  ): void {
    const { store, counts, nowUs } = this.context;
    const { sessionId, userId } = this.identity;
    const receivedUs = nowUs();
    counts.pendingBlocks++;
    this.writes++;
    store.appendBlock({ userId, sessionId, block, channels: stream.channels.length, receivedUs }).then(
      () => {
        counts.pendingBlocks--;
        try {
          if (!this.isGone) this.storedBlock(block, stream, sequence, whole, receivedUs);
        } catch (thrown) {
          this.failed(toProtocolError(thrown));
        }
        this.written();
      },
      (thrown: unknown) => {
        counts.pendingBlocks--;
        this.failed(toProtocolError(thrown));
        this.written();
      },
    );
  }

  private storedBlock(
    block: SampleBlock,
    stream: Stream,
    sequence: StreamSequence,
    whole: { left: number },
    receivedUs: number,
  ): void {
    const { publish, counts } = this.context;
    const { sessionId, userId } = this.identity;
    counts.blocksStored++;
    counts.samplesStored += block.dtUs.length;
    sequence.settle(block.firstSeq, block.dtUs.length);
    whole.left--;
    if (whole.left === 0) this.acknowledger.stored();
    this.acknowledger.changedIn(block.stream);
    publish.block(userId, { sessionId, stream, block, receivedUs });
    this.pipeline.push(block);
  }

  private async storeDrop(drop: Drop, sequence: StreamSequence): Promise<void> {
    await this.note(() => this.context.store.appendDrop(this.identity.sessionId, drop));
    if (this.isGone) return;
    sequence.settle(drop.firstSeq, drop.count);
    this.acknowledger.changedIn(drop.stream);
  }

  private async note(write: () => Promise<void>): Promise<void> {
    this.notes++;
    try {
      await write();
    } finally {
      this.notes--;
    }
  }

  private track(write: Promise<void>): void {
    this.writes++;
    write.then(
      () => this.written(),
      (thrown: unknown) => {
        this.failed(toProtocolError(thrown));
        this.written();
      },
    );
  }

  private written(): void {
    this.writes--;
    if (this.writes > 0) return;
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  /** Whatever fails on the way to the store ends this session's time in memory: only the store knows what it holds. */
  private failed(err: ProtocolError): void {
    if (this.isGone) return;
    const { userId, sessionId } = this.identity;
    this.context.log.warn({ userId, sessionId, err }, "The store did not take what a device sent");
    this.dispose();
    this.peer?.fail(err);
  }
}
