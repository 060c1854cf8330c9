import { setTimeout as wait } from "node:timers/promises";

/** Asks again and again until the answer is yes. @throws Error with `what` when the time is over */
export async function until(
  what: string,
  limitMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`);
    await wait(10);
  }
}
