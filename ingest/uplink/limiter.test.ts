import { expect, it } from "vitest";
import { Limiter } from "./limiter.ts";

it("runs so many at once, the others in order, also when some fail", async () => {
  const limiter = new Limiter(2);
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
