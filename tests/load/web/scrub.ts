/** A hand on the time of a replay: the slider dragged over the whole session and back, again and again. */
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { VIEWPORT, type Visit } from "../../browser/visit.ts";
import { type Drawing, middle, watchDrawing } from "./frames.ts";
import { scrubLimitPage } from "./limit-page.ts";
import { storeLongSession } from "./long-session.ts";

export const SESSION_S = 7_200;
/** From one end to the other, s. */
const SWEEP_S = 4;
/** As a mouse does. */
const MOVE_EVERY_MS = 8;
const MOST_ON_THE_WAY = 8;

export interface Scrubbing {
  drawing: Drawing;
  /** Positions of the hand that reached the page a second. */
  movesPerS: number;
}

export interface ScrubbedBeside {
  ours: Scrubbing;
  limit: Scrubbing;
  /** Charts and traces on the screen. */
  charts: number;
  traces: number;
}

/** The session room with a stored session, and uPlot alone with as many traces in the same browser before and after. */
export async function scrubBesideLimit(visit: Visit, seconds: number): Promise<ScrubbedBeside> {
  const { user } = await visit.client.must<{ user: { id: string } }>("GET", "/api/me");
  const sessionId = await storeLongSession(visit.client, user.id, SESSION_S);
  const page = await visit.open();
  await page.goto(`${visit.product.url}/session?session=${sessionId}`);
  await page.locator("canvas").first().waitFor();
  await page.waitForLoadState("networkidle");
  const charts = await page.locator("figure canvas").count();
  const traces = await page.locator("figure figcaption .h-0\\.5").count();
  const before = await scrubLimit(visit, seconds / 2, charts, traces);
  await page.bringToFront();
  const ours = await scrub(page, seconds);
  await page.context().close();
  const after = await scrubLimit(visit, seconds / 2, charts, traces);
  const limit = {
    drawing: middle([before.drawing, after.drawing]),
    movesPerS: (before.movesPerS + after.movesPerS) / 2,
  };
  return { ours, limit, charts, traces };
}

async function scrubLimit(
  { browser }: Visit,
  seconds: number,
  charts: number,
  traces: number,
): Promise<Scrubbing> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.setContent(scrubLimitPage({ sessionS: SESSION_S, spanS: 30, charts, traces }));
  const scrubbing = await scrub(page, seconds);
  await page.context().close();
  return scrubbing;
}

async function scrub(page: Page, seconds: number): Promise<Scrubbing> {
  const slider = page.locator("input[type=range]").first();
  const box = (await slider.boundingBox())!;
  await page.evaluate(`(() => {
    window.moves = 0;
    document.querySelector("input[type=range]").addEventListener("input", () => (window.moves += 1));
  })()`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 8, y);
  await page.mouse.down();
  const drawing = await watchDrawing(page, seconds, async () => {
    const began = performance.now();
    // Not one by one: a hand does not wait until the page has drawn.
    const sent: Promise<void>[] = [];
    for (let elapsed = 0; elapsed < seconds - 0.2; elapsed = (performance.now() - began) / 1_000) {
      const sweep = (elapsed / SWEEP_S) % 2;
      const share = sweep < 1 ? sweep : 2 - sweep;
      sent.push(page.mouse.move(box.x + 8 + share * (box.width - 16), y));
      if (sent.length >= MOST_ON_THE_WAY) await sent[sent.length - MOST_ON_THE_WAY];
      await wait(MOVE_EVERY_MS);
    }
    await Promise.all(sent);
  });
  await page.mouse.up();
  const moves = await page.evaluate<number>("window.moves");
  return { drawing, movesPerS: moves / seconds };
}
