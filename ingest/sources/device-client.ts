/**
 * A device as a phone would be: captures, keeps what is not acknowledged, respects credit, connects again and sends
 * again from where the server says it stands, and ends the session with its counts.
 */
import { type SchedulerLike, type Subscription, asyncScheduler } from "rxjs";
import { WebSocket } from "ws";
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import { ERRORS, type ErrorCode, ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type {
  Block,
  ClockPong,
  Ledger,
  Refusal,
  Stream,
  UplinkDown,
  UplinkUp,
} from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { BlockBuilder } from "./block-builder.ts";
import { Spool } from "./spool.ts";

const CLOCK_BURST = 8;
const CLOCK_EVERY_MS = 5_000;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;
/** WebSocket close code of a message beyond the server's limit. */
const MESSAGE_TOO_BIG = 1009;
const PASSING = new Set<ErrorCode>(["busy", "store_unavailable", "internal", "too_many_requests"]);

export interface DeviceClientOptions {
  /** ws:// or wss:// address of the uplink. */
  url: string;
  token: string;
  sessionId: string;
  deviceModel: string;
  appVersion: string;
  streams: readonly Stream[];
  /** The device's clock, microseconds since the Unix epoch. Default: Date.now. */
  nowUs?: () => number;
  scheduler?: SchedulerLike;
  /** Time that a block spans, µs. Default: 0.5 s. */
  blockUs?: number;
  /** Blocks that may wait for their acknowledgement; then the oldest become Drops. Default: 7,200, an hour. */
  spoolBlocks?: number;
  /** Without a connection for this long it fails, ms. Default: 60 s. */
  giveUpMs?: number;
  onProgress?: () => void;
}

export class DeviceClient {
  /** Samples acknowledged after COMMIT. */
  acknowledged = 0;
  private readonly options: DeviceClientOptions;
  private readonly nowUs: () => number;
  private readonly scheduler: SchedulerLike;
  private readonly builders: ReadonlyMap<number, BlockBuilder>;
  private readonly dropped = new Map<number, number>();
  private readonly spool: Spool;
  private readonly spoolBlocks: number;
  private readonly ended = Promise.withResolvers<Ledger[]>();
  private socket: WebSocket | undefined;
  private credit = 0;
  private welcomed = false;
  /** On this connection; nothing may follow it. */
  private endSent = false;
  private state: "capturing" | "ending" | "done" = "capturing";
  private refusal: ProtocolError | undefined;
  private attempt = 0;
  private lostAt: number;
  private pings = 0;
  private timer: Subscription | undefined;
  private roomWaiters: (() => void)[] = [];

  constructor(options: DeviceClientOptions) {
    this.options = options;
    this.nowUs = options.nowUs ?? (() => Date.now() * 1000);
    this.scheduler = options.scheduler ?? asyncScheduler;
    this.spoolBlocks = options.spoolBlocks ?? 7_200;
    this.spool = new Spool(this.spoolBlocks);
    const blockUs = options.blockUs ?? 500_000;
    this.builders = new Map(options.streams.map((stream) => [stream.id, new BlockBuilder(stream, blockUs)]));
    this.lostAt = this.scheduler.now();
    // A failure is told by end(), whenever that is called.
    this.ended.promise.catch(() => undefined);
    this.connect();
  }

  /** Samples captured so far, dropped ones too. */
  get captured(): number {
    let sum = 0;
    for (const builder of this.builders.values()) sum += builder.captured;
    return sum;
  }

  /** True when the session has ended, or the device has failed: end() says which. */
  get isOver(): boolean {
    return this.state === "done";
  }

  capture(streamId: number, stampUs: number, values: readonly number[]): void {
    this.keep(this.builderOf(streamId).add(stampUs, values));
  }

  /** The sensors' time goes on: blocks that have waited long enough are sent. */
  advance(sensorUs: number): void {
    for (const builder of this.builders.values()) this.keep(builder.closeBefore(sensorUs));
  }

  /** Resolves when the spool is at most half full, or the device has failed. */
  async room(): Promise<void> {
    while (this.spool.length * 2 > this.spoolBlocks && this.state !== "done") {
      await new Promise<void>((resolve) => this.roomWaiters.push(resolve));
    }
  }

  /**
   * Sends the rest and the final counts, and waits for what became of every sample.
   * @throws ProtocolError why the device failed
   */
  async end(): Promise<Ledger[]> {
    if (this.state === "capturing") {
      for (const builder of this.builders.values()) this.keep(builder.close());
      this.state = "ending";
      this.endWhenEmpty();
    }
    return this.ended.promise;
  }

  /** Leaves without End: the session can be resumed by its id. */
  abort(error = new ProtocolError("unknown_outcome", "The device was stopped.")): void {
    this.fail(error);
  }

  private builderOf(streamId: number): BlockBuilder {
    const builder = this.builders.get(streamId);
    if (builder === undefined)
      throw new ProtocolError("stream_unknown", `Stream ${streamId} was not announced.`);
    return builder;
  }

  private keep(block: Block | undefined): void {
    if (block === undefined || this.state === "done") return;
    const { dropped } = this.spool.addBlock(block);
    if (dropped !== undefined) {
      this.dropped.set(dropped.stream, (this.dropped.get(dropped.stream) ?? 0) + dropped.count);
    }
    this.pump();
  }

  private connect(): void {
    const { url, token, sessionId, deviceModel, appVersion, streams } = this.options;
    const socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket = socket;
    this.refusal = undefined;
    socket.on("open", () =>
      this.send({
        hello: {
          protocolVersion: PROTOCOL_VERSION,
          token,
          sessionId,
          deviceModel,
          appVersion,
          streams: [...streams],
        },
      }),
    );
    socket.on("message", (data) => this.receive(data as Buffer));
    // The close that follows says it all.
    socket.on("error", () => undefined);
    socket.on("close", (code) => this.lost(socket, code));
  }

  private receive(bytes: Uint8Array): void {
    if (this.state === "done") return;
    try {
      this.handle(uplinkDownCodec.decode(bytes));
    } catch (error) {
      this.fail(toProtocolError(error));
    }
  }

  private handle(message: UplinkDown): void {
    if ("ack" in message) {
      this.credit = message.ack.credit;
      this.settle(message.ack.positions);
    } else if ("welcome" in message) {
      this.welcomed = true;
      this.attempt = 0;
      this.credit = message.welcome.credit;
      this.pings = 0;
      this.ping();
      this.settle(message.welcome.positions);
    } else if ("clockPong" in message) {
      this.exchange(message.clockPong);
    } else if ("ended" in message) {
      if (this.state === "ending") this.finish(message.ended.ledgers.map(plainLedger));
    } else {
      this.refusal = errorOf(message.refusal);
    }
  }

  private settle(positions: Parameters<Spool["acknowledge"]>[0]): void {
    this.acknowledged += this.spool.acknowledge(positions);
    this.pump();
    this.endWhenEmpty();
    this.options.onProgress?.();
    if (this.spool.length * 2 <= this.spoolBlocks) this.releaseRoom();
  }

  private pump(): void {
    if (!this.welcomed) return;
    for (let next = this.spool.next(this.credit); next !== undefined; next = this.spool.next(this.credit)) {
      this.send(next);
    }
  }

  private endWhenEmpty(): void {
    if (this.state !== "ending" || !this.welcomed || this.endSent || this.spool.length > 0) return;
    this.endSent = true;
    const counts = [...this.builders].map(([stream, { captured }]) => ({
      stream,
      captured,
      dropped: this.dropped.get(stream) ?? 0,
    }));
    this.send({ end: { counts } });
  }

  private ping(): void {
    this.pings++;
    this.send({ clockPing: { id: this.pings, t0Us: this.nowUs() } });
  }

  private exchange({ t0Us, t1Us, t2Us }: ClockPong): void {
    if (this.endSent) return;
    const t3Us = this.nowUs();
    this.send({ clockExchange: { t0Us, t1Us, t2Us, t3Us } });
    if (this.pings < CLOCK_BURST) this.ping();
    else this.timer = this.scheduler.schedule(() => this.ping(), CLOCK_EVERY_MS);
  }

  private send(message: UplinkUp): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(uplinkUpCodec.encode(message));
  }

  private lost(socket: WebSocket, code: number): void {
    if (socket !== this.socket || this.state === "done") return;
    this.timer?.unsubscribe();
    this.spool.unsend();
    const now = this.scheduler.now();
    if (this.welcomed) this.lostAt = now;
    this.welcomed = false;
    this.endSent = false;
    const error = this.refusal ?? closeError(code);
    if (error !== undefined && !PASSING.has(error.code)) {
      this.fail(error);
      return;
    }
    if (now - this.lostAt >= (this.options.giveUpMs ?? 60_000)) {
      this.fail(error ?? new ProtocolError("unknown_outcome", `${this.options.url} does not answer.`));
      return;
    }
    const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.attempt);
    const delay = error?.retryAfterMs ?? (code === CLOSE_CODES.goingAway && this.attempt === 0 ? 0 : backoff);
    this.attempt++;
    this.timer = this.scheduler.schedule(() => this.connect(), delay);
  }

  private finish(ledgers: Ledger[]): void {
    this.state = "done";
    this.leave();
    this.ended.resolve(ledgers);
  }

  private fail(error: ProtocolError): void {
    if (this.state === "done") return;
    this.state = "done";
    this.leave();
    this.ended.reject(error);
  }

  private leave(): void {
    this.timer?.unsubscribe();
    this.socket?.close();
    this.releaseRoom();
  }

  private releaseRoom(): void {
    const waiters = this.roomWaiters;
    this.roomWaiters = [];
    for (const resolve of waiters) resolve();
  }
}

function errorOf({ code, message, retryAfterMs }: Refusal): ProtocolError {
  const known = code in ERRORS ? (code as ErrorCode) : "internal";
  return new ProtocolError(known, message, retryAfterMs > 0 ? { retryAfterMs } : {});
}

/** Decoded messages have their zeros on the prototype, where JSON does not see them. */
function plainLedger({ stream, captured, stored, dropped, outstanding }: Ledger): Ledger {
  return { stream, captured, stored, dropped, outstanding };
}

/** What a close without a Refusal means; undefined: the network. */
function closeError(code: number): ProtocolError | undefined {
  if (code === CLOSE_CODES.replaced) {
    return new ProtocolError("session_foreign", "Another device took this session over.");
  }
  if (code === MESSAGE_TOO_BIG)
    return new ProtocolError("block_too_large", "The server takes no frame this large.");
  return undefined;
}
