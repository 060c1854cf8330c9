/**
 * A file of a time offline, taken in as a socket would take it: same checks, same sequence, same ledger.
 *
 * The file is a row of UplinkUp messages, each behind its length as a varint: Hello first, then blocks and drops, and
 * an End where the session is over. It is read as it arrives and no faster than the store takes it. An upload that
 * breaks off is sent again, whole or from the positions of the answer.
 */
import { MAX_FRAME_BYTES, uplinkDownCodec } from "@trajectory/protocols/codec.ts";
import { type ErrorCode, ERRORS, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Ledger, Position, UplinkDown } from "@trajectory/protocols/messages.ts";
import type { Uplink } from "./uplink.ts";
import { decodeFrame } from "./validate.ts";

export interface CatchUpOptions {
  uplink: Uplink;
  /** Of the request; a token in Hello goes first. */
  token: string;
  /** The session that the file must be of. */
  sessionId: string;
  body: AsyncIterable<Uint8Array>;
  onProgress?: (progress: CatchUpProgress) => void;
}

export interface CatchUpProgress {
  /** Read of the file so far. */
  bytes: number;
  /** Blocks taken out of it. */
  blocks: number;
}

export interface CatchUpResult extends CatchUpProgress {
  /** Where each stream stands. */
  positions: Position[];
  /** What became of every sample; only after an End. */
  ledgers: Ledger[] | undefined;
}

/** @throws ProtocolError what is wrong with the file; what came before it is kept */
export async function catchUp(options: CatchUpOptions): Promise<CatchUpResult> {
  const { uplink, token, sessionId, body, onProgress } = options;
  const line = new CatchUpLine();
  const connection = uplink.accept(line, token);
  const progress = { bytes: 0, blocks: 0 };
  let isFirst = true;
  let hasEnd = false;
  try {
    for await (const frame of framesOf(body, (bytes) => (progress.bytes += bytes))) {
      const message = decodeFrame(frame);
      if (isFirst && !("hello" in message)) {
        throw new ProtocolError("hello_expected", "The file does not begin with Hello.");
      }
      if ("hello" in message && message.hello.sessionId !== sessionId) {
        throw new ProtocolError("invalid_input", "The file is of another session.", { field: "sessionId" });
      }
      if ("block" in message) {
        await line.room();
        line.sent(message.block.stream, message.block.firstSeq + message.block.dtUs.length);
        progress.blocks++;
      } else if ("end" in message) {
        await line.empty();
        hasEnd = true;
      }
      connection.receive(frame);
      if (isFirst) await line.welcomed();
      isFirst = false;
      line.check();
      onProgress?.({ ...progress });
    }
    if (isFirst) throw new ProtocolError("hello_expected", "The file is empty.");
    if (line.endedBefore !== undefined && !hasEnd) throw line.endedBefore;
    if (hasEnd) await line.ended();
    else await line.empty();
    return { ...progress, positions: line.positions, ledgers: line.ledgers };
  } finally {
    connection.closed();
  }
}

/** Takes the messages of a file apart, holding one at a time. */
async function* framesOf(
  body: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let held = new Uint8Array();
  for await (const chunk of body) {
    onBytes(chunk.length);
    const joined = new Uint8Array(held.length + chunk.length);
    joined.set(held);
    joined.set(chunk, held.length);
    let at = 0;
    for (let head = lengthAt(joined, at); head !== undefined; head = lengthAt(joined, at)) {
      if (head.length > MAX_FRAME_BYTES) {
        throw new ProtocolError("block_too_large", `A message of the file has ${head.length} bytes.`);
      }
      if (head.at + head.length > joined.length) break;
      yield joined.subarray(head.at, head.at + head.length);
      at = head.at + head.length;
    }
    held = joined.slice(at);
  }
  if (held.length > 0) throw new ProtocolError("bad_frame", "The file ends inside a message.");
}

/** The length of the message at a place, and where it begins; undefined: not all of the length is there yet. */
function lengthAt(bytes: Uint8Array, start: number): { length: number; at: number } | undefined {
  let length = 0;
  let factor = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    length += (byte & 127) * factor;
    if (byte < 128) return { length, at: at + 1 };
    factor *= 128;
    if (factor > 2 ** 28)
      throw new ProtocolError("bad_frame", "A length in the file is no varint of a message.");
  }
  return undefined;
}

/** The uplink's answers to a file. */
class CatchUpLine {
  readonly bufferedAmount = 0;
  ledgers: Ledger[] | undefined;
  /** The session was over before the file came: a file with its End, sent again, is answered as the first time. */
  endedBefore: ProtocolError | undefined;
  private readonly byStream = new Map<number, Position>();
  /** The end of each block that is not acknowledged. */
  private waiting: { stream: number; end: number }[] = [];
  private credit = 0;
  private error: ProtocolError | undefined;
  private isClosed = false;
  private wake: (() => void) | undefined;

  get positions(): Position[] {
    return [...this.byStream.values()];
  }

  send(bytes: Uint8Array): void {
    this.handle(uplinkDownCodec.decode(bytes));
    this.wake?.();
  }

  close(code: number, reason: string): void {
    this.isClosed = true;
    if (this.ledgers === undefined) {
      this.error ??= new ProtocolError("unknown_outcome", `The session was closed (${code} ${reason}).`);
    }
    this.wake?.();
  }

  sent(stream: number, end: number): void {
    this.waiting.push({ stream, end });
  }

  /** @throws ProtocolError the refusal, if there was one */
  check(): void {
    if (this.error !== undefined) throw this.error;
  }

  welcomed(): Promise<void> {
    return this.until(() => this.credit > 0);
  }

  room(): Promise<void> {
    return this.until(() => this.waiting.length < this.credit);
  }

  empty(): Promise<void> {
    return this.until(() => this.waiting.length === 0);
  }

  ended(): Promise<void> {
    return this.until(() => this.ledgers !== undefined);
  }

  private async until(isReached: () => boolean): Promise<void> {
    for (this.check(); !isReached(); this.check()) {
      if (this.isClosed) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private handle(message: UplinkDown): void {
    if ("welcome" in message) this.stand(message.welcome.positions, message.welcome.credit);
    else if ("ack" in message) this.stand(message.ack.positions, message.ack.credit);
    else if ("ended" in message) {
      this.ledgers = message.ended.ledgers.map(({ stream, captured, stored, dropped, outstanding }) => ({
        stream,
        captured,
        stored,
        dropped,
        outstanding,
      }));
    } else if ("refusal" in message) {
      const { code, message: sentence } = message.refusal;
      const error = new ProtocolError(code in ERRORS ? (code as ErrorCode) : "internal", sentence);
      if (this.ledgers === undefined) this.error = error;
      else this.endedBefore = error;
    }
  }

  private stand(positions: readonly Position[], credit: number): void {
    this.credit = credit;
    for (const { stream, nextSeq, held } of positions) {
      const ranges = held.map(({ firstSeq, count }) => ({ firstSeq, count }));
      this.byStream.set(stream, { stream, nextSeq, held: ranges });
    }
    this.waiting = this.waiting.filter(({ stream, end }) => !this.holds(stream, end));
  }

  private holds(stream: number, end: number): boolean {
    const position = this.byStream.get(stream);
    if (position === undefined) return false;
    return (
      end <= position.nextSeq ||
      position.held.some(({ firstSeq, count }) => firstSeq < end && end <= firstSeq + count)
    );
  }
}
