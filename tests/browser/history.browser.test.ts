/** The range of the History room: chosen by keys, kept in the address, with what happened in it. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [VIEWPORT, { width: 390, height: 844 }];

describe.skipIf(executablePath === undefined)(`the History room (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
  });

  afterAll(() => visit?.[Symbol.asyncDispose]());

  function query(name: string): string | null {
    return new URL(page.url()).searchParams.get(name);
  }

  function pressed(name: string): Promise<string | null> {
    return page.getByRole("button", { name, exact: true }).getAttribute("aria-pressed");
  }

  it("shows a range that is chosen by keys, with its events, and the address keeps it", async () => {
    await page.goto(`${visit.product.url}/history`);
    const events = page.getByRole("region", { name: /^Event by event/ }).getByRole("listitem");
    await events.first().waitFor();
    expect(await pressed("1 hour")).toBe("true");
    await page.getByRole("button", { name: "All", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/range=all/);
    await events.first().waitFor();
    await page.getByText("No signals were recorded in this time.").waitFor();
    await page.reload();
    await expect.poll(() => pressed("All")).toBe("true");
    await page.goBack();
    await expect.poll(() => pressed("1 hour")).toBe("true");
  });

  it("goes to the time before and after, which have ends of their own", async () => {
    await page.getByRole("button", { name: "Earlier" }).click();
    await page.getByText("Nothing happened in this time.").waitFor();
    const [from, to] = [Number(query("from")), Number(query("to"))];
    expect(to - from).toBe(3_600_000);
    expect(query("range")).toBeNull();
    await page.getByRole("button", { name: "Later" }).click();
    await page.getByText("Nothing happened in this time.").waitFor({ state: "detached" });
    expect(Number(query("from"))).toBe(to);
  });

  it("shows what lies between two times, and says what is wrong with them", async () => {
    const before = query("from");
    await page.getByLabel("From", { exact: true }).fill("2026-03-02T10:00:00");
    await page.getByLabel("To", { exact: true }).fill("2026-03-01T10:00:00");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("The start has to be a time in the past, before the end.").waitFor();
    expect(query("from")).toBe(before);
    await page.getByLabel("From", { exact: true }).fill("2026-02-28T10:00:00");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing happened in this time.").waitFor();
    expect(Number(query("to")) - Number(query("from"))).toBe(86_400_000);
    await page.getByRole("button", { name: "15 minutes" }).click();
    await expect.poll(() => query("range")).toBe("quarter");
    expect(query("from")).toBeNull();
  });

  it.each(["light", "dark"] as const)("is accessible and fits, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.goto(`${visit.product.url}/history?from=${Date.now() - 600_000}&to=${Date.now()}`);
      await page.getByRole("slider", { name: "Time travel" }).waitFor();
      await page.getByText("No signals were recorded in this time.").waitFor();
      expect(await violations(page)).toEqual([]);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: `${SCREENSHOTS}history-${colorScheme}-${size.width}.png`,
        fullPage: true,
      });
    }
  });

  it("speaks German", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    await page.reload();
    await page.getByRole("button", { name: "Früher" }).waitFor();
    await page.getByRole("heading", { name: "Tag für Tag" }).waitFor();
  });
});
