/** One phone of the load generator: a WebSocket by hand, with as little work as a client can have. */
import { randomBytes } from "node:crypto";
import { type Socket, connect } from "node:net";
import { SYNTHETIC_STREAM } from "@trajectory/ingest/sources/synthetic.ts";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { Ledger, UplinkDown, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { BLOCK_SAMPLES, BLOCK_US, blockFrame, clientFrame } from "./frame-template.ts";

const PING = 9;
const PONG = 0x8a;
const CLOSE = 8;
/** Exchanges of time at the beginning, and how long behind one the next one follows, as with any phone. */
const CLOCK_BURST = 8;
const CLOCK_EVERY_MS = 5_000;
/** Blocks whose times are kept; more than the credit. */
const KEPT = 128;

export interface PhoneOptions {
  /** host:port */
  address: string;
  token: string;
  sessionId: string;
}

export interface PhoneEvents {
  /** A block is stored: from when it was due to its acknowledgement, ms. */
  acknowledged(latencyMs: number): void;
  /** There is credit again. */
  free(phone: Phone): void;
}

export class Phone {
  readonly sessionId: string;
  readonly token: string;
  /** Blocks sent and blocks acknowledged. */
  sent = 0;
  acked = 0;
  /** Blocks that are due and wait for credit. */
  owed = 0;
  credit = 0;
  /** Why it is no longer connected. */
  failure: string | undefined;
  /** Stamp of the first sample, µs. */
  startUs = 0;
  readonly welcomed: Promise<void>;
  readonly #events: PhoneEvents;
  readonly #socket: Socket;
  readonly #due = new Float64Array(KEPT);
  readonly #ackedAt = new Float64Array(KEPT);
  #rest: Buffer | undefined;
  #upgraded = false;
  #pings = 0;
  #pingAt = 0;
  #onWelcome: () => void = () => {};
  #onFailure: (error: Error) => void = () => {};
  #onEnded: ((ledgers: Ledger[]) => void) | undefined;

  constructor({ address, token, sessionId }: PhoneOptions, events: PhoneEvents) {
    this.sessionId = sessionId;
    this.token = token;
    this.#events = events;
    const [host = "", port] = address.split(":");
    this.welcomed = new Promise((resolve, reject) => {
      this.#onWelcome = resolve;
      this.#onFailure = reject;
    });
    this.welcomed.catch(() => undefined);
    this.#socket = connect({ host, port: Number(port), noDelay: true });
    this.#socket.on("connect", () => this.#socket.write(upgrade(address)));
    this.#socket.on("data", (data) => this.#read(data));
    this.#socket.on("error", (error) => this.#fail(error.message));
    this.#socket.on("close", () => this.#fail("closed"));
  }

  get unacknowledged(): number {
    return this.sent - this.acked;
  }

  /** Sends the next block if the credit allows it, or owes it. */
  block(dueMs: number): void {
    this.#due[(this.sent + this.owed) % KEPT] = dueMs;
    if (this.unacknowledged < this.credit) this.#sendBlock();
    else this.owed++;
  }

  /** When the block was due and when it was acknowledged, ms; undefined when that is not known any more. */
  timesOf(block: number): { dueMs: number; ackedMs: number } | undefined {
    if (block < this.acked - KEPT || block >= this.acked || block < 0) return undefined;
    return { dueMs: this.#due[block % KEPT] ?? 0, ackedMs: this.#ackedAt[block % KEPT] ?? 0 };
  }

  /** The block with which a window is over: the first one with a sample at or after its end. */
  closingBlock(endUs: number): number {
    const lastUs = BLOCK_US - BLOCK_US / BLOCK_SAMPLES;
    return Math.ceil((endUs - this.startUs - lastUs) / BLOCK_US);
  }

  /** Ends the session; what became of every sample. */
  end(): Promise<Ledger[]> {
    const ended = new Promise<Ledger[]>((resolve, reject) => {
      this.#onEnded = resolve;
      this.#onFailure = reject;
    });
    if (this.failure !== undefined) this.#onFailure(new Error(this.failure));
    const captured = this.sent * BLOCK_SAMPLES;
    this.#send({ end: { counts: [{ stream: SYNTHETIC_STREAM.id, captured, dropped: 0 }] } });
    return ended;
  }

  close(): void {
    this.failure ??= "left";
    this.#socket.destroy();
  }

  #sendBlock(): void {
    this.#socket.write(blockFrame(this.sent, this.startUs + this.sent * BLOCK_US));
    this.sent++;
    if (this.#pings >= CLOCK_BURST && performance.now() >= this.#pingAt) this.#ping();
  }

  #ping(): void {
    this.#pings++;
    // Spread, as they are with phones that were not all switched on at once.
    this.#pingAt = performance.now() + CLOCK_EVERY_MS * (this.#pings === CLOCK_BURST ? Math.random() : 1);
    this.#send({ clockPing: { id: this.#pings, t0Us: nowUs() } });
  }

  #send(message: UplinkUp): void {
    this.#socket.write(clientFrame(uplinkUpCodec.encode(message)));
  }

  #fail(reason: string): void {
    if (this.failure === undefined) this.failure = reason;
    this.#onFailure(new Error(this.failure));
  }

  #read(data: Buffer): void {
    let bytes = this.#rest === undefined ? data : Buffer.concat([this.#rest, data]);
    this.#rest = undefined;
    if (!this.#upgraded) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end >= 0) {
        if (!bytes.toString("latin1", 0, 12).endsWith(" 101")) {
          this.#fail(bytes.toString("latin1", 0, end));
          return;
        }
        this.#upgraded = true;
        bytes = bytes.subarray(end + 4);
        this.#hello();
      }
    }
    let at = 0;
    while (this.#upgraded && bytes.length - at >= 2) {
      const short = (bytes[at + 1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : 4;
      if (bytes.length - at < head) break;
      const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
      if (bytes.length - at < head + length) break;
      this.#frame((bytes[at] ?? 0) & 0x0f, bytes.subarray(at + head, at + head + length));
      at += head + length;
    }
    if (at < bytes.length) this.#rest = bytes.subarray(at);
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode === PING) this.#socket.write(clientFrame(payload, PONG));
    else if (opcode === CLOSE) this.#fail(`closed: ${payload.toString("latin1", 2)}`);
    else this.#message(uplinkDownCodec.decode(payload));
  }

  #message(message: UplinkDown): void {
    if ("ack" in message) {
      this.credit = message.ack.credit;
      for (const { nextSeq } of message.ack.positions) this.#settle(nextSeq / BLOCK_SAMPLES);
      while (this.owed > 0 && this.unacknowledged < this.credit) {
        this.owed--;
        this.#sendBlock();
      }
      this.#events.free(this);
    } else if ("welcome" in message) {
      this.credit = message.welcome.credit;
      this.#ping();
      this.#onWelcome();
    } else if ("clockPong" in message) {
      const { t0Us, t1Us, t2Us } = message.clockPong;
      this.#send({ clockExchange: { t0Us, t1Us, t2Us, t3Us: nowUs() } });
      if (this.#pings < CLOCK_BURST) this.#ping();
    } else if ("ended" in message) {
      this.failure ??= "ended";
      this.#onEnded?.(message.ended.ledgers);
    } else if ("refusal" in message) {
      this.#fail(`${message.refusal.code}: ${message.refusal.message}`);
    }
  }

  #settle(blocks: number): void {
    const now = performance.now();
    for (; this.acked < blocks; this.acked++) {
      this.#ackedAt[this.acked % KEPT] = now;
      this.#events.acknowledged(now - (this.#due[this.acked % KEPT] ?? now));
    }
  }

  #hello(): void {
    this.#send({
      hello: {
        protocolVersion: PROTOCOL_VERSION,
        token: this.token,
        sessionId: this.sessionId,
        deviceModel: "load",
        appVersion: "1",
        streams: [SYNTHETIC_STREAM],
      },
    });
  }
}

function nowUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1_000);
}

function upgrade(address: string): string {
  const lines = [
    "GET /api/uplink HTTP/1.1",
    `Host: ${address}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}
