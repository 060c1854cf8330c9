/**
 * What is kept of the samples of a stream in a second, a minute or an hour of the sensor's clock. A second is folded
 * from its samples in order of time, a minute from its seconds and an hour from its minutes, each in order: the same
 * samples give the same bits, whichever way they came.
 */

export const LEVELS = ["second", "minute", "hour"] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_US: Readonly<Record<Level, number>> = {
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
};

export interface Bucket {
  tUs: number;
  count: number;
  firstSeq: number;
  lastSeq: number;
  firstUs: number;
  lastUs: number;
  /** Breaks of the sequence inside. What is missing: lastSeq − firstSeq + 1 − count. */
  gaps: number;
  /** Seconds that samples at the nominal rate would take; null where the stream has none. */
  coveredS: number | null;
  /** Samples of the stored row that this one goes on from, 0: there is none; null: whichever has more stands. */
  replaces: number | null;
  /** By channel. */
  mins: Float32Array;
  maxs: Float32Array;
  sums: Float64Array;
  squares: Float64Array;
}

export function startOf(level: Level, us: number): number {
  const length = LEVEL_US[level];
  return Math.floor(us / length) * length;
}

const EMPTY = {
  tUs: 0,
  count: 0,
  firstSeq: 0,
  lastSeq: 0,
  firstUs: 0,
  lastUs: 0,
  gaps: 0,
  coveredS: null,
  replaces: null,
} as const satisfies Partial<Bucket>;

export function emptyBucket(tUs: number, channels: number): Bucket {
  return {
    ...EMPTY,
    tUs,
    mins: new Float32Array(channels).fill(Number.POSITIVE_INFINITY),
    maxs: new Float32Array(channels).fill(Number.NEGATIVE_INFINITY),
    sums: new Float64Array(channels),
    squares: new Float64Array(channels),
  };
}

/** Empties it for another time: a second is kept packed, and its arrays are used again. */
export function resetBucket(bucket: Bucket, tUs: number): void {
  Object.assign(bucket, { ...EMPTY, tUs, replaces: 0 });
  bucket.mins.fill(Number.POSITIVE_INFINITY);
  bucket.maxs.fill(Number.NEGATIVE_INFINITY);
  bucket.sums.fill(0);
  bucket.squares.fill(0);
}

/** Samples of one block that follow each other: `count` of them, from `first` on. */
export interface Run {
  first: number;
  count: number;
  firstSeq: number;
  firstUs: number;
  lastUs: number;
}

/** Adds a run of a sample-major list of samples. */
export function addSamples(bucket: Bucket, run: Run, samples: ArrayLike<number>): void {
  const { firstSeq, count } = run;
  if (bucket.count === 0) {
    bucket.firstSeq = firstSeq;
    bucket.firstUs = run.firstUs;
  } else if (firstSeq !== bucket.lastSeq + 1) bucket.gaps++;
  bucket.count += count;
  bucket.firstSeq = Math.min(bucket.firstSeq, firstSeq);
  bucket.lastSeq = Math.max(bucket.lastSeq, firstSeq + count - 1);
  bucket.lastUs = run.lastUs;
  const { mins, maxs, sums, squares } = bucket;
  const channels = sums.length;
  const end = (run.first + count) * channels;
  // Channel by channel, each in order of time: the sums are kept in registers.
  for (let channel = 0; channel < channels; channel++) {
    let least = mins[channel] ?? 0;
    let most = maxs[channel] ?? 0;
    let sum = sums[channel] ?? 0;
    let square = squares[channel] ?? 0;
    for (let at = run.first * channels + channel; at < end; at += channels) {
      const value = samples[at] ?? 0;
      if (value < least) least = Math.fround(value);
      if (value > most) most = Math.fround(value);
      sum += value;
      square += value * value;
    }
    mins[channel] = least;
    maxs[channel] = most;
    sums[channel] = sum;
    squares[channel] = square;
  }
}

