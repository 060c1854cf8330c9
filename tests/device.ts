/** A device that may misbehave: raw frames to the uplink, and what came back. */
import { once } from "node:events";
import { WebSocket } from "ws";
import { uplinkDownCodec, uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { Block, Hello, UplinkDown, UplinkUp } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";

export const STREAM = { id: 1, kind: 1, channels: ["x", "y", "z"], nominalHz: 100 };

export class RawDevice {
  readonly received: UplinkDown[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  #changed = Promise.withResolvers<void>();

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/uplink`);
    this.closed = once(this.socket, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
    this.socket.on("message", (data: Buffer) => {
      this.received.push(uplinkDownCodec.decode(data));
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    });
  }

  /** How many samples, counted from the first, are acknowledged of its first stream. */
  get acknowledged(): number {
    return this.received.reduce(
      (most, message) => Math.max(most, "ack" in message ? (message.ack.positions[0]?.nextSeq ?? 0) : 0),
      0,
    );
  }

  async open(): Promise<this> {
    await once(this.socket, "open");
    return this;
  }

  send(frame: UplinkUp | Uint8Array): void {
    this.socket.send(frame instanceof Uint8Array ? frame : uplinkUpCodec.encode(frame));
  }

  hello(token: string, sessionId: string, change: Partial<Hello> = {}): void {
    const hello = {
      protocolVersion: PROTOCOL_VERSION,
      token,
      sessionId,
      deviceModel: "test",
      appVersion: "1",
      streams: [STREAM],
      ...change,
    };
    this.send({ hello });
  }

  /** The first answer with the member, waiting for it. */
  async answer<Member extends string>(member: Member): Promise<Extract<UplinkDown, Record<Member, unknown>>> {
    for (;;) {
      const found = this.received.find((message) => member in message);
      if (found !== undefined) return found as Extract<UplinkDown, Record<Member, unknown>>;
      const closed = await Promise.race([this.#changed.promise, this.closed]);
      if (closed !== undefined && !this.received.some((message) => member in message)) {
        throw new Error(`closed (${closed.code} ${closed.reason}) without ${member}`);
      }
    }
  }
}

/** `count` samples of three channels at 100 Hz. */
export function block(firstSeq: number, count: number, startUs: number): Block {
  return {
    stream: STREAM.id,
    firstSeq,
    t0Us: startUs + firstSeq * 10_000,
    dtUs: Array.from({ length: count }, (_, i) => (i === 0 ? 0 : 10_000)),
    samples: Array.from({ length: count * 3 }, (_, i) => Math.sin(firstSeq + i)),
  };
}
