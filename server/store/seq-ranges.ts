/** Sets of sequence numbers as ranges: half open, in order, neither overlapping nor touching. */
import type { Ledger, Position } from "@trajectory/protocols/messages.ts";

export interface SeqRange {
  from: number;
  /** The first number behind the range. */
  to: number;
}

export function union(...sets: readonly (readonly SeqRange[])[]): SeqRange[] {
  const merged: SeqRange[] = [];
  for (const range of sets.flat().sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else if (range.from < range.to) merged.push({ ...range });
  }
  return merged;
}

/** What is in `ranges` and not in `removed`. */
export function subtract(ranges: readonly SeqRange[], removed: readonly SeqRange[]): SeqRange[] {
  let rest = [...ranges];
  for (const { from, to } of removed) {
    rest = rest.flatMap((range) =>
      range.to <= from || range.from >= to
        ? [range]
        : [
            { from: range.from, to: Math.min(range.to, from) },
            { from: Math.max(range.from, to), to: range.to },
          ].filter((part) => part.from < part.to),
    );
  }
  return rest;
}

export function count(ranges: readonly SeqRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What is known of the samples of one stream. Both are sets as above. */
export interface StreamSamples {
  stored: readonly SeqRange[];
  dropped: readonly SeqRange[];
}

/** Up to where nothing is missing, and what is held behind the first gap. */
export function positionOf(stream: number, { stored, dropped }: StreamSamples): Position {
  const [first, ...rest] = union(stored, dropped);
  const begun = first?.from === 0;
  const held = begun || first === undefined ? rest : [first, ...rest];
  return {
    stream,
    nextSeq: begun ? first.to : 0,
    held: held.map(({ from, to }) => ({ firstSeq: from, count: to - from })),
  };
}

/**
 * captured = stored + dropped + outstanding. A sample that was stored is not dropped, whatever else was said of it.
 * @param announced samples the device says it captured; 0 while it has not said
 */
export function ledgerOf(stream: number, samples: StreamSamples, announced: number): Ledger {
  const stored = count(samples.stored);
  const dropped = count(subtract(samples.dropped, samples.stored));
  const captured = Math.max(announced, union(samples.stored, samples.dropped).at(-1)?.to ?? 0);
  return { stream, captured, stored, dropped, outstanding: captured - stored - dropped };
}
