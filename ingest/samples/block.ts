import type { Block, SampleBlock } from "@trajectory/protocols/messages.ts";

/** Stamp of a sample, microseconds. */
export function stampOf(block: SampleBlock, index: number): number {
  let us = block.t0Us;
  for (let i = 0; i <= index; i++) us += block.dtUs[i] ?? 0;
  return us;
}

export function lastStampOf(block: SampleBlock): number {
  return stampOf(block, block.dtUs.length - 1);
}

/** Some of the samples as a block of their own, with the stamps they had. */
export function sliceBlock(block: SampleBlock, from: number, count: number): Block {
  const channels = block.samples.length / block.dtUs.length;
  const dtUs = Array.from({ length: count }, (_, i) => (i === 0 ? 0 : (block.dtUs[from + i] ?? 0)));
  return {
    stream: block.stream,
    firstSeq: block.firstSeq + from,
    t0Us: stampOf(block, from),
    dtUs,
    samples: Array.from({ length: count * channels }, (_, i) => block.samples[from * channels + i] ?? 0),
  };
}

/** A copy of its own, with arrays. */
export function plainBlock({ stream, firstSeq, t0Us, dtUs, samples }: SampleBlock): Block {
  return { stream, firstSeq, t0Us, dtUs: Array.from(dtUs), samples: Array.from(samples) };
}
