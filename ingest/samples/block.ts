import type { Block } from "@trajectory/protocols/messages.ts";

/** Stamp of a sample, microseconds. */
export function stampOf(block: Block, index: number): number {
  let us = block.t0Us;
  for (let i = 0; i <= index; i++) us += block.dtUs[i] ?? 0;
  return us;
}

export function lastStampOf(block: Block): number {
  return stampOf(block, block.dtUs.length - 1);
}

/** Some of the samples as a block of their own, with the stamps they had. */
export function sliceBlock(block: Block, from: number, count: number): Block {
  const channels = block.samples.length / block.dtUs.length;
  const dtUs = block.dtUs.slice(from, from + count);
  dtUs[0] = 0;
  return {
    stream: block.stream,
    firstSeq: block.firstSeq + from,
    t0Us: stampOf(block, from),
    dtUs,
    samples: block.samples.slice(from * channels, (from + count) * channels),
  };
}
