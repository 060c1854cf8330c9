/** The whole dashboard at a past second: it says so, nothing can be changed, and one key leads back. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));

describe.skipIf(executablePath === undefined)(`time travel (${CHROMIUM_HINT})`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  /** Between the example and what was added after it, ms. */
  let between: number;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    product = await startProduct();
    const client = new Client(product.url);
    await client.createOwner();
    await client.must("POST", "/api/demo");
    between = Date.now() + 1;
    while (Date.now() <= between) await Promise.resolve();
    await client.must("POST", "/api/goals", { id: "later", name: "Learn to sail", importance: 0.2 });
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  it("shows goals as they were, keeps the time on the way to other rooms, and locks what could change", async () => {
    await page.goto(`${product.url}/life?past=${between}`);
    await page.getByText(/^You see .* Nothing can be changed there\.$/).waitFor();
    await page
      .getByRole("button", { name: /^Change: / })
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Change: Learn to sail" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Add a goal" }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Add a reminder" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "Now", exact: true }).click();
    await page.getByText("η 0.844").first().waitFor();
    expect(new URL(page.url()).searchParams.get("past")).toBe(String(between));
    await page.screenshot({ path: `${SCREENSHOTS}time-travel-light-1440.png`, fullPage: true });
    await page.getByRole("link", { name: "Interview", exact: true }).click();
    await page.getByText("This room has no past.").waitFor();
    await page.getByRole("link", { name: "Goals and projects", exact: true }).click();
    await page
      .getByRole("button", { name: /^Change: / })
      .first()
      .waitFor();
  });

  it("leaves in Skills, the Simulator and a session what only looks", async () => {
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") asked.push(request.url());
    });
    await page.getByRole("link", { name: "Skills", exact: true }).click();
    await page.getByRole("button", { name: "TypeScript" }).first().click();
    expect(await page.getByRole("button", { name: "Show everything" }).isDisabled()).toBe(false);
    for (const name of ["Add a skill", "Change", "Remove", "Connect", /^Add evidence/]) {
      const button = page.getByRole("button", { name, exact: true }).first();
      await button.waitFor();
      expect(await button.isDisabled()).toBe(true);
    }
    await page.getByRole("link", { name: "Simulator", exact: true }).click();
    await page.getByText(/^In the past only the course without luck/).waitFor();
    expect(await page.getByRole("slider").last().isDisabled()).toBe(false);
    expect(new URL(page.url()).searchParams.get("past")).toBe(String(between));
    await page.getByRole("link", { name: "Session", exact: true }).click();
    expect(await page.getByRole("button", { name: "Play a recorded session" }).isDisabled()).toBe(true);
    expect(asked).toEqual([]);
    await page.getByRole("link", { name: "Goals and projects", exact: true }).click();
    await page
      .getByRole("button", { name: /^Change: / })
      .first()
      .waitFor();
  });

  it("comes back to the present with one key", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Change: Learn to sail" }).waitFor();
    expect(await page.getByRole("button", { name: "Add a goal" }).isDisabled()).toBe(false);
    expect(new URL(page.url()).search).toBe("");
  });
});
