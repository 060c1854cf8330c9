/** Settings: a constant changed with its preview and taken back, everything exported, the account deleted. */
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const BOB = { name: "Bob", email: "bob@example.org", password: "another long sentence" };

describe.skipIf(executablePath === undefined)(`one's own settings (${CHROMIUM_HINT})`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let ada: Client;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    product = await startProduct({ args: ["--nats-url", "memory:"] });
    ada = new Client(product.url);
    await ada.createOwner();
    await ada.must("POST", "/api/users", BOB);
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
    page = await context.newPage();
    await page.goto(product.url);
    await page.getByLabel("Email").fill(BOB.email);
    await page.getByLabel("Password").fill(BOB.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Load the example" }).click();
    await page.locator("[data-escape-state]").waitFor();
    await page.goto(`${product.url}/settings`);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  async function shoot(name: string): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${SCREENSHOTS}${name}-${colorScheme}-${width}.png` });
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  it("is as usual where the server is older and keeps fewer settings", async () => {
    await page.route("**/api/settings", (route) => route.fulfill({ json: {} }));
    await page.reload();
    await page.getByLabel("Time zone of summaries").waitFor();
    expect(await page.getByLabel("Time zone of summaries").inputValue()).toBe("UTC");
    expect(await page.getByLabel("Acceleration in").inputValue()).toBe("g");
    await page.getByLabel("Rotation in").selectOption("deg/s");
    await page.getByText("Saved on the server.").first().waitFor();
    await page.unroute("**/api/settings");
    await page.reload();
    await page.getByLabel("Find a number").waitFor();
  });

  it("changes a constant with keys alone, says before what it will do, and takes it back", async () => {
    await page.getByLabel("Find a number").fill("switch");
    const change = page.getByRole("button", { name: "Change: switchHours" });
    await change.focus();
    await page.keyboard.press("Enter");
    const value = page.getByLabel("Value in h/wk");
    await value.fill("30");
    await page.keyboard.press("Enter");
    await page.getByText("Give a number from 0 to 20 h/wk.").waitFor();
    await value.fill("9");
    await page.locator("[data-preview=ready]").waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot("settings-constant");
    const limit = page.getByRole("row", { name: /Where it levels off/ }).getByRole("cell");
    const [before, after] = await limit.allTextContents();
    expect(Number.parseFloat(after ?? "")).toBeLessThan(Number.parseFloat(before ?? ""));
    await value.focus();
    await page.keyboard.press("Enter");
    await page.getByText("switchHours changed.").waitFor();
    await page.getByText("published: 2.083").waitFor();
    const shown = await page.getByText("1 of yours").textContent();
    expect(shown).toBe("1 of yours");
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("published: 2.083").waitFor({ state: "detached" });
  });

  it("keeps a changed constant without network and sends it later", async () => {
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Change: switchHours" }).click();
    await page.getByLabel("Value in h/wk").fill("1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 change waits for the server").waitFor();
    await page.context().setOffline(false);
    await page.getByText("1 change waits for the server").waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("published: 2.083").waitFor();
    await page.getByRole("button", { name: "Set all back" }).click();
    await page.getByText("published: 2.083").waitFor({ state: "detached" });
  });

  it("keeps the time zone of summaries on the server", async () => {
    const zone = page.getByLabel("Time zone of summaries");
    await zone.selectOption("Asia/Tokyo");
    await page.getByText("Saved on the server.").waitFor();
    await page.reload();
    await expect.poll(() => zone.inputValue()).toBe("Asia/Tokyo");
  });

  it("exports everything as one archive", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export everything" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^trajectory-\d{4}-\d\d-\d\d\.zip$/);
    const zip = await readFile(await download.path());
    expect(zip.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    expect(zip.includes("events/000001.ndjson")).toBe(true);
  });

  it("deletes the account: says what goes, asks for the password, and tells the other tab", async () => {
    const other = await page.context().newPage();
    await other.goto(product.url);
    await other.locator("[data-escape-state]").waitFor();
    await page.getByRole("button", { name: "Delete account …" }).click();
    await page.getByText("This cannot be taken back.").waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot("settings-delete");
    await page.getByLabel("Your password, once more").fill("not it");
    await page.getByRole("button", { name: "Delete for ever" }).click();
    await page.getByText("code wrong_credentials").waitFor();
    await page.getByLabel("Your password, once more").fill(BOB.password);
    await page.keyboard.press("Enter");
    await page.getByText("The account was deleted, with everything in it.").waitFor();
    await other.getByText("The account was deleted, with everything in it.").waitFor();
    const kept = await page.evaluate("Object.keys(localStorage).filter((key) => /kept|outbox/.test(key))");
    expect(kept).toEqual([]);
    const { users } = await ada.must<{ users: { email: string }[] }>("GET", "/api/operations/users");
    expect(users.map(({ email }) => email)).toEqual(["ada@example.org"]);
    await other.close();
  });
});
