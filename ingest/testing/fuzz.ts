/** Frames that no device should send: random bytes, and good frames with changes, from a seed. */
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";
import type { UplinkUp } from "@trajectory/protocols/messages.ts";
import { checkBlock, checkDrop, checkHello, decodeFrame } from "../uplink/validate.ts";
import { MOTION, RR, blockOf, walkTrack } from "./signals.ts";

const START = 1_790_000_000_000_000;

const good: readonly UplinkUp[] = [
  { block: blockOf(walkTrack(1, START), 0, 50) },
  { block: blockOf(walkTrack(1, START), 50, 3) },
  {
    hello: {
      protocolVersion: 1,
      token: "token-ann",
      sessionId: "00000000-0000-4000-8000-000000000001",
      deviceModel: "fuzz",
      appVersion: "1",
      streams: [MOTION, RR],
    },
  },
  { drop: { stream: 1, firstSeq: 0, count: 5, reason: "thermal" } },
  { end: { counts: [{ stream: 1, captured: 1, dropped: 0 }] } },
  { clockPing: { id: 1, t0Us: START } },
  { clockExchange: { t0Us: START, t1Us: START + 2, t2Us: START + 3, t3Us: START + 5 } },
];

export class FrameFuzzer {
  private readonly frames = good.map((message) => uplinkUpCodec.encode(message));
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }

  /** A whole number in [0, below). */
  random(below: number): number {
    // xorshift32
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % below;
  }

  /** One in eight is random throughout; the others are good ones with bytes changed, cut, doubled, put in or joined. */
  next(): Uint8Array {
    if (this.random(8) === 0) return this.bytes(this.random(64));
    const frame = this.frame();
    switch (this.random(5)) {
      case 0:
        return frame.subarray(0, this.random(frame.length));
      case 1: {
        const at = this.random(frame.length);
        return join(frame.subarray(0, at), this.bytes(1 + this.random(8)), frame.subarray(at));
      }
      case 2:
        return join(frame, this.frame().subarray(this.random(4)));
      case 3: {
        const from = this.random(frame.length);
        return join(frame, frame.subarray(from));
      }
      default:
        return this.changed(frame);
    }
  }

  private frame(): Uint8Array {
    return this.frames[this.random(this.frames.length)] ?? new Uint8Array();
  }

  private changed(frame: Uint8Array): Uint8Array {
    const bytes = Uint8Array.from(frame);
    // Lengths and tags stand in front.
    const reach = this.random(2) === 0 ? Math.min(12, bytes.length) : bytes.length;
    for (let changes = 1 + this.random(5); changes > 0; changes--) {
      bytes[this.random(reach)] = this.random(4) === 0 ? 255 : this.random(256);
    }
    return bytes;
  }

  private bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.random(256));
  }
}

/**
 * Decodes and checks as the uplink does.
 * @returns the code of the refusal; "" for a frame that is taken
 * @throws Error where the refusal has no code of its own or says nothing
 */
export function codeOf(bytes: Uint8Array): string {
  try {
    const frame = decodeFrame(bytes);
    if ("block" in frame) checkBlock(frame.block, MOTION.channels.length);
    else if ("drop" in frame) checkDrop(frame.drop);
    else if ("hello" in frame) checkHello(frame.hello);
    return "";
  } catch (thrown) {
    const { code, message } = toProtocolError(thrown);
    if (code === "internal" || message === "") throw thrown;
    return code;
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
