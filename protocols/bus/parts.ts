/**
 * Answers larger than a message of the bus. The first answer then says how many parts there are; each is asked for on
 * the same subject with `{"answer": "<id>", "part": 0}` in the request. A part is a zero byte and bytes of the answer:
 * JSON never begins with a zero.
 */
import { BusError, type Bus } from "./port.ts";

/** Bytes of a part; well below the least that a server is run with. */
export const PART_BYTES = 512 * 1024;
/** A longer answer is refused. */
export const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

export interface PartsHead {
  ok: true;
  answer: string;
  parts: number;
  bytes: number;
}

export interface PartRequest {
  answer: string;
  part: number;
}

const HEAD = '{"ok":true,"answer":"';
const HEAD_BYTES = 200;
/** An answer that is let go of while it is read, or whose owner changes, is asked for again. */
const TRIES = 3;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeHead({ ok, answer, parts, bytes }: PartsHead): Uint8Array {
  return encoder.encode(JSON.stringify({ ok, answer, parts, bytes }));
}

export function encodePart(bytes: Uint8Array): Uint8Array {
  const part = new Uint8Array(bytes.byteLength + 1);
  part.set(bytes, 1);
  return part;
}

/** What a request asks for, when it asks for a part. */
export function partRequestOf(data: Uint8Array): PartRequest | undefined {
  if (data.byteLength === 0 || data.byteLength > HEAD_BYTES) return undefined;
  let asked: unknown;
  try {
    asked = JSON.parse(decoder.decode(data));
  } catch {
    return undefined;
  }
  const { answer, part } = (asked ?? {}) as Partial<PartRequest>;
  return typeof answer === "string" && Number.isSafeInteger(part) ? { answer, part: part! } : undefined;
}

/**
 * Sends a request that changes nothing, and gives the whole answer however large it is.
 * @throws BusError as `Bus.request`; `payload_too_large` for an answer over 256 MiB
 */
export async function requestWhole(
  bus: Bus,
  subject: string,
  data: Uint8Array,
  options: { timeoutMs: number },
): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const first = await bus.request(subject, data, options);
    const head = headOf(first);
    if (head === undefined) return first;
    const whole = await collect(bus, subject, head, options);
    if (whole !== undefined) return whole;
    if (attempt >= TRIES)
      throw new BusError("timeout", `The answer of ${subject} was let go of ${TRIES} times.`);
  }
}

/** Undefined when the answer is no longer held. */
async function collect(
  bus: Bus,
  subject: string,
  { answer, parts, bytes }: PartsHead,
  options: { timeoutMs: number },
): Promise<Uint8Array | undefined> {
  if (bytes > MAX_ANSWER_BYTES)
    throw new BusError(
      "payload_too_large",
      `The answer has ${bytes} bytes; at most ${MAX_ANSWER_BYTES} are read.`,
    );
  const whole = new Uint8Array(bytes);
  let filled = 0;
  for (let part = 0; part < parts; part++) {
    const request = encoder.encode(JSON.stringify({ answer, part } satisfies PartRequest));
    const piece = await bus.request(subject, request, options);
    if (piece[0] !== 0 || filled + piece.byteLength - 1 > bytes) return undefined;
    whole.set(piece.subarray(1), filled);
    filled += piece.byteLength - 1;
  }
  return filled === bytes ? whole : undefined;
}

function headOf(data: Uint8Array): PartsHead | undefined {
  if (data.byteLength > HEAD_BYTES) return undefined;
  const text = decoder.decode(data);
  return text.startsWith(HEAD) ? (JSON.parse(text) as PartsHead) : undefined;
}
