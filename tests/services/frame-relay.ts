/**
 * A relay between a device and the server that lets blocks overtake each other and come twice. Everything else goes
 * through in order, and End only behind all blocks.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";

export interface Disorder {
  /** Draws from [0, 1). */
  next: () => number;
  /** Probabilities per block. */
  late: number;
  twice: number;
}

/** A block is held back for so many others at most, or for so long where none follow. */
const OVERTAKEN_BY = 5;
const HELD_MS = 60;
/** Copies between two acknowledgements; with half of the credit for the device the server's bound is never met. */
const MOST_COPIES = 8;
const REMEMBERED = 30;

export class FrameRelay implements AsyncDisposable {
  /** Blocks sent late, and sent again. */
  late = 0;
  twice = 0;
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
  }

  static async start(targetUrl: string, disorder: Disorder): Promise<FrameRelay> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
    const relay = new FrameRelay(server);
    server.on("connection", (near) => relay.#join(near, targetUrl, disorder));
    await once(server, "listening");
    return relay;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    const closed = once(this.#server, "close");
    this.#server.close();
    await closed;
  }

  #join(near: WebSocket, targetUrl: string, disorder: Disorder): void {
    const far = new WebSocket(targetUrl, { perMessageDeflate: false });
    const early: Buffer[] = [];
    const send = (frame: Buffer): void => {
      if (far.readyState === WebSocket.OPEN) far.send(frame);
      else if (far.readyState === WebSocket.CONNECTING) early.push(frame);
    };
    const shuffler = new Shuffler(send, disorder, this);
    far.on("open", () => early.splice(0).forEach(send));
    near.on("message", (data: RawData) => shuffler.take(data as Buffer));
    far.on("message", (data: RawData) => near.send(shuffler.halveCredit(data as Buffer)));
    far.on("close", (code, reason) => {
      if (code === 1000 || code >= 3000) near.close(code, reason);
      else near.terminate();
    });
    near.on("close", () => {
      shuffler.stop();
      far.terminate();
    });
    for (const socket of [near, far]) socket.on("error", () => socket.terminate());
  }
}

class Shuffler {
  readonly #send: (frame: Buffer) => void;
  readonly #disorder: Disorder;
  readonly #counts: { late: number; twice: number };
  #held: { frame: Buffer; behind: number }[] = [];
  #sent: Buffer[] = [];
  #copies = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (frame: Buffer) => void, disorder: Disorder, counts: { late: number; twice: number }) {
    this.#send = send;
    this.#disorder = disorder;
    this.#counts = counts;
  }

  take(frame: Buffer): void {
    const message = uplinkUpCodec.decode(frame);
    if (!("block" in message)) {
      if ("end" in message) this.#release(() => true);
      this.#send(frame);
      return;
    }
    const { next, late, twice } = this.#disorder;
    this.#sent = [...this.#sent, frame].slice(-REMEMBERED);
    for (const held of this.#held) held.behind--;
    if (next() < late) {
      this.#counts.late++;
      this.#held.push({ frame, behind: 1 + Math.floor(next() * OVERTAKEN_BY) });
    } else {
      this.#send(frame);
    }
    const copy = this.#sent[Math.floor(next() * this.#sent.length)];
    if (next() < twice && this.#copies < MOST_COPIES && copy !== undefined) {
      this.#copies++;
      this.#counts.twice++;
      this.#send(copy);
    }
    this.#release(({ behind }) => behind <= 0);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#release(() => true);
    }, HELD_MS);
  }

  /** The device uses half of the credit: what is sent twice counts too. */
  halveCredit(frame: Buffer): Uint8Array {
    const message = uplinkDownCodec.decode(frame);
    if ("ack" in message) {
      this.#copies = 0;
      return uplinkDownCodec.encode({ ack: { ...message.ack, credit: half(message.ack.credit) } });
    }
    if ("welcome" in message) {
      return uplinkDownCodec.encode({
        welcome: { ...message.welcome, credit: half(message.welcome.credit) },
      });
    }
    return frame;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #release(isDue: (held: { frame: Buffer; behind: number }) => boolean): void {
    const due = this.#held.filter(isDue);
    this.#held = this.#held.filter((held) => !due.includes(held));
    for (const { frame } of due) this.#send(frame);
  }
}

function half(credit: number): number {
  return Math.max(1, Math.floor(credit / 2));
}
