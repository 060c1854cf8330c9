/** A newcomer's first visit in a real browser: account, example portfolio, recording, living dashboard. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

describe.skipIf(executablePath === undefined)(`the dashboard (${CHROMIUM_HINT})`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    product = await startProduct();
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    page = await browser.newPage({ viewport: SIZES[0]! });
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      // The first question whether somebody is signed in is answered with 401.
      if (message.type() === "error" && !message.text().includes("401")) problems.push(message.text());
    });
  });

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  async function photograph(name: string): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const size of SIZES) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(size);
        await page.screenshot({
          path: `${SCREENSHOTS}${name}-${colorScheme}-${size.width}.png`,
          fullPage: true,
        });
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(SIZES[0]!);
  }

  /** Width of the page beyond the window, px. */
  function overflow(): Promise<number> {
    return page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
  }

  it("asks for the owner account first", async () => {
    await page.goto(product.url);
    await page.getByRole("heading", { name: "Create the owner account" }).waitFor();
    await photograph("first-visit");
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel(/email/i).fill("ada@example.org");
    await page
      .getByLabel(/password/i)
      .first()
      .fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    expect(await page.getByRole("heading", { name: "Create the owner account" }).isVisible()).toBe(true);
    await page
      .getByLabel(/password/i)
      .first()
      .fill("correct horse battery");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("button", { name: "Play a recorded session" }).waitFor();
    await page.getByRole("link", { name: "Pair a phone" }).waitFor();
    await photograph("empty");
  });

  it("shows the escape index of the worked example, and its parts sum to it", async () => {
    await page.getByRole("button", { name: "Load the example" }).click();
    await page.getByText("η 0.844").first().waitFor();
    // Numbers and their units hold together by no-break spaces.
    const text = (await page.locator("main").innerText()).replace(/[\u00a0\u202f]/g, " ");
    expect(text).toContain(
      "You deliver 7.9 effective hours a week toward your goals; they need 6.4 and your constraints take 2.9. " +
        "That is 84 % of what is needed (likely range 56–113 %), 31 % chance it is already enough.",
    );
    for (const part of ["70.4 %", "12.6 %", "1.4 %", "84.4 %"]) expect(text).toContain(part);
    expect(text).not.toMatch(/\blies?\b|stress level|health score|diagnosis|burnout/i);
  });

  it("comes alive with the first blocks", async () => {
    await page.getByRole("button", { name: "Play a recorded session" }).click();
    const charts = page.locator("canvas");
    await charts.first().waitFor();
    const first = await picture();
    await expect.poll(picture, { interval: 100 }).not.toBe(first);
    expect(await charts.count()).toBeGreaterThanOrEqual(3);
    await page
      .getByText(/session started/i)
      .first()
      .waitFor();

    function picture(): Promise<string> {
      return page.evaluate<string>(
        "[...document.querySelectorAll('canvas')].map((c) => c.toDataURL()).join()",
      );
    }
  });

  it("shows heart and cadence after some seconds, and is legible on a phone", async () => {
    for (const name of [/Cadence/, /Heart/]) {
      const chart = page.getByRole("figure", { name });
      await expect.poll(() => chart.innerText(), { timeout: 20_000 }).toMatch(/\d{2,3}/);
    }
    await photograph("live");
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect(await overflow()).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize(SIZES[0]!);
  });

  it("marks a moment while the session is live, by its key", async () => {
    await page.locator("body").press("m");
    await page.getByLabel("Name").fill("Here it turned");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Go there: Here it turned" }).click();
    // The chart stands at the marker.
    await page.getByText(/^Paused at/).waitFor();
    await page.getByRole("button", { name: "Remove: Here it turned" }).click();
    await page.getByText("No markers yet.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Back to live" }).click();
  });

  it("is live again after a reload, without asking to sign in", async () => {
    await page.reload();
    await page.getByText("η 0.84").first().waitFor();
    await page.locator("canvas").first().waitFor();
    expect(problems).toEqual([]);
  });
});
