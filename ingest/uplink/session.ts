/**
 * One session while it is in memory: sequence, store, acknowledge, windows, and what the session actor is told.
 * A socket may come and go; the session stays until it has ended or lingered (see UplinkHub).
 */
import { type SchedulerLike, Subject, type Subscription } from "rxjs";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type {
  Block,
  ClockExchange,
  Drop,
  End,
  Ledger,
  Position,
  Stream,
  Window,
} from "@trajectory/protocols/messages.ts";
import type { Log, OpenedSession, SignalStore, TellSession, UplinkPublish } from "../ports.ts";
import { rebuildWindows } from "../windows/rebuild.ts";
import { repairWindows } from "../windows/repair.ts";
import { SessionWindows } from "../windows/session-windows.ts";
import { toWindows } from "../windows/to-windows.ts";
import { ClockRecord } from "./clock.ts";
import { endSession, recordWindow, startSession } from "./commands.ts";
import type { UplinkLimits } from "./limits.ts";
import { Outbox } from "./outbox.ts";
import { StreamSequence } from "./stream-sequence.ts";
import { checkBlock, checkDrop, checkEnd, isUsable } from "./validate.ts";

/** Windows that wait to be stored and told before acknowledgements are held back. */
const OUTBOX_HIGH = 16;
/** After a restart so much is computed and told again, µs: more than an outbox and a credit can hold. */
const REBUILD_US = 60_000_000;
/** A stream that is this far behind the others is not waited for then, µs. */
const REBUILD_LAG_US = 600_000_000;

/** Drops and clock exchanges of a session that may be on the way to the store. */
const MOST_NOTES = 64;

/** What all sessions of a process share. */
export interface SessionContext {
  store: SignalStore;
  tellSession: TellSession;
  publish: UplinkPublish;
  log: Log;
  nowUs: () => number;
  scheduler: SchedulerLike;
  limits: UplinkLimits;
  counts: UplinkCounts;
}

/** Counted since the start of the process, but for pendingBlocks, which is now. */
export interface UplinkCounts {
  /** Blocks that wait for COMMIT. */
  pendingBlocks: number;
  blocksStored: number;
  samplesStored: number;
  blocksDuplicate: number;
  windows: number;
  /** Windows and commands that were given up; the log names them. */
  windowsUntold: number;
  refusals: number;
}

