import { describe, expect, it } from "vitest";
import { MOTION, blockOf, walkTrack } from "../testing/signals.ts";
import { BlockBuilder } from "./block-builder.ts";
import { Spool } from "./spool.ts";

const track = walkTrack(10, 1_790_000_000_000_000);
const block = (i: number) => blockOf(track, i * 50, 50);

describe("spool of a device", () => {
  it("sends in order, no more than the credit, and again after the socket was lost", () => {
    const spool = new Spool(100);
    for (let i = 0; i < 5; i++) spool.addBlock(block(i));
    expect(spool.next(2)).toEqual({ block: block(0) });
    expect(spool.next(2)).toEqual({ block: block(1) });
    expect(spool.next(2)).toBeUndefined();
    expect(spool.acknowledge([{ stream: 1, nextSeq: 50, held: [] }])).toBe(50);
    expect(spool.next(2)).toEqual({ block: block(2) });
    spool.unsend();
    expect(spool.inFlight).toBe(0);
    expect(spool.next(2)).toEqual({ block: block(1) });
  });

  it("forgets what is held above a gap", () => {
    const spool = new Spool(100);
    for (let i = 0; i < 4; i++) spool.addBlock(block(i));
    expect(spool.acknowledge([{ stream: 1, nextSeq: 0, held: [{ firstSeq: 50, count: 100 }] }])).toBe(100);
    expect(spool.next(9)).toEqual({ block: block(0) });
    expect(spool.next(9)).toEqual({ block: block(3) });
  });

  it("turns its oldest blocks into one Drop when it is full", () => {
    const spool = new Spool(3);
    const dropped = Array.from({ length: 8 }, (_, i) => spool.addBlock(block(i)).dropped?.count ?? 0);
    expect(dropped.reduce((a, b) => a + b)).toBe(250);
    expect(spool.length).toBe(4);
    expect(spool.next(9)).toEqual({ drop: { stream: 1, firstSeq: 0, count: 250, reason: "buffer_full" } });
    expect(spool.next(9)).toEqual({ block: block(5) });
  });
});

describe("a spool that is full while nothing is acknowledged", () => {
  it("has few Drops on the way, and joins those that wait", () => {
    const long = walkTrack(60, 1_790_000_000_000_000);
    const spool = new Spool(1);
    const sent: unknown[] = [];
    for (let i = 0; i < 100; i++) {
      spool.addBlock(blockOf(long, i * 50, 50));
      for (let next = spool.next(0); next !== undefined; next = spool.next(0)) sent.push(next);
    }
    expect(sent).toHaveLength(16);
    expect(spool.length).toBe(18);
    spool.acknowledge([{ stream: 1, nextSeq: 100, held: [] }]);
    expect(spool.next(0)).toMatchObject({ drop: { firstSeq: 16 * 50, count: 83 * 50 } });
    spool.unsend();
    expect(spool.next(0)).toMatchObject({ drop: { firstSeq: 100 } });
  });
});

describe("blocks of a device", () => {
  it("close after their time, when time runs backwards, and when asked", () => {
    const builder = new BlockBuilder(MOTION, 500_000);
    const stamps = [0, 10_000, 499_999, 500_000, 499_000, 499_500];
    const closed = stamps.map((us) => builder.add(us, [1, 2, 3])?.dtUs);
    expect(closed).toEqual([undefined, undefined, undefined, [0, 10_000, 489_999], [0], undefined]);
    expect(builder.captured).toBe(6);
    expect(builder.closeBefore(600_000)).toBeUndefined();
    expect(builder.closeBefore(999_000)).toMatchObject({ firstSeq: 4, t0Us: 499_000, dtUs: [0, 500] });
    expect(builder.close()).toBeUndefined();
  });
});
