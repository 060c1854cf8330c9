import { VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import { Limiter } from "./limiter.ts";

it("runs so many at once, the others in order, also when some fail", async () => {
  const limiter = new Limiter({ atOnce: 2, perSecond: 1_000, scheduler: new VirtualTimeScheduler() });
  const begun: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<void>>();
  const runs = [1, 2, 3, 4].map((id) =>
    limiter
      .run(() => {
        begun.push(id);
        const end = Promise.withResolvers<void>();
        ends.set(id, end);
        return end.promise;
      })
      .catch(() => "failed"),
  );
  expect(begun).toEqual([1, 2]);
  ends.get(2)?.reject(new Error("no"));
  await runs[1];
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  ends.get(1)?.resolve();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4]);
  for (const id of [3, 4]) ends.get(id)?.resolve();
  expect(await Promise.all(runs)).toEqual([undefined, "failed", undefined, undefined]);
});

it("spreads a herd over time, in order", async () => {
  const scheduler = new VirtualTimeScheduler();
  const limiter = new Limiter({ atOnce: 1_000, perSecond: 1_000, scheduler });
  const begun: { id: number; at: number }[] = [];
  const herd = Array.from({ length: 100 }, (_, id) =>
    limiter.run(async () => void begun.push({ id, at: scheduler.now() })),
  );
  for (let ms = 0; begun.length < herd.length && ms < 200; ms += 4) {
    scheduler.maxFrames = ms;
    scheduler.flush();
    scheduler.frame = ms;
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }
  await Promise.all(herd);
  expect(begun.map(({ id }) => id)).toEqual(herd.map((_, id) => id));
  for (const { id, at } of begun) {
    expect(at).toBeGreaterThanOrEqual(id - 9);
    expect(at).toBeLessThanOrEqual(id + 4);
  }
});
