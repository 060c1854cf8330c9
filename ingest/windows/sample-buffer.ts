/**
 * The newest samples of one stream, one number each, in order of their stamps (of equal stamps, the smaller number
 * first), so that the content does not depend on the order of arrival.
 */

const SMALLEST = 16;
/** More than 160 s at 100 Hz, or 16 s at 1 kHz. Beyond it the oldest samples are let go. */
const MOST = 16_384;
/** Half of what 32 bits hold. */
const LONGEST_OFFSET_US = 2_000_000_000;

export class SampleBuffer {
  private baseUs = 0;
  private offsets = new Uint32Array(SMALLEST);
  private values = new Float32Array(SMALLEST);
  private start = 0;
  private end = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Stamp of a sample, counted from the oldest. */
  stampAt(index: number): number {
    return this.baseUs + (this.offsets[this.start + index] ?? 0);
  }

  valueAt(index: number): number {
    return this.values[this.start + index] ?? 0;
  }

  /** The stamp must be within an hour of the others. */
  insert(us: number, value: number): void {
    if (this.length === 0) {
      this.baseUs = us;
      this.start = this.end = 0;
    }
    if (this.end === this.offsets.length) this.makeRoom();
    if (us < this.baseUs || us - this.baseUs > LONGEST_OFFSET_US) {
      this.rebase(Math.min(us, this.stampAt(0)));
    }
    const offset = us - this.baseUs;
    const rounded = Math.fround(value);
    let place = this.end;
    if (place > this.start && this.isBefore(offset, rounded, place - 1)) {
      place = this.placeOf(offset, rounded);
      this.offsets.copyWithin(place + 1, place, this.end);
      this.values.copyWithin(place + 1, place, this.end);
    }
    this.offsets[place] = offset;
    this.values[place] = rounded;
    this.end++;
  }

  /** The same for the first `count` of these, which usually go on where the newest one stands. */
  insertAll(stampsUs: Float64Array, values: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      i = this.append(stampsUs, values, i, count);
      if (i < count) this.insert(stampsUs[i] ?? 0, values[i] ?? 0);
    }
  }

  /** @returns the first one that has no room or no place at the end */
  private append(stampsUs: Float64Array, values: Float64Array, from: number, count: number): number {
    if (this.length === 0) return from;
    const { baseUs, offsets } = this;
    const until = Math.min(count, from + offsets.length - this.end);
    let place = this.end;
    let lastOffset = offsets[place - 1] ?? 0;
    let lastValue = this.values[place - 1] ?? 0;
    let i = from;
    for (; i < until; i++, place++) {
      const offset = (stampsUs[i] ?? 0) - baseUs;
      const value = Math.fround(values[i] ?? 0);
      if (offset < lastOffset || offset > LONGEST_OFFSET_US) break;
      if (offset === lastOffset && value < lastValue) break;
      offsets[place] = lastOffset = offset;
      this.values[place] = lastValue = value;
    }
    this.end = place;
    return i;
  }

  /** Index of the first sample with `us` <= stamp; `length` where there is none. */
  indexOf(us: number): number {
    const offset = us - this.baseUs;
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low - this.start;
  }

  /**
   * Copies the samples with fromUs <= stamp < toUs.
   * @param tS gets the stamps in s from `originUs`
   * @returns how many; at most what the arrays hold
   */
  copy(fromUs: number, toUs: number, originUs: number, tS: Float64Array, values: Float64Array): number {
    const first = this.start + this.indexOf(fromUs);
    const last = Math.min(this.start + this.indexOf(toUs), first + tS.length);
    const shift = this.baseUs - originUs;
    for (let i = first; i < last; i++) {
      tS[i - first] = ((this.offsets[i] ?? 0) + shift) / 1e6;
      values[i - first] = this.values[i] ?? 0;
    }
    return last - first;
  }

  /** Forgets the samples before a time. */
  trim(beforeUs: number): void {
    this.start += this.indexOf(beforeUs);
    if (this.start === this.end) this.start = this.end = 0;
  }

  private isBefore(offset: number, value: number, place: number): boolean {
    const other = this.offsets[place] ?? 0;
    return offset < other || (offset === other && value < (this.values[place] ?? 0));
  }

  private placeOf(offset: number, value: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.isBefore(offset, value, middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Moves the samples to the front; takes a larger array where nearly all of it is used. */
  private makeRoom(): void {
    if (this.length >= MOST) this.start += MOST / 4;
    const count = this.length;
    const { offsets, values, start, end } = this;
    if (count > offsets.length * 0.95) {
      const capacity = Math.ceil(offsets.length * 1.25);
      this.offsets = new Uint32Array(capacity);
      this.values = new Float32Array(capacity);
    }
    this.offsets.set(offsets.subarray(start, end));
    this.values.set(values.subarray(start, end));
    this.start = 0;
    this.end = count;
  }

  private rebase(us: number): void {
    const shift = this.baseUs - us;
    for (let i = this.start; i < this.end; i++) this.offsets[i] = (this.offsets[i] ?? 0) + shift;
    this.baseUs = us;
  }
}
