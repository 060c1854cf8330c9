/** Requests of the bench as NATS takes them, built once per subject; what changes is written over. */
import { randomUUID } from "node:crypto";

const HEX = Buffer.from("0123456789abcdef");
/** Of the place where the answer is waited for. */
const SLOT_DIGITS = 4;
/** The end of a command's id. */
const TURN_DIGITS = 12;
const FIRST_VALUE = 100;
const VALUES = 900;

interface Built {
  bytes: Buffer;
  slotAt: number;
  turnAt: number;
  valueAt: number;
}

export class RequestBytes {
  readonly #built: readonly Built[];
  /** Bytes of the longest request. */
  readonly longest: number;

  /** Answers come to `inbox` and the slot as its last token. */
  constructor(subjects: readonly string[], inbox: string) {
    const run = randomUUID().slice(0, -TURN_DIGITS);
    this.#built = subjects.map((subject) => build(subject, inbox, run));
    this.longest = Math.max(...this.#built.map(({ bytes }) => bytes.length));
  }

  /** Writes the request number `turn`, to each subject in turn; returns where it ends. */
  write(to: Buffer, at: number, turn: number, slot: number): number {
    const { bytes, slotAt, turnAt, valueAt } = this.#built[turn % this.#built.length]!;
    bytes.copy(to, at);
    writeHex(to, at + slotAt, SLOT_DIGITS, slot);
    writeHex(to, at + turnAt, TURN_DIGITS, turn);
    to.write(String(FIRST_VALUE + (turn % VALUES)), at + valueAt, "latin1");
    return at + bytes.length;
  }
}

/** A counter per user: the importance of one goal. */
function build(subject: string, inbox: string, run: string): Built {
  const id = `{"id":"${run}`;
  const value = `${id}${"0".repeat(TURN_DIGITS)}","payload":{"goal":{"id":"counter","name":"Counter","importance":`;
  const body = `${value}${FIRST_VALUE}}}}`;
  const reply = `PUB ${subject} ${inbox}.`;
  const line = `${reply}${"0".repeat(SLOT_DIGITS)} ${body.length}\r\n`;
  return {
    bytes: Buffer.from(`${line}${body}\r\n`),
    slotAt: reply.length,
    turnAt: line.length + id.length,
    valueAt: line.length + value.length,
  };
}

function writeHex(bytes: Buffer, at: number, digits: number, value: number): void {
  let rest = value;
  for (let digit = digits - 1; digit >= 0; digit--) {
    bytes[at + digit] = HEX[rest % 16]!;
    rest = Math.floor(rest / 16);
  }
}
