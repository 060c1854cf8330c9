/** How often somebody's own gestures are seen in what other people do all day. For evaluation. */
import type { OwnGestures } from "@trajectory/engine/signals/gestures/own-gestures.ts";
import type { Recording } from "@trajectory/engine/signals/scripts/motion-sets.ts";
import { STREAM_KIND_NUMBER, type SampleBlock, type Stream } from "@trajectory/protocols/messages.ts";
import { GestureWatch } from "../windows/gesture-watch.ts";

const MOTION: Stream = {
  id: 1,
  kind: STREAM_KIND_NUMBER.motion,
  channels: ["acceleration", "rotationRate"].flatMap((group) =>
    ["x", "y", "z"].map((axis) => `${group}.${axis}`),
  ),
  nominalHz: 100,
};
const BLOCK = 50;

export interface FalseAlarms {
  /** Of recordings, each counted once. */
  hours: number;
  /** Of one person's gestures. */
  perHour: number;
}

/** Plays recordings that hold none of the gestures to each recogniser, as devices send them. */
export function falseAlarms(
  recordings: readonly Recording[],
  recognisers: readonly OwnGestures[],
): FalseAlarms {
  let seconds = 0;
  let told = 0;
  for (const recording of recordings) {
    const blocks = blocksOf(recording);
    seconds += (recording.t.at(-1) ?? 0) - (recording.t[0] ?? 0);
    for (const recogniser of recognisers) {
      const watch = GestureWatch.of([MOTION], () => recogniser);
      for (const block of blocks) told += watch?.push(block).length ?? 0;
    }
  }
  const hours = seconds / 3600;
  return { hours, perHour: told / recognisers.length / hours };
}

function blocksOf({ t, channels }: Recording): SampleBlock[] {
  const us = Array.from(t, (s) => Math.round(s * 1e6));
  const blocks: SampleBlock[] = [];
  for (let from = 0; from < us.length; from += BLOCK) {
    const stamps = us.slice(from, from + BLOCK);
    blocks.push({
      stream: MOTION.id,
      firstSeq: from,
      t0Us: stamps[0] ?? 0,
      dtUs: stamps.map((stamp, i) => stamp - (stamps[i - 1] ?? stamp)),
      samples: stamps.flatMap((_, i) => channels.map((channel) => channel[from + i] ?? 0)),
    });
  }
  return blocks;
}
