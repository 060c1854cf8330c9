/** Devices and keys in Settings: a key is made by keys, shown once, used by a device, and revoked under its feet. */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawDevice } from "../device.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [VIEWPORT, { width: 390, height: 844 }];

describe.skipIf(executablePath === undefined)(`Devices and keys (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
    await page.goto(`${visit.product.url}/settings`);
  });

  afterAll(() => visit?.[Symbol.asyncDispose]());

  const panel = () => page.getByRole("region", { name: "Devices and keys" });
  const shown = () => page.getByRole("dialog", { name: "The key “My phone”" });

  it("makes a key by keys, and says what is in the code", async () => {
    await panel().getByText("There are no keys yet.").waitFor();
    await panel().getByLabel("Name").focus();
    await page.keyboard.press("Enter");
    await panel().getByText("Give it a name.").waitFor();
    await page.keyboard.type("My phone");
    await page.keyboard.press("Enter");
    await shown().getByRole("img", { name: "QR code to pair a phone" }).waitFor();
    expect(await shown().getByLabel("Key").inputValue()).toMatch(/^trajectory_[\w-]{43}$/);
    await shown().getByText(`the address of this server, ${visit.product.url}`).waitFor();
    await shown()
      .getByText(/^A phone cannot reach/)
      .waitFor();
  });

  it.each(["light", "dark"] as const)("is accessible and fits, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect(await violations(page)).toEqual([]);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `${SCREENSHOTS}key-${colorScheme}-${size.width}.png` });
    }
    await page.setViewportSize(VIEWPORT);
  });

  it("lets a device send with it, notes that, and cuts it off when it is revoked", async () => {
    const token = await shown().getByLabel("Key").inputValue();
    await page.keyboard.press("Escape");
    await shown().waitFor({ state: "detached" });
    // Shown once.
    await expect.poll(() => page.content()).not.toContain(token);
    await panel()
      .getByText(/^Send signals · made .* · never used$/)
      .waitFor();
    const device = await new RawDevice(visit.product.url).open();
    device.hello(token, randomUUID());
    await device.answer("welcome");
    await page.reload();
    await panel()
      .getByText(/^Send signals · made .* · last used /)
      .waitFor();
    await panel().getByRole("button", { name: "Revoke My phone" }).click();
    const sure = page.getByRole("dialog", { name: "Revoke “My phone”?" });
    await page.route(/\/api\/keys\//, (route) => route.abort());
    await sure.getByRole("button", { name: "Revoke" }).click();
    await sure.getByRole("alert").waitFor();
    await page.unroute(/\/api\/keys\//);
    await sure.getByRole("button", { name: "Revoke" }).click();
    expect(await device.closed).toMatchObject({ code: 4401, reason: "token_refused" });
    await panel().getByText("There are no keys yet.").waitFor();
  });

  it("shows a script how it reads, in German too", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    await page.reload();
    const german = page.getByRole("region", { name: "Geräte und Schlüssel" });
    await german.getByLabel("Name").fill("Mein Skript");
    await german.getByLabel("Was er darf").selectOption("read");
    await german.getByRole("button", { name: "Schlüssel machen" }).click();
    const made = page.getByRole("dialog", { name: "Der Schlüssel „Mein Skript“" });
    const line = await made.locator("code").textContent();
    const [, token = "", address = ""] = /Bearer (\S+)" (\S+)$/.exec(line ?? "") ?? [];
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toMatchObject({ user: { name: "Ada" } });
    await made.getByRole("button", { name: "Fertig" }).click();
    await german.getByText(/^Lesen · gemacht am .* · nie benutzt$/).waitFor();
  });
});
