import { median } from "../harness.ts";
import { play, type Visit } from "../../browser/visit.ts";

/** Links, and what stands in each room once it is there. */
const ROOMS = [
  { link: "Session", landmark: "h2:text-is('Your words')" },
  { link: "History", landmark: "text=Time travel" },
  { link: "Simulator", landmark: "h2:text-is('In numbers')" },
  { link: "Goals and projects", landmark: "button:has-text('Add a goal')" },
  { link: "Skills", landmark: "h2:text-is('All skills')" },
  { link: "Now", landmark: "[data-escape-state]" },
];

/** In the page, when the landmark is in it: the time since the click, with the frame that paints it. */
const FRAME_AFTER = `new Promise((resolve) => {
  requestAnimationFrame(() =>
    setTimeout(() => resolve(performance.now() - performance.getEntriesByName("left").at(-1).startTime)),
  );
})`;

/** From the click on a room's name to the frame that shows it, ms; the first time with its file. */
export async function routeChanges(visit: Visit, rounds: number): Promise<{ first: number; again: number }> {
  await play(visit.client, 1);
  const page = await visit.open();
  await page.addInitScript('addEventListener("click", () => performance.mark("left"), true)');
  await page.goto(visit.product.url);
  await page.locator("[data-escape-state]").waitFor();
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const { link, landmark } of ROOMS) {
      await page.getByRole("link", { name: link, exact: true }).click();
      await page.locator(landmark).first().waitFor();
      const shown = await page.evaluate<number>(FRAME_AFTER);
      (round === 0 ? first : again).push(shown);
    }
  }
  await page.context().close();
  return { first: median(first), again: median(again) };
}