export interface SessionIdentity {
  sessionId: string;
  userId: string;
  deviceModel: string;
  openedUs: number;
  streams: readonly Stream[];
}

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
  private readonly streams: ReadonlyMap<number, Stream>;
  private readonly outbox: Outbox;
  private readonly blocks = new Subject<Block>();
  private readonly clock = new ClockRecord();
  private readonly inFlight = new Set<Promise<void>>();
  private windows: SessionWindows;
  private subscription: Subscription | undefined;
  private emit: (window: Window) => void = (window) => this.sayWindow(window);
  private peer: SessionPeer | undefined;
  /** Blocks received that no Ack has covered, and those of them that the store does not have yet. */
  private unacknowledged = 0;
  private pending = 0;
  private pendingNotes = 0;
  private readonly dirty = new Set<number>();
  private ackQueued = false;
  private repairing: Promise<void> | undefined;
  private state: "open" | "ending" | "gone" = "open";

  constructor(context: SessionContext, identity: SessionIdentity, opened: OpenedSession) {
    this.context = context;
    this.identity = identity;
    const { sessionId, userId, streams } = identity;
    this.streams = new Map(streams.map((stream) => [stream.id, stream]));
    for (const stream of streams) {
      const position = opened.positions.find((one) => one.stream === stream.id);
      const newestUs = opened.newest.find((one) => one.stream === stream.id)?.lastUs;
      this.sequences.set(stream.id, new StreamSequence(stream.id, { position, newestUs }));
    }
    this.outbox = new Outbox({
      ...context,
      userId,
      sessionId,
      onUntold: () => context.counts.windowsUntold++,
      onProgress: () => this.releaseAcks(),
    });
    this.windows = new SessionWindows({ sessionId, streams, onWindow: (window) => this.emit(window) });
  }

  /** Tells the actor that the session has begun, and computes the windows again that may not have been told. */
  async begin(opened: OpenedSession): Promise<void> {
    this.outbox.tell(startSession(this.identity));
    const lasts = opened.newest.map(({ lastUs }) => lastUs);
    if (lasts.length > 0) {
      const { sessionId, streams } = this.identity;
      const newest = Math.max(...lasts);
      this.windows = await rebuildWindows({
        store: this.context.store,
        sessionId,
        streams,
        fromUs: Math.max(Math.min(...lasts), newest - REBUILD_LAG_US) - REBUILD_US,
        onWindow: (window) => this.emit(window),
        onSame: (window) => this.sayAgain(window),
      });
    }
    this.subscription = this.blocks
      .pipe(
        toWindows({
          windows: (emit) => {
            this.emit = emit;
            return this.windows;
          },
          silenceMs: this.context.limits.silenceMs,
          scheduler: this.context.scheduler,
          onTick: () => this.repair(),
        }),
      )
      .subscribe({
        next: (window) => this.sayWindow(window),
        error: (err: unknown) =>
          this.context.log.error({ ...this.who, err }, "Windows of a session have stopped"),
      });
  }

  get attached(): boolean {
    return this.peer !== undefined;
  }

  /** False when it is over, or only the store knows what it holds. */
  get isOpen(): boolean {
    return this.state === "open";
  }

  get positions(): Position[] {
    return [...this.sequences.values()].map(({ position }) => position);
  }

  /** Blocks that may be on the way: less while the store is slow. */
  get credit(): number {
    const { limits, counts } = this.context;
    const free = 1 - counts.pendingBlocks / limits.pendingBlocks;
    return Math.max(1, Math.min(limits.credit, Math.floor(limits.credit * free)));
  }

  attach(peer: SessionPeer): void {
    this.peer = peer;
    this.unacknowledged = 0;
  }

  detach(peer: SessionPeer): void {
    if (this.peer === peer) this.peer = undefined;
  }

  /** @throws ProtocolError what is wrong with the block */
  takeBlock(block: Block): void {
    const sequence = this.sequenceOf(block.stream);
    const stream = this.streams.get(block.stream) as Stream;
    checkBlock(block, stream.channels.length);
    this.spendCredit();
    const parts = sequence.take(block);
    if (parts.length === 0) {
      this.context.counts.blocksDuplicate++;
      this.queueAck(block.stream);
    }
    const whole = { left: parts.length };
    if (parts.length > 0) this.pending++;
    for (const part of parts) this.track(this.storeBlock(part, stream, sequence, whole));
  }

  /** @throws ProtocolError what is wrong with the drop */
  takeDrop(drop: Drop): void {
    const sequence = this.sequenceOf(drop.stream);
    checkDrop(drop);
    if (this.pendingNotes >= MOST_NOTES) {
      throw new ProtocolError("credit_exceeded", `More than ${MOST_NOTES} Drops wait for the store.`);
    }
    const parts = sequence.takeDrop(drop);
    if (parts.length === 0) this.queueAck(drop.stream);
    for (const part of parts) this.track(this.storeDrop(part, sequence));
  }

  /** One that cannot be is left out, and so is one too many while the store is slow. */
  takeClock(exchange: ClockExchange): void {
    if (!isUsable(exchange) || this.pendingNotes >= MOST_NOTES) return;
    this.clock.add(exchange);
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
      this.blocks.complete();
      await this.repairing;
      this.repair();
      await this.repairing;
      await this.outbox.idle();
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
    while (this.inFlight.size > 0) await Promise.all(this.inFlight);
  }

  /** Resolves when all that was received is stored and told. */
  async drained(): Promise<void> {
    await this.settled();
    await this.repairing;
    await this.outbox.idle();
  }

  /** Lets go of everything in memory; windows that are open are computed again when the session comes back. */
  dispose(): void {
    this.state = "gone";
    this.outbox.abandon();
    this.subscription?.unsubscribe();
  }

  get isEnding(): boolean {
    return this.state === "ending";
  }

  private get isGone(): boolean {
    return this.state === "gone";
  }

  private get who() {
    return { userId: this.identity.userId, sessionId: this.identity.sessionId };
  }

  private sequenceOf(stream: number): StreamSequence {
    if (this.state !== "open") throw new ProtocolError("session_ended", "The session is over.");
    const sequence = this.sequences.get(stream);
    if (sequence === undefined)
      throw new ProtocolError("stream_unknown", `Stream ${stream} was not announced.`);
    return sequence;
  }

  private spendCredit(): void {
    const { credit } = this.context.limits;
    if (this.unacknowledged >= credit) {
      throw new ProtocolError("credit_exceeded", `More than ${credit} blocks are not acknowledged.`);
    }
    this.unacknowledged++;
  }

  private async storeBlock(
    block: Block,
    stream: Stream,
    sequence: StreamSequence,
    whole: { left: number },
  ): Promise<void> {
    const { store, publish, counts, nowUs } = this.context;
    const { sessionId, userId } = this.identity;
    const receivedUs = nowUs();
    const channels = stream.channels.length;
    counts.pendingBlocks++;
    try {
      await store.appendBlock({ userId, sessionId, block, channels, receivedUs });
    } finally {
      counts.pendingBlocks--;
    }
    if (this.isGone) return;
    counts.blocksStored++;
    counts.samplesStored += block.dtUs.length;
    sequence.settle(block.firstSeq, block.dtUs.length);
    whole.left--;
    if (whole.left === 0) this.pending--;
    this.queueAck(block.stream);
    publish.block(userId, { sessionId, stream, block, receivedUs });
    this.blocks.next(block);
  }

  private async storeDrop(drop: Drop, sequence: StreamSequence): Promise<void> {
    await this.note(() => this.context.store.appendDrop(this.identity.sessionId, drop));
    if (this.isGone) return;
    sequence.settle(drop.firstSeq, drop.count);
    this.queueAck(drop.stream);
  }

  private async note(write: () => Promise<void>): Promise<void> {
    this.pendingNotes++;
    try {
      await write();
    } finally {
      this.pendingNotes--;
    }
  }

  /** Whatever fails on the way to the store ends this session's time in memory: only the store knows what it holds. */
  private track(work: Promise<void>): void {
    const tracked = work
      .catch((thrown: unknown) => {
        if (this.isGone) return;
        const error = toProtocolError(thrown);
        this.context.log.warn({ ...this.who, err: error }, "The store did not take what a device sent");
        this.dispose();
        this.peer?.fail(error);
      })
      .finally(() => this.inFlight.delete(tracked));
    this.inFlight.add(tracked);
  }

  private queueAck(stream: number): void {
    this.dirty.add(stream);
    if (this.ackQueued || this.outbox.length > OUTBOX_HIGH) return;
    this.ackQueued = true;
    // Blocks that were committed together are acknowledged together.
    queueMicrotask(() => {
      this.ackQueued = false;
      this.acknowledge();
    });
  }

  private acknowledge(): void {
    if (this.dirty.size === 0 || this.peer === undefined || this.isGone) return;
    const positions = [...this.dirty].flatMap((id) => this.sequences.get(id)?.position ?? []);
    this.dirty.clear();
    this.unacknowledged = this.pending;
    this.peer.acknowledge(positions, this.credit);
  }

  private releaseAcks(): void {
    if (this.dirty.size > 0 && this.outbox.length <= OUTBOX_HIGH) this.acknowledge();
  }

  private sayWindow(window: Window): void {
    const stamped = { ...window, clockErrorMs: Math.fround(this.clock.errorMs) };
    this.context.counts.windows++;
    this.context.publish.window(this.identity.userId, stamped);
    this.outbox.addWindow(stamped);
  }

  private sayAgain(window: Window): void {
    const telling = recordWindow(window);
    if (telling !== undefined) this.outbox.tell(telling);
  }

  /** Computes the windows of late samples again, one repair at a time. */
  private repair(): void {
    if (this.repairing !== undefined) return;
    const span = this.windows.takeRepair();
    if (span === undefined) return;
    const { store, log } = this.context;
    const { sessionId, streams } = this.identity;
    const onWindow = (window: Window) => this.sayWindow(window);
    this.repairing = this.outbox
      .idle()
      .then(() => repairWindows({ store, sessionId, streams, span, live: this.windows, onWindow }))
      .catch((err: unknown) =>
        log.warn({ ...this.who, span, err }, "Windows of late samples are not repaired"),
      )
      .finally(() => {
        this.repairing = undefined;
      });
  }
}
