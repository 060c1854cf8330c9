/** The terms of one prediction, in arrays that are filled anew for each. */

/** Source of a term's value: no answer; one answer; two; or a mean of many. */
export const SOURCE = { prior: 0, answer: 1, pair: 2, form: 3, skill: 4, others: 5 } as const;

export class Terms {
  length = 0;
  /** Index of the weight. */
  index = new Int32Array(256);
  value = new Float64Array(256);
  /** One of SOURCE, with its references: answers by ordinal, a time scale and a skill, or the skill left out. */
  source = new Uint8Array(256);
  a = new Int32Array(256);
  b = new Int32Array(256);

  add(index: number, value: number, source: number, a = 0, b = 0): void {
    if (this.length === this.index.length) this.grow();
    const i = this.length++;
    this.index[i] = index;
    this.value[i] = value;
    this.source[i] = source;
    this.a[i] = a;
    this.b[i] = b;
  }

  private grow(): void {
    const size = 2 * this.length;
    this.index = copyInto(new Int32Array(size), this.index);
    this.value = copyInto(new Float64Array(size), this.value);
    this.source = copyInto(new Uint8Array(size), this.source);
    this.a = copyInto(new Int32Array(size), this.a);
    this.b = copyInto(new Int32Array(size), this.b);
  }
}

function copyInto<T extends Int32Array | Float64Array | Uint8Array>(target: T, from: T): T {
  target.set(from);
  return target;
}
