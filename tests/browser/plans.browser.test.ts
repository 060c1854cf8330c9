/** Plans and insights in a real browser: looked for, made, reported on, and there again after a restart of the page. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const PHONE = { width: 390, height: 844 };

describe.skipIf(executablePath === undefined)(`plans and insights (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
    await page.goto(`${visit.product.url}/plans`);
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  it("say that there are none yet", async () => {
    await page.getByText("Nobody has looked at your numbers yet.").waitFor();
    await page.getByText(/^There is no plan yet\./).waitFor();
    await page.getByText("No plans yet: each one stays here, beside what came of it.").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("finds what stands out, with links to where its numbers live", async () => {
    await page.getByRole("button", { name: "Look now" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("[data-insight]").first().waitFor();
    const short = page.locator("[data-insight=pace_short]").first();
    expect(await short.innerText()).toMatch(/“.+” needs \d+\.\d effective hours a week/);
    await short.getByRole("link", { name: /^needed \d/ }).click();
    await page.getByRole("button", { name: "Add a goal" }).waitFor();
    await page.goBack();
    await page.locator("[data-insight]").first().waitFor();
  });

  it("is led to from memory, marked, also when it was looked anew since", async () => {
    const { user } = await visit.client.must<{ user: { id: string } }>("GET", "/api/me");
    const latest = () =>
      visit.client.must<{ analysis: { id: string } | null }>("GET", `/api/analysis/${user.id}/latest`);
    const first = (await latest()).analysis?.id;
    await page.goto(`${visit.product.url}/memory`);
    await page.getByLabel("What do you look for?").fill("needs effective hours a week");
    await page.keyboard.press("Enter");
    const hit = page.locator("li", { has: page.locator("q", { hasText: "effective hours a week" }) }).first();
    const words = await hit.locator("q").innerText();
    const link = hit.getByRole("link", { name: "To its source" });
    const address = (await link.getAttribute("href")) ?? "";
    await link.click();
    const marked = page.locator("[data-insight][aria-current=true]");
    await marked.waitFor();
    expect(await marked.innerText()).toContain(words);
    expect(await marked.count()).toBe(1);
    expect(await violations(page)).toEqual([]);

    await visit.client.must("POST", "/api/analysis/trigger", {});
    await expect.poll(async () => (await latest()).analysis?.id, { timeout: 60_000 }).not.toBe(first);
    await page.goto(`${visit.product.url}${address}`);
    await page.getByText("An earlier look.").waitFor();
    expect(await marked.innerText()).toContain(words);
    await page.getByRole("button", { name: "Show the newest" }).click();
    await page.getByText("An earlier look.").waitFor({ state: "detached" });
    await page.goto(`${visit.product.url}/plans`);
  });

  it("makes a plan whose steps say what they do, ask and rest on", async () => {
    await page.getByRole("button", { name: "Make a plan" }).click();
    const steps = page.locator("[data-step]");
    await steps.first().waitFor();
    expect(await steps.count()).toBeGreaterThan(1);
    const text = await steps.first().innerText();
    expect(text).toMatch(/\+\d+\.\d points \(\+\d+\.\d to \+\d+\.\d\)\./);
    expect(text).toMatch(/Chance to reach 100 % within 13 weeks: \d+ % → \d+ %\./);
    await page.getByText(/^All steps together: \+\d/).waitFor();
    expect(await violations(page)).toEqual([]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const size of [VIEWPORT, PHONE]) {
        await page.setViewportSize(size);
        expect(await violations(page)).toEqual([]);
        const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
        await page.screenshot({
          path: `${SCREENSHOTS}plans-made-${colorScheme}-${size.width}.png`,
          fullPage: true,
        });
      }
    }
    await page.setViewportSize(VIEWPORT);
  });

  it("takes a step on and its progress, by keys alone, and has it after a reload", async () => {
    const step = page.locator("[data-step=shift_hours]").first();
    await step.getByRole("button", { name: /^Take on/ }).focus();
    await page.keyboard.press("Enter");
    await step.getByText("· taken on").waitFor();
    await step.getByLabel(/^Progress, %/).fill("50");
    await page.keyboard.press("Enter");
    await step.getByText(/^Last report/).waitFor();
    const progress = async (): Promise<number | undefined> => {
      const { projects } = await visit.client.must<{ projects: { id: string; progress: number }[] }>(
        "GET",
        "/api/portfolio",
      );
      return projects.find(({ id }) => id === "P1")?.progress;
    };
    await expect.poll(progress).toBe(0.5);
    await page.reload();
    await page.locator("[data-step=shift_hours]").first().getByText("· taken on").waitFor();
    await page
      .locator("[data-plan]")
      .first()
      .getByText(/: taken on$/)
      .waitFor();
  });

  it("keeps what it showed when the network goes, and says so", async () => {
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Look now" }).click();
    await page.getByText("The server does not answer.").first().waitFor();
    expect(await page.locator("[data-step]").count()).toBeGreaterThan(1);
    expect(await page.locator("[data-insight]").count()).toBeGreaterThan(1);
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Look now" }).click();
    await page.getByText("The server does not answer.").first().waitFor({ state: "detached" });
  });

  it("speaks German", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    await page.reload();
    await page.getByRole("heading", { name: "Was auffällt" }).waitFor();
    expect(await page.locator("[data-insight=pace_short]").first().innerText()).toMatch(
      /„.+“ braucht \d+,\d/,
    );
    await page.screenshot({ path: `${SCREENSHOTS}plans-german-1440.png`, fullPage: true });
  });
});
