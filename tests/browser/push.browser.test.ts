/**
 * Told while no page is open: switched on in Settings, sent by the server to a push service of this test, decrypted there,
 * and given to the service worker of a real Chromium as its push service would. What the browser's maker runs is not here:
 * a subscription in the page is made by the test.
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type PushService,
  startPushService,
  type SubscribedBrowser,
} from "@trajectory/server/push/testing/push-service.ts";
import type { CDPSession, Page, Worker } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [VIEWPORT, { width: 390, height: 844 }];
const WAIT = { timeout: 30_000 };
const LONG_AGO = Date.UTC(2026, 0, 1, 8);

interface Shown {
  title: string;
  body: string;
  tag: string;
}

describe.skipIf(executablePath === undefined)(`Web Push (${CHROMIUM_HINT})`, () => {
  let service: PushService;
  let browser: SubscribedBrowser;
  let visit: Visit;
  let page: Page;
  let worker: Worker;
  let cdp: CDPSession;
  let registrationId = "";

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    service = await startPushService();
    browser = await service.newBrowser();
    visit = await startVisit(executablePath ?? "", ["--private-hosts", service.host]);
    page = await visit.open();
    const context = page.context();
    // In place of the service of the browser's maker.
    await context.addInitScript(`{
      const subscription = ${JSON.stringify(browser.subscription)};
      let current = null;
      const made = {
        ...subscription,
        toJSON: () => subscription,
        async unsubscribe() {
          sessionStorage.removeItem("subscribed");
          current = null;
          return true;
        },
      };
      Object.assign(PushManager.prototype, {
        getSubscription: async () => current,
        async subscribe() {
          sessionStorage.setItem("subscribed", "yes");
          current = made;
          return current;
        },
      });
      if (location.protocol === "http:" && sessionStorage.getItem("subscribed") === "yes") current = made;
    }`);
    await page.goto(`${visit.product.url}/settings`);
    worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    cdp = await context.newCDPSession(page);
    const registered = Promise.withResolvers<string>();
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first !== undefined) registered.resolve(first.registrationId);
    });
    await cdp.send("ServiceWorker.enable");
    registrationId = await registered.promise;
  });
  afterAll(async () => {
    await visit?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  const panel = (name = "Told while no page is open") => page.getByRole("region", { name });
  const shown = () =>
    worker.evaluate<Shown[]>(
      "self.registration.getNotifications().then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))",
    );
  /** Chromium loses one now and then while a page goes elsewhere: they are given again until they have come. */
  async function deliver(messages: readonly object[], have: () => Promise<boolean>): Promise<void> {
    const give = async (): Promise<boolean> => {
      if (await have()) return true;
      for (const message of messages) {
        await cdp.send("ServiceWorker.deliverPushMessage", {
          origin: visit.product.url,
          registrationId,
          data: JSON.stringify(message),
        });
      }
      return have();
    };
    await expect.poll(give, { ...WAIT, interval: 1_000 }).toBe(true);
  }
  const shows = (count: number) => async () => (await shown()).length === count;
  async function closeAll(): Promise<void> {
    await worker.evaluate(
      "self.registration.getNotifications().then((all) => all.forEach((one) => one.close()))",
    );
    await expect.poll(shown, WAIT).toEqual([]);
  }

  async function remind(text: string): Promise<void> {
    const payload = { reminder: { id: `r-${text.length}`, text, at: LONG_AGO } };
    await visit.client.must("POST", "/api/commands/life/set_reminder", { id: crypto.randomUUID(), payload });
  }

  /** As a click on it would: the browser has none to click here. */
  async function click(tag: string): Promise<void> {
    await worker.evaluate(
      `self.registration.getNotifications({ tag: ${JSON.stringify(tag)} }).then(([notification]) =>
        void self.dispatchEvent(new NotificationEvent("notificationclick", { notification })))`,
    );
  }

  it("asks for nothing by itself, and says where permission was refused", async () => {
    await panel().getByText("This device is not told. The browser asks you once whether it may.").waitFor();
    await panel().getByRole("button", { name: "Tell this device" }).click();
    await panel()
      .getByText(/^This browser does not allow notifications of this page/)
      .waitFor();
    expect(await panel().getByRole("button").count()).toBe(0);
  });

  it("is switched on with a click, and tells what it tells", async () => {
    await page.context().grantPermissions(["notifications"], { origin: visit.product.url });
    await page.reload();
    await panel().getByRole("button", { name: "Tell this device" }).focus();
    await page.keyboard.press("Enter");
    await panel().getByText("This device is told.", { exact: true }).waitFor();
    await panel()
      .getByRole("listitem")
      .getByText(/this device$/)
      .waitFor();
    await panel().getByLabel("Work that is over").uncheck();
    const kinds = async () => {
      const { subscriptions } = await visit.client.must<{ subscriptions: { kinds: string[] }[] }>(
        "GET",
        "/api/push/subscriptions",
      );
      return subscriptions[0]?.kinds;
    };
    await expect.poll(kinds, WAIT).toEqual(["crossing", "reminder", "session"]);
  });

  it("sends a test by the real way, shown although the page is in front", async () => {
    await panel()
      .getByRole("button", { name: /^Send a test to Chrome/ })
      .click();
    await panel().getByText("The push service has taken the test.").waitFor({ timeout: 30_000 });
    const [pushed] = service.pushed;
    await deliver([pushed?.content ?? {}], shows(1));
    await expect
      .poll(shown, WAIT)
      .toEqual([
        { title: "TrajectoryOS", body: "This is how notifications arrive on this device.", tag: "test" },
      ]);
    await closeAll();
  });

  it("shows nothing while the bell is in front, and a notification when it is not", async () => {
    await page.locator("[data-feed=live]").waitFor();
    await remind("Call the bank");
    await expect.poll(() => service.pushed.length, WAIT).toBe(2);
    const content = service.pushed[1]?.content ?? {};
    await worker.evaluate(`{
      const { waitUntil } = ExtendableEvent.prototype;
      ExtendableEvent.prototype.waitUntil = function (work) {
        void work.finally(() => (self.handled = true));
        return waitUntil.call(this, work);
      };
    }`);
    await deliver([content], async () => (await worker.evaluate("self.handled")) === true);
    expect(await shown()).toEqual([]);
    await page.goto("about:blank");
    await deliver([content], shows(1));
    await expect
      .poll(shown, WAIT)
      .toEqual([
        { title: "Reminder", body: "Call the bank", tag: expect.stringMatching(/^reminder /) as string },
      ]);
  });

  it("leads to its room in the page that is open", async () => {
    await page.goto(`${visit.product.url}/skills`);
    await page.locator("[data-feed=live]").waitFor();
    await click((await shown())[0]?.tag ?? "");
    await page.waitForURL(/\/life$/);
    await expect.poll(shown, WAIT).toEqual([]);
  });

  it("leads to a new page where none is open, never elsewhere", async () => {
    await page.goto("about:blank");
    await worker.evaluate(`
      self.opened = [];
      self.clients.openWindow = async (url) => void self.opened.push(url);`);
    const told = { title: "t", body: "b", at: LONG_AGO };
    const elsewhere = { ...told, to: "https://example.org/", tag: "elsewhere" };
    await deliver([elsewhere, { ...told, to: "/documents", tag: "documents" }], shows(2));
    await click("elsewhere");
    await click("documents");
    await expect.poll(() => worker.evaluate("self.opened"), WAIT).toEqual([`${visit.product.url}/documents`]);
  });

  it("tells the server when the browser has another endpoint, or its person other hours", async () => {
    const moved = await service.newBrowser();
    await worker.evaluate(`{
      const keys = ${JSON.stringify(moved.subscription)};
      const event = new ExtendableEvent("pushsubscriptionchange");
      Object.assign(event, { oldSubscription: ${JSON.stringify(browser.subscription)}, newSubscription: { toJSON: () => keys } });
      self.dispatchEvent(event);
    }`);
    const devices = async () => {
      const answer = await visit.client.must<{
        subscriptions: { endpoint: string; kinds: string[]; quiet: object | null; language: string }[];
      }>("GET", "/api/push/subscriptions");
      return answer.subscriptions.map(({ endpoint, kinds, quiet, language }) => ({
        endpoint,
        kinds: kinds.length,
        quiet,
        language,
      }));
    };
    const settled = { kinds: 3, quiet: null, language: "en" };
    await expect.poll(devices, WAIT).toEqual([{ ...settled, endpoint: moved.endpoint }]);
    // The page finds that its browser is where it was, and says so.
    await page.goto(`${visit.product.url}/settings`);
    await page.getByLabel("Quiet from").fill("22:00");
    await page.getByLabel("Quiet until").fill("07:00");
    const quiet = { from: "22:00", to: "07:00" };
    await expect.poll(async () => (await devices()).at(-1)?.quiet, WAIT).toEqual(quiet);
  });

  it.each(["light", "dark"] as const)("is accessible and fits in both languages, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const [language, title] of [
      ["de", "Meldungen ohne offene Seite"],
      ["en", "Told while no page is open"],
    ] as const) {
      await page.evaluate(`localStorage.setItem("trajectory.language", "${language}")`);
      await page.reload();
      await panel(title).getByRole("listitem").first().waitFor();
      for (const size of SIZES) {
        await page.setViewportSize(size);
        expect(await violations(page)).toEqual([]);
        const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
        await panel(title).screenshot({
          path: `${SCREENSHOTS}push-${language}-${colorScheme}-${size.width}.png`,
        });
      }
    }
    await page.setViewportSize(VIEWPORT);
  });

  it("ends when its person signs out", async () => {
    await page.getByRole("button", { name: /Ada/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await page.evaluate("localStorage.getItem('trajectory.push')")).toBe(null);
    expect(service.problems).toEqual([]);
  });
});
