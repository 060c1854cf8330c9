/** Answers too large for one message, held until they are fetched part by part or a while has passed. */
import { encodeHead, encodePart, MAX_ANSWER_BYTES, PART_BYTES } from "@trajectory/protocols/bus/parts.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Clock } from "./ports.ts";
import { busy } from "./replies.ts";

/** Since its last part was asked for, ms. */
const HELD_MS = 10_000;
/** All that is held together; the oldest answers go first. */
const MOST_BYTES = MAX_ANSWER_BYTES;

interface Held {
  bytes: Uint8Array;
  cancel: () => void;
}

export class LargeAnswers {
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  #bytes = 0;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is sent first for an answer: itself when it fits, otherwise how to get it. @throws ProtocolError */
  first(answer: Uint8Array): Uint8Array {
    const bytes = answer.byteLength;
    if (bytes <= PART_BYTES) return answer;
    if (bytes > MOST_BYTES)
      throw new ProtocolError("internal", `The answer has ${bytes} bytes; at most ${MOST_BYTES} are held.`);
    for (const [oldest] of this.#held) {
      if (this.#bytes + bytes <= MOST_BYTES) break;
      this.#drop(oldest);
    }
    this.#count += 1;
    // Two owners that answer the same request must not be taken for one.
    const id = `${this.#count}-${crypto.randomUUID()}`;
    this.#bytes += bytes;
    this.#held.set(id, { bytes: answer, cancel: this.#timer(id) });
    return encodeHead({ ok: true, answer: id, parts: Math.ceil(bytes / PART_BYTES), bytes });
  }

  /** @throws ProtocolError `busy` when it is no longer held: the question is asked again then */
  part(id: string, part: number): Uint8Array {
    const held = this.#held.get(id);
    if (held === undefined) throw busy("This answer is no longer held.");
    held.cancel();
    const from = part * PART_BYTES;
    const piece = held.bytes.subarray(from, from + PART_BYTES);
    if (from + PART_BYTES >= held.bytes.byteLength) this.#drop(id);
    else held.cancel = this.#timer(id);
    return encodePart(piece);
  }

  #timer(id: string): () => void {
    return this.#clock.setTimer(HELD_MS, () => this.#drop(id));
  }

  #drop(id: string): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    held.cancel();
    this.#bytes -= held.bytes.byteLength;
    this.#held.delete(id);
  }
}
