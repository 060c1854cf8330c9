/**
 * A phone that costs next to nothing, for load: 100 Hz device motion of a walk, the same for the same seed, as frames
 * that are encoded once and only numbered and stamped anew.
 */
import { type Block, STREAM_KIND_NUMBER, type Stream } from "@trajectory/protocols/messages.ts";
import { uplinkUpCodec } from "@trajectory/protocols/codec.ts";

export const SYNTHETIC_STREAM: Stream = {
  id: 1,
  kind: STREAM_KIND_NUMBER.motion,
  channels: [
    ...["x", "y", "z"].map((axis) => `userAcceleration.${axis}`),
    ...["x", "y", "z"].map((axis) => `gravity.${axis}`),
    ...["x", "y", "z"].map((axis) => `rotationRate.${axis}`),
    "heading",
  ],
  nominalHz: 100,
};

const SAMPLES = 50;
const PERIOD_US = 10_000;
export const BLOCK_US = SAMPLES * PERIOD_US;
/** After these the movement repeats: 5 s, in which a person takes 9 steps. */
const CYCLE = 10;

export class SyntheticPhone {
  private readonly startUs: number;
  private readonly samples: readonly number[][];
  private readonly bodies: readonly Uint8Array[];

  /** @param startUs stamp of the first sample */
  constructor(seed: number, startUs: number) {
    this.startUs = startUs;
    this.samples = Array.from({ length: CYCLE }, (_, i) => walk(seed, i * SAMPLES));
    this.bodies = this.samples.map((samples) => {
      // Everything of a block but its number and its stamp, which protobuf leaves out where they are 0.
      const frame = uplinkUpCodec.encode({ block: { stream: 1, firstSeq: 0, t0Us: 0, dtUs, samples } });
      return frame.slice(1 + lengthOfVarint(frame, 1));
    });
  }

  /** The block `index` half seconds after the start. */
  block(index: number): Block {
    return {
      stream: SYNTHETIC_STREAM.id,
      firstSeq: index * SAMPLES,
      t0Us: this.startUs + index * BLOCK_US,
      dtUs: [...dtUs],
      samples: [...(this.samples[index % CYCLE] ?? [])],
    };
  }

  /** The same as a frame of the uplink. */
  frame(index: number): Uint8Array {
    const body = this.bodies[index % CYCLE] ?? new Uint8Array();
    const numbers: number[] = [];
    pushVarint(numbers, (2 << 3) | 0, index * SAMPLES);
    pushVarint(numbers, (3 << 3) | 0, this.startUs + index * BLOCK_US);
    const head: number[] = [];
    // UplinkUp.block, with its length.
    pushVarint(head, (2 << 3) | 2, body.length + numbers.length);
    const frame = new Uint8Array(head.length + body.length + numbers.length);
    frame.set(head);
    frame.set(body, head.length);
    frame.set(numbers, head.length + body.length);
    return frame;
  }
}

const dtUs: readonly number[] & number[] = Array.from({ length: SAMPLES }, (_, i) =>
  i === 0 ? 0 : PERIOD_US,
);

function walk(seed: number, first: number): number[] {
  const phase = (seed % 997) / 997;
  const samples: number[] = [];
  for (let i = first; i < first + SAMPLES; i++) {
    const t = i / 100;
    const step = Math.sin(2 * Math.PI * (1.8 * t + phase));
    const stride = Math.sin(2 * Math.PI * (0.8 * t + phase));
    const values = [0.1 * stride, 0.05 * step, 0.3 * step, 0, 0, -1, stride, 0.4 * step, 0.2 * stride, phase];
    for (const value of values) samples.push(Math.fround(value));
  }
  return samples;
}

/** @param tag field number and wire type */
function pushVarint(bytes: number[], tag: number, value: number): void {
  bytes.push(tag);
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function lengthOfVarint(bytes: Uint8Array, at: number): number {
  let length = 1;
  while ((bytes[at + length - 1] ?? 0) >= 128) length++;
  return length;
}