/** Adds the next part of a longer bucket. */
export function addBucket(bucket: Bucket, part: Bucket): void {
  if (bucket.count === 0) {
    bucket.firstSeq = part.firstSeq;
    bucket.firstUs = part.firstUs;
    bucket.lastSeq = part.lastSeq;
  } else if (part.firstSeq !== bucket.lastSeq + 1) bucket.gaps++;
  bucket.count += part.count;
  bucket.firstSeq = Math.min(bucket.firstSeq, part.firstSeq);
  bucket.lastSeq = Math.max(bucket.lastSeq, part.lastSeq);
  bucket.lastUs = part.lastUs;
  bucket.gaps += part.gaps;
  if (part.coveredS !== null) bucket.coveredS = (bucket.coveredS ?? 0) + part.coveredS;
  for (let channel = 0; channel < bucket.sums.length; channel++) {
    bucket.mins[channel] = Math.min(bucket.mins[channel] ?? 0, part.mins[channel] ?? 0);
    bucket.maxs[channel] = Math.max(bucket.maxs[channel] ?? 0, part.maxs[channel] ?? 0);
    bucket.sums[channel] = (bucket.sums[channel] ?? 0) + (part.sums[channel] ?? 0);
    bucket.squares[channel] = (bucket.squares[channel] ?? 0) + (part.squares[channel] ?? 0);
  }
}

/** Folds parts in order of time into the buckets of a longer level. */
export function foldBuckets(level: Level, parts: readonly Bucket[]): Bucket[] {
  const folded: Bucket[] = [];
  for (const part of parts) {
    const tUs = startOf(level, part.tUs);
    let bucket = folded.at(-1);
    if (bucket?.tUs !== tUs) {
      bucket = emptyBucket(tUs, part.sums.length);
      folded.push(bucket);
    }
    addBucket(bucket, part);
  }
  return folded;
}

export function copyBucket(bucket: Bucket): Bucket {
  const { mins, maxs, sums, squares } = bucket;
  return { ...bucket, mins: mins.slice(), maxs: maxs.slice(), sums: sums.slice(), squares: squares.slice() };
}

/** Numbers of a packed bucket before those of the channels. */
const HEAD = 9;

/** Buckets of one stream in one flat array: a tenth of the memory of as many objects with arrays of their own. */
export class PackedBuckets {
  readonly #channels: number;
  #numbers: Float64Array;
  #count = 0;

  constructor(channels: number) {
    this.#channels = channels;
    this.#numbers = new Float64Array(4 * this.#width);
  }

  get length(): number {
    return this.#count;
  }

  push(bucket: Bucket): void {
    const width = this.#width;
    if ((this.#count + 1) * width > this.#numbers.length) {
      const grown = new Float64Array(this.#numbers.length + Math.max(4, this.#count >> 1) * width);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const numbers = this.#numbers;
    let at = this.#count * width;
    numbers[at] = bucket.tUs;
    numbers[at + 1] = bucket.count;
    numbers[at + 2] = bucket.firstSeq;
    numbers[at + 3] = bucket.lastSeq;
    numbers[at + 4] = bucket.firstUs;
    numbers[at + 5] = bucket.lastUs;
    numbers[at + 6] = bucket.gaps;
    numbers[at + 7] = bucket.coveredS ?? NaN;
    numbers[at + 8] = bucket.replaces ?? NaN;
    at += HEAD;
    for (const list of [bucket.mins, bucket.maxs, bucket.sums, bucket.squares]) {
      for (let channel = 0; channel < this.#channels; channel++) numbers[at++] = list[channel] ?? 0;
    }
    this.#count++;
  }

  unpack(): Bucket[] {
    return Array.from({ length: this.#count }, (_, index) => this.#at(index * this.#width));
  }

  get #width(): number {
    return HEAD + 4 * this.#channels;
  }

  #at(start: number): Bucket {
    const numbers = this.#numbers;
    const head = (place: number): number => numbers[start + place] ?? NaN;
    const list = (place: number): Float64Array => {
      const from = start + HEAD + place * this.#channels;
      return numbers.subarray(from, from + this.#channels);
    };
    return {
      tUs: head(0),
      count: head(1),
      firstSeq: head(2),
      lastSeq: head(3),
      firstUs: head(4),
      lastUs: head(5),
      gaps: head(6),
      coveredS: Number.isNaN(head(7)) ? null : head(7),
      replaces: Number.isNaN(head(8)) ? null : head(8),
      mins: new Float32Array(list(0)),
      maxs: new Float32Array(list(1)),
      sums: new Float64Array(list(2)),
      squares: new Float64Array(list(3)),
    };
  }
}
