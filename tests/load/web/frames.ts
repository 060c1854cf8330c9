/** What a page costs while it draws: frames, those left out, and the time its main thread worked. */
import type { CDPSession, Page } from "playwright-core";
import { median } from "../harness.ts";

/** The screen of headless Chromium draws this often. */
const FRAME_MS = 1_000 / 60;

export interface Drawing {
  fps: number;
  /** Frames that came too late, of those due. */
  droppedPct: number;
  /** Work of the page's main thread, ms a second. */
  mainThreadMsPerS: number;
}

/** Script: the times of all frames for so long. */
function stampsFor(seconds: number): string {
  return `new Promise((resolve) => {
    const stamps = [];
    const note = (now) => {
      stamps.push(now);
      if (now - stamps[0] < ${seconds * 1_000}) requestAnimationFrame(note);
      else resolve(stamps);
    };
    requestAnimationFrame(note);
  })`;
}

/** Watches for so long while `meanwhile` does something to the page. */
export async function watchDrawing(
  page: Page,
  seconds: number,
  meanwhile: () => Promise<void> = async () => {},
): Promise<Drawing> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const before = await taskSeconds(cdp);
  const frames = page.evaluate<number[]>(stampsFor(seconds));
  const [stamps] = await Promise.all([frames, meanwhile()]);
  const worked = (await taskSeconds(cdp)) - before;
  await cdp.detach();
  const elapsed = (stamps.at(-1)! - stamps[0]!) / 1_000;
  const due = Math.round((elapsed * 1_000) / FRAME_MS);
  return {
    fps: (stamps.length - 1) / elapsed,
    droppedPct: (100 * Math.max(0, due - (stamps.length - 1))) / due,
    mainThreadMsPerS: (worked * 1_000) / elapsed,
  };
}

export function middle(rounds: readonly Drawing[]): Drawing {
  const of = (key: keyof Drawing): number => median(rounds.map((round) => round[key]));
  return { fps: of("fps"), droppedPct: of("droppedPct"), mainThreadMsPerS: of("mainThreadMsPerS") };
}

/** Memory of the page's own objects after a collection, MB. */
export async function heapMb(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  await cdp.detach();
  return usedSize / 2 ** 20;
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}
