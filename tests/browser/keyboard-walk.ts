import type { Page } from "playwright-core";

const MOST_STEPS = 500;

export interface Walk {
  /** Stops of the Tab key, once round. */
  stops: number;
  /** What can be used and was never reached. */
  missed: string[];
  /** What was reached without showing it. */
  unseen: string[];
}

/** Notes where the focus is; true once it is round: at the page itself, or where it has been. */
const STEP = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return true;
  // A date has several stops inside of itself.
  if (at.dataset.walked !== undefined) return at !== globalThis.walkedLast;
  globalThis.walkedLast = at;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  at.dataset.walked = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 ? "seen" : "unseen";
  return false;
})()`;

const USABLE = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => one.type !== "radio" || one.checked)`;

/** What a live page adds behind the focus while it goes round cannot be reached on this round. */
const BEGIN = `document.activeElement?.blur(); for (const one of ${USABLE}) one.dataset.present = "";`;

const OUTCOME = `(() => {
  const usable = ${USABLE}.filter((one) => one.dataset.present !== undefined);
  const say = (one) => one.outerHTML.slice(0, 120);
  return {
    stops: document.querySelectorAll("[data-walked]").length,
    missed: usable.filter((one) => one.dataset.walked === undefined).map(say),
    unseen: [...document.querySelectorAll("[data-walked=unseen]")].map(say),
  };
})()`;

/** Goes round the page with the Tab key alone. @throws Error when the focus never comes round */
export async function walkWithKeys(page: Page): Promise<Walk> {
  await page.evaluate(BEGIN);
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate<boolean>(STEP)) return page.evaluate<Walk>(OUTCOME);
  }
  throw new Error(`after ${MOST_STEPS} steps the focus has not come round`);
}
