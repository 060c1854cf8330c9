import { median } from "../harness.ts";
import type { Visit } from "../../browser/visit.ts";

/** Bytes over the network until the first room shows η, and how long it took, from an empty cache. */
export async function firstLoads(
  visit: Visit,
  repeats: number,
): Promise<{ kilobytes: number; interactiveMs: number }> {
  const kilobytes: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const page = await visit.open();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    let bytes = 0;
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(visit.product.url);
    await page.locator("[data-escape-state]").waitFor();
    times.push(await page.evaluate(() => performance.now()));
    await page.waitForLoadState("networkidle");
    kilobytes.push(bytes / 1_000);
    await page.context().close();
  }
  return { kilobytes: median(kilobytes), interactiveMs: median(times) };
}
