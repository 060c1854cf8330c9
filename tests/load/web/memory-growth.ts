import { setTimeout as wait } from "node:timers/promises";
import { median } from "../harness.ts";
import { heapMb } from "./frames.ts";
import { play, type Visit } from "../../browser/visit.ts";

/** The recording's length, and the fastest it is played. */
const RECORDING_S = 177;
const FAST = 20;
/** Recordings until all that is kept is full, and those that make half an hour. */
const FILLING = 4;
const WATCHED = 10;

export interface MemoryGrowth {
  before: number;
  after: number;
  /** MB after each recording played; `after` is the median of the last three. */
  course: number[];
}

/**
 * What half an hour of feed leaves behind, after recordings until all that is kept is full: the newest three sessions,
 * the newest 300 events. Played at 20 times its speed.
 */
export async function memoryGrowth(visit: Visit): Promise<MemoryGrowth> {
  const page = await visit.open();
  await page.goto(`${visit.product.url}/session`);
  for (let filled = 0; filled < FILLING; filled++) {
    await playThrough(visit);
    await page.locator("canvas").first().waitFor();
  }
  const before = await heapMb(page);
  const course: number[] = [];
  for (let played = 0; played < WATCHED; played++) {
    await playThrough(visit);
    course.push(await heapMb(page));
  }
  await page.context().close();
  return { before, after: median(course.slice(-3)), course };
}

async function playThrough({ client }: Visit): Promise<void> {
  await play(client, FAST);
  await wait((RECORDING_S / FAST + 0.5) * 1_000);
}
