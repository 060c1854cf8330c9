import { describe, expect, it } from "vitest";
import { ManualClock } from "@trajectory/actors/runtime/testing.ts";
import { Batcher, type BatcherOptions } from "./batcher.ts";

/** A batcher whose writes are answered by hand. */
function setUp(overrides: Partial<BatcherOptions<number, string>> = {}) {
  const clock = new ManualClock();
  const writes: { items: number[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const batcher = new Batcher<number, string>({
    write(batch) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      writes.push({
        items: batch.map(({ item }) => item),
        finish() {
          for (const entry of batch) entry.resolve(`wrote ${entry.item}`);
          resolve();
        },
        fail: reject,
      });
      return promise;
    },
    clock,
    delayMs: 100,
    maxBatchEntries: 3,
    maxBatchBytes: 1_000,
    maxQueueEntries: 8,
    maxQueueBytes: 2_000,
    ...overrides,
  });
  return { batcher, clock, writes, items: () => writes.map((write) => write.items) };
}

describe("batcher", () => {
  it("writes a lone entry in the next turn, and the next ones when its distance has passed", async () => {
    const { batcher, clock, writes, items } = setUp();
    const first = batcher.add(1, 10);
    expect(items()).toEqual([]);
    await expect.poll(items).toEqual([[1]]);
    writes[0]?.finish();
    expect(await first).toBe("wrote 1");
    clock.advance(60);
    const more = [batcher.add(2, 10), batcher.add(3, 10)];
    clock.advance(39);
    expect(items()).toEqual([[1]]);
    clock.advance(1);
    await expect.poll(items).toEqual([[1], [2, 3]]);
    writes[1]?.finish();
    expect(await Promise.all(more)).toEqual(["wrote 2", "wrote 3"]);
    expect(batcher.size).toBe(0);
    clock.advance(100);
    const late = batcher.add(4, 10);
    await expect.poll(items).toEqual([[1], [2, 3], [4]]);
    writes[2]?.finish();
    expect(await late).toBe("wrote 4");
  });

  it("writes at once when a batch is full, and the rest when its time has come", async () => {
    const { batcher, clock, writes, items } = setUp();
    const added = [1, 2, 3, 4, 5].map((item) => batcher.add(item, 10));
    expect(items()).toEqual([[1, 2, 3]]);
    writes[0]?.finish();
    await expect.poll(() => batcher.size).toBe(2);
    expect(items()).toEqual([[1, 2, 3]]);
    clock.advance(100);
    expect(items()).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    writes[1]?.finish();
    await Promise.all(added);
  });

  it("writes one batch at a time, in order, and what became due meanwhile right after", async () => {
    const { batcher, clock, writes, items } = setUp();
    const added = [batcher.add(1, 10)];
    await expect.poll(items).toEqual([[1]]);
    added.push(batcher.add(2, 10));
    clock.advance(100);
    expect(items()).toEqual([[1]]);
    writes[0]?.finish();
    await added[0];
    await expect.poll(items).toEqual([[1], [2]]);
    writes[1]?.finish();
    await Promise.all(added);
  });

  it("cuts a batch at its bytes, but takes a single large entry", async () => {
    const { batcher, writes, items } = setUp();
    const added = [batcher.add(1, 700), batcher.add(2, 700)];
    await expect.poll(items).toEqual([[1]]);
    writes[0]?.finish();
    await expect.poll(items).toEqual([[1], [2]]);
    writes[1]?.finish();
    await Promise.all(added);
  });

  it("answers busy beyond its bounds, counting what is being written", async () => {
    const { batcher, writes } = setUp();
    const added = Array.from({ length: 8 }, (_, item) => batcher.add(item, 10));
    await expect(batcher.add(9, 10)).rejects.toMatchObject({ code: "busy", retryAfterMs: 500 });
    writes[0]?.finish();
    await expect.poll(() => batcher.size).toBe(5);
    added.push(batcher.add(10, 1_900));
    await expect(batcher.add(11, 100)).rejects.toMatchObject({ code: "busy" });
    writes[1]?.finish();
    await expect.poll(() => batcher.size).toBe(3);
    added.push(batcher.add(12, 50));
    for (const index of [2, 3, 4]) {
      await expect.poll(() => writes.length).toBeGreaterThan(index);
      writes[index]?.finish();
    }
    await Promise.all(added);
  });

  it("rejects a batch that could not be written, and goes on", async () => {
    const { batcher, clock, writes } = setUp();
    const [lost, later] = [batcher.add(1, 10), batcher.add(2, 10)];
    await expect.poll(() => writes.length).toBe(1);
    writes[0]?.fail(new Error("no disk"));
    await expect(lost).rejects.toThrow("no disk");
    await expect(later).rejects.toThrow("no disk");
    const next = batcher.add(3, 10);
    clock.advance(100);
    writes[1]?.finish();
    expect(await next).toBe("wrote 3");
  });

  it("flushes what was added before, whether it succeeds or fails", async () => {
    const { batcher, writes } = setUp();
    await batcher.flush();
    const [one, two] = [batcher.add(1, 10), batcher.add(2, 10)];
    const flushed = batcher.flush();
    writes[0]?.fail(new Error("no disk"));
    await expect(Promise.all([one, two])).rejects.toThrow("no disk");
    await flushed;
    expect(batcher.size).toBe(0);
  });

  it("takes nothing after it was closed, and writes what waits", async () => {
    const { batcher, writes } = setUp();
    const added = batcher.add(1, 10);
    const closed = batcher.close();
    await expect(batcher.add(2, 10)).rejects.toMatchObject({ code: "store_unavailable" });
    writes[0]?.finish();
    await closed;
    expect(await added).toBe("wrote 1");
  });

  it("without a delay takes what was added in the same turn", async () => {
    const { batcher, writes, items } = setUp({ delayMs: 0, maxBatchEntries: 100 });
    const added = [1, 2, 3, 4].map((item) => batcher.add(item, 10));
    await expect.poll(items).toEqual([[1, 2, 3, 4]]);
    writes[0]?.finish();
    await Promise.all(added);
  });

  it("has as many batches under way as it may, in order, and says in order when they are over", async () => {
    const { batcher, writes, items } = setUp({ parallel: 2 });
    const settled: number[] = [];
    for (const item of [1, 2, 3, 4, 5, 6, 7]) {
      batcher.add(item, 10).then(
        () => settled.push(item),
        () => settled.push(-item),
      );
    }
    const flushed = batcher.flush().then(() => settled.push(0));
    expect(items()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    writes[1]?.fail(new Error("the second one fails first"));
    await expect.poll(() => batcher.size).toBe(7);
    writes[0]?.finish();
    await expect.poll(items).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    writes[2]?.finish();
    await flushed;
    expect(settled).toEqual([-4, -5, -6, 1, 2, 3, 7, 0]);
  });
});
