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

/** A zone in which it is about noon now, so that no midnight comes while a test runs; and which day it is there. */
function whereItIsNoon(now: number): { timeZone: string; day: string; dayBefore: string } {
  const ahead = 12 - new Date(now).getUTCHours();
  const dayAt = (ms: number): string => new Date(ms + ahead * 3_600_000).toISOString().slice(0, 10);
  // In these names the sign is the other way round.
  const timeZone = `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
  return { timeZone, day: dayAt(now), dayBefore: dayAt(now - 86_400_000) };
}

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

  it("lays days over one another, as the address says, and reads a time of day by keys", async () => {
    const { timeZone, day: today, dayBefore: before } = whereItIsNoon(Date.now());
    await visit.client.must("PUT", "/api/settings", { timeZone });
    await page.goto(`${visit.product.url}/history?days=${before},${today}`);
    const panel = page.getByRole("region", { name: "Days over one another" });
    await panel.getByText(/have no time of day in common/).waitFor();
    expect(await panel.getByLabel("Shown").inputValue()).toBe("eta");
    const clock = panel.getByRole("slider", { name: "Time of day" });
    // It begins where something is known: the demo portfolio was entered a moment ago.
    expect(await panel.locator("figure").textContent()).toMatch(/: no value · .*: 84\.\d %/);
    const at = Number(await clock.inputValue());
    await clock.focus();
    await page.keyboard.press(at === 0 ? "ArrowRight" : "ArrowLeft");
    await expect.poll(() => clock.inputValue()).toBe(String(at === 0 ? 1 : at - 1));
    await panel.getByText("Values as a table").click();
    await panel.getByRole("rowheader").first().waitFor();
    await panel
      .getByRole("button", { name: /^Take .* away$/ })
      .first()
      .click();
    await panel.getByText("Add a second day to see how they differ.").waitFor();
    expect(query("days")).toBe(today);
  });

  it("adds a day by keys, and says what is wrong with one", async () => {
    const panel = page.getByRole("region", { name: "Days over one another" });
    const field = panel.getByLabel("Another day");
    await field.fill("2099-01-01");
    await page.keyboard.press("Enter");
    await panel.getByText("Choose a day up to today.").waitFor();
    await field.fill("2025-10-26");
    await page.keyboard.press("Enter");
    await panel.getByText(/have no time of day in common/).waitFor();
    expect(query("days")).toMatch(/,2025-10-26$/);
    await visit.client.must("PUT", "/api/settings", { timeZone: "Europe/Berlin" });
    await page.reload();
    await panel.getByText(/^Sun, 26 Oct 2025 had 25 hours: clocks went back/).waitFor();
    await visit.client.must("PUT", "/api/settings", { timeZone: null });
  });

  it("says that the days and what goes along with η cannot be loaded, and tries again", async () => {
    await page.route(/\/(days|correlation)\?/, (route) => route.abort());
    await page.reload();
    const days = page.getByRole("region", { name: "Days over one another" });
    const beside = page.getByRole("region", { name: "What goes along with η" });
    for (const panel of [days, beside]) await panel.getByRole("alert").waitFor();
    await page.unroute(/\/(days|correlation)\?/);
    for (const panel of [days, beside]) await panel.getByRole("button", { name: "Try again" }).click();
    await days.getByText(/have no time of day in common/).waitFor();
    await beside.getByText(/^No signals were recorded from/).waitFor();
  });

  it("puts features beside η with their intervals, and says how little few days say", async () => {
    const feature = { kind: "motion", effectiveN: 9.6, verdict: "higher" };
    const features = [
      {
        ...feature,
        feature: "hr",
        kind: "heart",
        n: 4,
        effectiveN: 4,
        r: -0.2,
        interval: null,
        verdict: "few",
      },
      { ...feature, feature: "cadence", n: 21, r: 0.7, interval: { low: 0.12, high: 0.92 } },
    ];
    const answer = { tz: "UTC", days: 21, tested: 2, note: "", features };
    await page.route(/\/correlation\?/, (route) => route.fulfill({ json: answer }));
    await page.reload();
    const beside = page.getByRole("region", { name: "What goes along with η" });
    await beside.getByText(/^21 days with signals from .* 1 of 2 features go along with η\.$/).waitFor();
    expect(await beside.getByRole("row").allTextContents()).toMatchObject(
      [
        /95 % interval/,
        /^Cadence.*higher.*does not say.*\+0\.70\+0\.12 to \+0\.9221worth 10$/,
        /^Heart rate4 days are too few to say anything\.−0\.20–4worth 4$/,
      ].map((text) => expect.stringMatching(text)),
    );
    expect(await violations(page)).toEqual([]);
    await page.unroute(/\/correlation\?/);
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
    for (const name of ["Tag für Tag", "Tage übereinander", "Was mit η einhergeht"]) {
      await page.getByRole("heading", { name }).waitFor();
    }
  });
});
