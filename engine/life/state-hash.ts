/**
 * 64 bits over a JSON value, as 16 hex digits: two lanes of 32-bit multiply-and-mix (as in MurmurHash3). The order
 * of keys does not count, so a value that a database gave back hashes as before. Tells states apart; no secret.
 */
export function hashJson(value: unknown): string {
  const hash = new StateHash();
  hash.value(value);
  return hash.digest();
}

const SEED_A = 0x9e3779b9 | 0;
const SEED_B = 0x85ebca6b | 0;
/** What tells values of different kinds apart. */
const NULL = 1;
const TRUE = 2;
const FALSE = 3;
const NUMBER = 4;
const TEXT = 5;
const LIST = 6;
const OBJECT = 7;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** The lanes, fed piece by piece in an order that counts. */
export class StateHash {
  private a = SEED_A;
  private b = SEED_B;

  /** Mixes in a JSON value. What JSON has no text for (undefined, NaN, ±∞) counts as null, −0 as 0. */
  value(value: unknown): void {
    switch (typeof value) {
      case "number":
        this.number(value);
        break;
      case "string":
        this.text(value);
        break;
      case "boolean":
        this.word(value ? TRUE : FALSE);
        break;
      case "object":
        if (value === null) this.word(NULL);
        else if (Array.isArray(value)) this.list(value);
        else this.object(value as Record<string, unknown>);
        break;
      default:
        this.word(NULL);
    }
  }

  number(value: number): void {
    if (!Number.isFinite(value)) {
      this.word(NULL);
      return;
    }
    double[0] = value + 0;
    this.word(NUMBER);
    this.word(halves[0]!);
    this.word(halves[1]!);
  }

  numbers(values: Float64Array): void {
    this.word(values.length);
    for (let i = 0; i < values.length; i++) this.number(values[i]!);
  }

  text(text: string): void {
    this.word(TEXT);
    for (let i = 0; i < text.length; i++) this.word(text.charCodeAt(i));
    this.word(text.length);
  }

  digest(): string {
    return hex(finish(this.a)) + hex(finish(this.b ^ this.a));
  }

  /** 53 bits, to be mixed into another hash. */
  digestNumber(): number {
    return (finish(this.a) >>> 0) * 0x200000 + (finish(this.b ^ this.a) >>> 11);
  }

  private list(items: readonly unknown[]): void {
    this.word(LIST);
    for (const item of items) this.value(item);
    this.word(items.length);
  }

  /** Each field on its own, then their sum: no order to sort into. */
  private object(fields: Readonly<Record<string, unknown>>): void {
    const { a, b } = this;
    let sumA = 0;
    let sumB = 0;
    for (const key of Object.keys(fields)) {
      const field = fields[key];
      if (field === undefined) continue;
      this.a = SEED_A;
      this.b = SEED_B;
      this.text(key);
      this.value(field);
      sumA = (sumA + finish(this.a)) | 0;
      sumB = (sumB + finish(this.b)) | 0;
    }
    this.a = a;
    this.b = b;
    this.word(OBJECT);
    this.word(sumA);
    this.word(sumB);
  }

  private word(word: number): void {
    const a = Math.imul(this.a ^ word, 0xcc9e2d51);
    this.a = (a << 15) | (a >>> 17);
    const b = Math.imul(this.b ^ word ^ this.a, 0x1b873593);
    this.b = (b << 13) | (b >>> 19);
  }
}

function finish(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}
