import { type Drawing, middle, watchDrawing } from "./frames.ts";
import { limitPage } from "./limit-page.ts";
import { play, VIEWPORT, type Visit } from "../../browser/visit.ts";

/** Time that each chart shows. */
export const SPAN_S = 30;

export interface Beside {
  ours: Drawing;
  limit: Drawing;
}

/** The session room for so long, and uPlot alone in the same browser before and after it. */
export async function chartsBesideLimit(
  visit: Visit,
  seconds: number,
  limitSeconds: number,
): Promise<Beside> {
  const before = await watchLimit(visit, limitSeconds);
  const page = await visit.open();
  await page.goto(`${visit.product.url}/session`);
  await play(visit.client, 1);
  await page.locator("canvas").first().waitFor();
  const ours = await watchDrawing(page, seconds);
  await page.context().close();
  return { ours, limit: middle([before, await watchLimit(visit, limitSeconds)]) };
}

async function watchLimit({ browser }: Visit, seconds: number): Promise<Drawing> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.setContent(limitPage(SPAN_S));
  const drawing = await watchDrawing(page, seconds);
  await page.context().close();
  return drawing;
}
