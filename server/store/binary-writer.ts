/**
 * PostgreSQL's binary format of values: the fields of COPY … (FORMAT binary) and array parameters. A field is its
 * length and its bytes, in network order.
 */

export const OID = {
  int4: 23,
  int8: 20,
  float4: 700,
  float8: 701,
  text: 25,
  uuid: 2950,
  timestamptz: 1184,
} as const;

/** PostgreSQL counts microseconds from 2000-01-01. */
const EPOCH_2000_US = 946_684_800_000_000;
const TWO_32 = 0x1_0000_0000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** In the form in which PostgreSQL prints it: lower case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A list or a typed array. */
type Items<Item> = Iterable<Item> & { readonly length: number };

export class BinaryWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  /** What has been written; valid until the next write. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Starts again in the same memory. */
  clear(): void {
    this.#length = 0;
  }

  rawInt16(value: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeInt16BE(value, this.#length);
  }

  rawInt32(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  rawBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.byteLength);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.byteLength;
  }

  int2(value: number): void {
    this.rawInt32(2);
    this.rawInt16(value);
  }

  int4(value: number): void {
    this.rawInt32(4);
    this.rawInt32(value);
  }

  /** A safe integer. */
  int8(value: number): void {
    this.rawInt32(8);
    this.#reserve(8);
    const high = Math.floor(value / TWO_32);
    this.#length = this.#buffer.writeInt32BE(high, this.#length);
    this.#length = this.#buffer.writeUInt32BE(value - high * TWO_32, this.#length);
  }

  float4(value: number): void {
    this.rawInt32(4);
    this.#reserve(4);
    this.#length = this.#buffer.writeFloatBE(value, this.#length);
  }

  null(): void {
    this.rawInt32(-1);
  }

  float8(value: number): void {
    this.rawInt32(8);
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleBE(value, this.#length);
  }

  /** Microseconds since the Unix epoch, a safe integer. */
  timestamptz(us: number): void {
    this.int8(us - EPOCH_2000_US);
  }

  uuid(value: string): void {
    this.rawInt32(16);
    this.#reserve(16);
    let at = 0;
    for (let i = 0; i < 16; i++) {
      if (value.charCodeAt(at) === HYPHEN) at++;
      this.#buffer[this.#length++] = (digitAt(value, at) << 4) | digitAt(value, at + 1);
      at += 2;
    }
  }

  text(value: string): void {
    const known = encodedTexts.get(value);
    if (known !== undefined) {
      this.bytea(known);
      return;
    }
    const bytes = Buffer.from(value);
    this.bytea(bytes);
    if (bytes.byteLength <= SHORT_TEXT && encodedTexts.size < MOST_TEXTS) encodedTexts.set(value, bytes);
  }

  bytea(value: Uint8Array): void {
    this.rawInt32(value.byteLength);
    this.rawBytes(value);
  }

  /** A one-dimensional array without NULL as one field; `write` writes one element as a field. */
  array<Item>(elementOid: number, items: Items<Item>, write: (item: Item) => void): void {
    this.rawInt32(0);
    const start = this.#length;
    this.arrayParameter(elementOid, items, write);
    this.#buffer.writeInt32BE(this.#length - start, start - 4);
  }

  /** The same array without its length: the value of a statement's parameter. */
  arrayParameter<Item>(elementOid: number, items: Items<Item>, write: (item: Item) => void): void {
    this.rawInt32(items.length === 0 ? 0 : 1);
    this.rawInt32(0);
    this.rawInt32(elementOid);
    if (items.length === 0) return;
    this.rawInt32(items.length);
    this.rawInt32(1);
    for (const item of items) write(item);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.byteLength) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.byteLength * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** Names of features, methods and events are few and come in every row. */
const encodedTexts = new Map<string, Uint8Array>();
const SHORT_TEXT = 32;
const MOST_TEXTS = 1_000;

const HYPHEN = 0x2d;

/** Of a lower-case hexadecimal digit. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : code - 0x57;
}

/** The value of an array parameter: pg sends a Buffer in binary format. */
export function arrayParameter<Item>(
  elementOid: number,
  items: readonly Item[],
  write: (writer: BinaryWriter, item: Item) => void,
): Buffer {
  const writer = new BinaryWriter(20 + items.length * 24);
  writer.arrayParameter(elementOid, items, (item) => write(writer, item));
  return writer.bytes();
}

/** Microseconds since the Unix epoch as the value of a timestamptz parameter, exact where a Date is not. */
export function timestampParameter(us: number): Buffer {
  const writer = new BinaryWriter(12);
  writer.timestamptz(us);
  return writer.bytes().subarray(4);
}

/** PostgreSQL's text has no NUL; whatever else a device sends can be kept. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
