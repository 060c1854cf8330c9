/** Streams and blocks with known content, for tests. */
import { type Block, STREAM_KIND_NUMBER, type Stream } from "@trajectory/protocols/messages.ts";

export const MOTION: Stream = {
  id: 1,
  kind: STREAM_KIND_NUMBER.motion,
  channels: ["acceleration.x", "acceleration.y", "acceleration.z"],
  nominalHz: 100,
};
export const RR: Stream = { id: 2, kind: STREAM_KIND_NUMBER.rr, channels: ["rr"], nominalHz: 0 };
export const RATE: Stream = { id: 3, kind: STREAM_KIND_NUMBER.heart_rate, channels: ["hr"], nominalHz: 0.2 };
export const GESTURE: Stream = {
  id: 4,
  kind: STREAM_KIND_NUMBER.gesture,
  channels: ["class", "confidence"],
  nominalHz: 0,
};

/** Samples of one stream, before they are cut into blocks. */
export interface Track {
  stream: Stream;
  stampsUs: number[];
  /** Sample-major, single precision. */
  samples: number[];
}

/** The samples [first, first + count) of a track as a block. */
export function blockOf(track: Track, first: number, count: number): Block {
  const stamps = track.stampsUs.slice(first, first + count);
  const width = track.stream.channels.length;
  return {
    stream: track.stream.id,
    firstSeq: first,
    t0Us: stamps[0] ?? 0,
    dtUs: stamps.map((us, i) => us - (stamps[i - 1] ?? us)),
    samples: track.samples.slice(first * width, (first + count) * width),
  };
}

/** Cuts a track at the given sample numbers; what is longer than a second is cut there too. */
export function cutTrack(track: Track, cuts: readonly number[]): Block[] {
  const blocks: Block[] = [];
  const at = new Set(cuts);
  let first = 0;
  for (let i = 1; i <= track.stampsUs.length; i++) {
    const isOver = (track.stampsUs[i] ?? 0) - (track.stampsUs[first] ?? 0) >= 1_000_000;
    if (i < track.stampsUs.length && !at.has(i) && !isOver) continue;
    blocks.push(blockOf(track, first, i - first));
    first = i;
  }
  return blocks;
}

/** A walk of 1.8 steps/s, sampled with jitter. */
export function walkTrack(seconds: number, startUs: number, hz = 99.6): Track {
  const stampsUs: number[] = [];
  const samples: number[] = [];
  for (let i = 0; i / hz < seconds; i++) {
    const t = i / hz + 0.002 * Math.abs(Math.sin(i * 7.7));
    stampsUs.push(startUs + Math.round(t * 1e6));
    samples.push(0, 0, Math.fround(1 + 0.3 * Math.sin(2 * Math.PI * 1.8 * t)));
  }
  const stream = hz === 99.6 ? MOTION : { ...MOTION, nominalHz: hz };
  return { stream, stampsUs, samples };
}

/** Intervals that swing with the breath; they arrive once a second in bunches, `lateUs` after the last beat. */
export function beatTrack(seconds: number, startUs: number, lateUs = 0): Track {
  const stampsUs: number[] = [];
  const samples: number[] = [];
  let t = 0;
  for (;;) {
    const rr = Math.round(800 + 40 * Math.sin(2 * Math.PI * 0.1 * t));
    t += rr / 1000;
    if (t >= seconds) return { stream: RR, stampsUs, samples };
    samples.push(rr);
    stampsUs.push(startUs + Math.ceil(t) * 1_000_000 + lateUs);
  }
}

/** A heart rate every 5 s. */
export function rateTrack(seconds: number, startUs: number): Track {
  const count = Math.floor(seconds / 5);
  return {
    stream: RATE,
    stampsUs: Array.from({ length: count }, (_, i) => startUs + i * 5_000_000 + 1234),
    samples: Array.from({ length: count }, (_, i) => 70 + (i % 7)),
  };
}

/** A gesture every 4 s. */
export function gestureTrack(seconds: number, startUs: number): Track {
  const count = Math.floor(seconds / 4);
  return {
    stream: GESTURE,
    stampsUs: Array.from({ length: count }, (_, i) => startUs + i * 4_000_000 + 777),
    samples: Array.from({ length: count }, (_, i) => [i % 3, 1]).flat(),
  };
}
