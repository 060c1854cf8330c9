/** What happens while nobody looks: counted at the bell, read by opening it, and still read after a reload. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, VIEWPORT, type Visit } from "./visit.ts";

const executablePath = chromiumPath();
const LONG_AGO = Date.UTC(2026, 0, 1, 8);
const RESUME = "Jane Doe\n\nI have used Kotlin every day for five years.";
const SCROLLED = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe.skipIf(executablePath === undefined)(`notifications (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
    await page.goto(visit.product.url);
    await page.locator("[data-feed=live]").waitFor();
    // What the example brought is read.
    await bell().click();
    await page.keyboard.press("Escape");
    await bell("Notifications").waitFor();
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  const bell = (name: string | RegExp = /notification/i) =>
    page.getByRole("banner").getByRole("button", { name, exact: true });
  const list = () => page.getByRole("dialog", { name: "Notifications" });

  /** Long overdue, so it comes as soon as it is set. */
  async function remind(text: string): Promise<void> {
    const reminder = { id: `reminder-${text.length}`, text, at: LONG_AGO };
    const order = { id: crypto.randomUUID(), payload: { reminder } };
    await visit.client.must("POST", "/api/commands/life/set_reminder", order);
  }

  it("counts a reminder that came, and opens the way to its room with keys alone", async () => {
    await remind("Call the bank");
    await bell("1 unread notification").focus();
    await page.keyboard.press("Enter");
    const line = list().getByRole("link", { name: "New: Reminder: “Call the bank”" });
    await line.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await list().waitFor({ state: "detached" });
    // What Escape leaves has the focus again.
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toBe("Notifications");
    await page.keyboard.press("Enter");
    await list()
      .getByRole("link", { name: /^Reminder: “Call the bank”/ })
      .focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/life$/);
    await list().waitFor({ state: "detached" });
  });

  it("keeps it read after a reload, and counts what comes then", async () => {
    await page.reload();
    await page.locator("[data-feed=live]").waitFor();
    await bell("Notifications").waitFor();
    await remind("Water the plants");
    await bell("1 unread notification").click();
    await list().getByText("Reminder: “Water the plants”").waitFor();
    await list().getByText("Reminder: “Call the bank”").waitFor();
    await page.keyboard.press("Escape");
  });

  it("holds more than the newest events, which is all that the server sends again", async () => {
    await remind("Buried");
    await bell("1 unread notification").waitFor();
    const { goals } = await visit.client.must<{ goals: { id: string }[] }>("GET", "/api/portfolio");
    for (let i = 0; i < 60; i++) {
      const payload = { goal: { ...goals[0]!, name: `Goal ${i}` } };
      await visit.client.must("POST", "/api/commands/life/set_goal", { id: crypto.randomUUID(), payload });
    }
    await page.getByRole("button", { name: "Change: Goal 59" }).waitFor();
    await page.reload();
    await page.locator("[data-feed=live]").waitFor();
    await bell("1 unread notification").click();
    await list().getByText("Reminder: “Buried”").waitFor();
    await page.keyboard.press("Escape");
  });

  it("tells of a document that was read while the page was closed", async () => {
    const { url } = visit.product;
    await page.goto("about:blank");
    const headers = { "content-type": "application/octet-stream" };
    const sent = await page.request.post(`${url}/api/documents?name=resume.txt`, { headers, data: RESUME });
    expect(sent.status()).toBeLessThan(300);
    await expect
      .poll(async () => {
        const { jobs } = await visit.client.must<{ jobs: { state: string }[] }>("GET", "/api/jobs");
        return jobs[0]?.state;
      })
      .toBe("done");
    await page.goto(url);
    await bell("1 unread notification").click();
    await list().getByRole("link", { name: "New: Reading a document: done" }).click();
    await page.waitForURL(/\/documents$/);
    await page.reload();
    await page.locator("[data-feed=live]").waitFor();
    await bell("Notifications").waitFor();
  });

  it("shows no count in quiet hours, and still lists what came", async () => {
    await page.goto(`${visit.product.url}/settings`);
    await page.getByLabel("Quiet from").fill("00:00");
    await page.getByLabel("Quiet until").fill("23:59");
    await page.clock.setFixedTime(new Date(2026, 10, 24, 12));
    await remind("Sleep");
    await page.reload();
    await page.locator("[data-feed=live]").waitFor();
    expect(await page.getByLabel("Quiet until").inputValue()).toBe("23:59");
    await page.getByLabel("Quiet until").fill("");
    await bell("1 unread notification").waitFor();
    await page.getByLabel("Quiet until").fill("23:59");
    await bell("Notifications").click();
    await list().getByRole("link", { name: "New: Reminder: “Sleep”" }).waitFor();
    await page.keyboard.press("Escape");
  });

  it.each(["light", "dark"] as const)("fits a phone in both languages, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [language, title] of [
      ["de", "Meldungen"],
      ["en", "Notifications"],
    ] as const) {
      await page.evaluate(`localStorage.setItem("trajectory.language", "${language}")`);
      await page.goto(visit.product.url);
      await page.locator("[data-feed=live]").waitFor();
      await bell(title).click();
      const open = page.getByRole("dialog", { name: title });
      await open.getByText("Call the bank").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate<number>(SCROLLED)).toBeLessThanOrEqual(0);
      const box = await open.boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(390);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize(VIEWPORT);
  });
});
