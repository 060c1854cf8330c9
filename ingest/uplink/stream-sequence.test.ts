import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SampleBlock } from "@trajectory/protocols/messages.ts";
import { blockOf, walkTrack } from "../testing/signals.ts";
import { MOST_GAPS, StreamSequence } from "./stream-sequence.ts";

const START = 1_790_000_000_000_000;
const track = walkTrack(10, START);
const fresh = () => new StreamSequence(1, { position: undefined, newestUs: undefined });

function numbersOf(block: SampleBlock): number[] {
  return Array.from({ length: block.dtUs.length }, (_, i) => block.firstSeq + i);
}

describe("sequence of a stream", () => {
  it("takes every sample once and bit for bit, over any cut, loss, repetition and order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(800), fc.integer({ min: 1, max: 100 })), { maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(800), fc.integer({ min: 1, max: 100 })), { maxLength: 5 }),
        (cuts, drops) => {
          const sequence = fresh();
          const taken: SampleBlock[] = [];
          const dropped: number[] = [];
          for (const [first, count] of cuts) taken.push(...sequence.take(blockOf(track, first, count)));
          for (const [firstSeq, count] of drops) {
            for (const part of sequence.takeDrop({ stream: 1, firstSeq, count, reason: "thermal" })) {
              for (let i = 0; i < part.count; i++) dropped.push(part.firstSeq + i);
            }
          }
          const numbers = taken.flatMap(numbersOf);
          expect(new Set([...numbers, ...dropped]).size).toBe(numbers.length + dropped.length);
          const sent = [...cuts, ...drops].flatMap(([first, count]) =>
            Array.from({ length: count }, (_, i) => first + i),
          );
          expect(new Set([...numbers, ...dropped])).toEqual(new Set(sent));
          for (const block of taken) {
            expect(block).toEqual(blockOf(track, block.firstSeq, block.dtUs.length));
          }
        },
      ),
    );
  });

  it("acknowledges what is settled: one position, and what is held above it", () => {
    const sequence = fresh();
    sequence.take(blockOf(track, 0, 50));
    sequence.take(blockOf(track, 100, 50));
    expect(sequence.position).toEqual({ stream: 1, nextSeq: 0, held: [] });
    sequence.settle(100, 50);
    expect(sequence.position).toEqual({ stream: 1, nextSeq: 0, held: [{ firstSeq: 100, count: 50 }] });
    sequence.settle(0, 50);
    expect(sequence.position).toEqual({ stream: 1, nextSeq: 50, held: [{ firstSeq: 100, count: 50 }] });
    sequence.takeDrop({ stream: 1, firstSeq: 50, count: 50, reason: "thermal" });
    sequence.settle(50, 50);
    expect(sequence.position).toEqual({ stream: 1, nextSeq: 150, held: [] });
  });

  it("goes on from what the store holds", () => {
    const position = { stream: 1, nextSeq: 50, held: [{ firstSeq: 80, count: 10 }] };
    const sequence = new StreamSequence(1, { position, newestUs: track.stampsUs[89] });
    expect(sequence.position).toEqual(position);
    const parts = sequence.take(blockOf(track, 40, 60));
    expect(parts.map(({ firstSeq, dtUs }) => [firstSeq, dtUs.length])).toEqual([
      [50, 30],
      [90, 10],
    ]);
  });

  it("refuses more open gaps than an Ack can name, and keeps what it has", () => {
    const sequence = fresh();
    for (let i = 0; i < MOST_GAPS; i++) sequence.take(blockOf(track, 10 * i + 1, 1));
    expect(() => sequence.take(blockOf(track, 900, 1))).toThrow(
      expect.objectContaining({ code: "sequence_invalid" }),
    );
    expect(sequence.take(blockOf(track, 2, 1))).toHaveLength(1);
  });

  it("takes what comes late for a number below one that was dropped, however long after what is there", () => {
    const sequence = fresh();
    sequence.take(blockOf(track, 0, 4));
    sequence.takeDrop({ stream: 1, firstSeq: 5, count: 3, reason: "buffer_full" });
    const late = { ...blockOf(track, 4, 1), t0Us: START + 2_000_000 };
    expect(sequence.take(late)).toEqual([late]);
  });

  it("refuses numbers that are used again, and clocks that jump by a day", () => {
    const sequence = fresh();
    sequence.take(blockOf(track, 0, 100));
    const again = { ...blockOf(track, 0, 50), t0Us: START + 60_000_000 };
    expect(() => sequence.take(again)).toThrow(expect.objectContaining({ code: "sequence_invalid" }));
    const year = { ...blockOf(track, 100, 50), t0Us: START + 365 * 86_400_000_000 };
    expect(() => sequence.take(year)).toThrow(expect.objectContaining({ code: "block_time_invalid" }));
    // A step back of a few seconds happens when a phone corrects its clock.
    const corrected = { ...blockOf(track, 100, 50), t0Us: START - 5_000_000 };
    expect(sequence.take(corrected)).toHaveLength(1);
  });
});
