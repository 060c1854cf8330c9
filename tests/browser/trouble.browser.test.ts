/** Bad networks and clocks, against the real server: the screen is right again without a reload, and says what happened. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { CuttingProxy } from "../services/cutting-proxy.ts";
import { play, startVisit, type Visit } from "./visit.ts";

const executablePath = chromiumPath();
const HOUR_MS = 3_600_000;
const BACKLOG = 10_000;

describe.skipIf(executablePath === undefined)(`in trouble (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let proxy: CuttingProxy;
  /** Where the proxy leads; undefined: nothing answers there. */
  let port: number | undefined;
  let again: Product | undefined;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    port = Number(new URL(visit.product.url).port);
    proxy = await CuttingProxy.start(() => port);
  });
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await again?.[Symbol.asyncDispose]();
    await visit?.[Symbol.asyncDispose]();
  });

  /** A page behind the proxy whose clock can be moved. */
  async function open(path: string, clockAheadMs = 0): Promise<Page> {
    const page = await visit.open();
    await page.clock.install({ time: Date.now() + clockAheadMs });
    await page.goto(`http://localhost:${proxy.port}${path}`);
    await page.locator("[data-feed=live]").waitFor();
    return page;
  }

  function cut(): void {
    port = undefined;
    proxy.cut();
  }

  /** Moves the clock until what is waited for is there: pauses between two tries need not be slept through. */
  async function passUntil(page: Page, selector: string, stepMs = 5_000): Promise<void> {
    await expect
      .poll(
        async () => {
          await page.clock.runFor(stepMs);
          return page.locator(selector).count();
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
  }

  const setGoal = (name: string, importance = 0.1) =>
    visit.client.must("POST", "/api/commands/life/set_goal", {
      id: crypto.randomUUID(),
      payload: { goal: { id: name.toLowerCase().replaceAll(/\W+/g, "-"), name, importance } },
    });

  it("notices a network that swallows everything, and catches up in the middle of a session", async () => {
    const page = await open("/session");
    await play(visit.client, 1);
    await page.locator("canvas").first().waitFor();
    proxy.freeze();
    await passUntil(page, "[data-feed=waiting]");
    expect(await page.locator("[data-feed]").innerText()).toMatch(/Connection lost, next try in \d+ s/);
    await setGoal("Set while away");
    await page.clock.runFor(30_000);
    proxy.cut();
    proxy.thaw();
    await passUntil(page, "[data-feed=live]");
    await page.getByRole("button", { name: /^Back after [3-9]\d s/ }).click();
    await page.getByText(/^The connection was lost. [1-9]\d* events? came meanwhile/).waitFor();
    // The session goes on: the newest second moves.
    const facts = page.getByRole("slider", { name: /^Acceleration/ });
    const before = await facts.getAttribute("aria-valuetext");
    await expect.poll(() => facts.getAttribute("aria-valuetext"), { timeout: 20_000 }).not.toBe(before);
    await page.getByRole("link", { name: "Goals and projects" }).click();
    await page.getByRole("button", { name: "Change: Set while away" }).waitFor();
    await page.context().close();
  });

  it("keeps what two tabs enter without the server, also of the one that is closed", async () => {
    const one = await open("/life");
    const two = await one.context().newPage();
    await two.goto(one.url());
    await two.locator("[data-feed=live]").waitFor();
    await setGoal("Seen in both");
    for (const page of [one, two]) await page.getByRole("button", { name: "Change: Seen in both" }).waitFor();
    cut();
    for (const [page, name] of [
      [one, "From the first"],
      [two, "From the second"],
    ] as const) {
      await page.getByRole("button", { name: "Add a goal" }).click();
      await page.getByLabel("Name").fill(name);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("1 change waits for the server").waitFor();
    }
    await two.close();
    port = Number(new URL(visit.product.url).port);
    const later = await one.context().newPage();
    await later.goto(one.url());
    for (const name of ["From the first", "From the second"])
      await later.getByRole("button", { name: `Change: ${name}` }).waitFor();
    await later.getByText(/waits? for the server/).waitFor({ state: "detached" });
    await expect
      .poll(async () => {
        const { goals } = await visit.client.must<{ goals: { name: string }[] }>("GET", "/api/portfolio");
        return goals.map(({ name }) => name).filter((name) => name.startsWith("From the"));
      })
      .toEqual(["From the first", "From the second"]);
    await one.context().close();
  });

  it("is right again in a tab of yesterday, after ten thousand events", { timeout: 180_000 }, async () => {
    const page = await open("/life");
    cut();
    await passUntil(page, "[data-feed=waiting]", 100);
    for (let i = 0; i < BACKLOG; i += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, k) => setGoal("Set again and again", (i + k + 1) / BACKLOG)),
      );
    await setGoal("The last of them");
    await page.clock.fastForward(24 * HOUR_MS);
    port = Number(new URL(visit.product.url).port);
    const startedAt = performance.now();
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await passUntil(page, "[data-feed=live]", 1_000);
    await page.getByRole("button", { name: "Change: The last of them" }).waitFor();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await page.getByRole("button", { name: /^Back after 24 h/ }).click();
    await page.getByText(/10,0\d\d events came meanwhile/).waitFor();
    await page.context().close();
  });

  it("takes what is entered at the right time by a device whose clock is wrong, and says that it is", async () => {
    for (const [ahead, words] of [
      [3 * HOUR_MS, "3 h ahead of"],
      [-3 * HOUR_MS, "3 h behind"],
    ] as const) {
      const page = await open("/skills", ahead);
      await page.getByRole("button", { name: "Clock differs" }).click();
      await page.getByText(`This device's clock is ${words} the server's.`).waitFor();
      await page.keyboard.press("Escape");
      const enteredAt = Date.now();
      await page.getByRole("button", { name: /^TypeScript/ }).click();
      await page.getByRole("button", { name: "Add evidence" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
      const { evidence } = await visit.client.must<{ evidence: { t: number }[] }>("GET", "/api/portfolio");
      const newest = Math.max(...evidence.map(({ t }) => t));
      expect(Math.abs(newest - enteredAt)).toBeLessThan(60_000);
      await page.context().close();
    }
  });

  it("writes times anew when its owner has travelled", async () => {
    const page = await open("/");
    const cdp = await page.context().newCDPSession(page);
    const time = page.locator("main time").first();
    const at = await time.getAttribute("datetime");
    for (const [timezoneId, hours] of [
      ["Europe/Berlin", 1],
      ["Asia/Tokyo", 9],
    ] as const) {
      await cdp.send("Emulation.setTimezoneOverride", { timezoneId });
      await page.clock.runFor(20_000);
      const local = new Date(at ?? "");
      local.setUTCHours(local.getUTCHours() + hours);
      await expect.poll(() => time.innerText()).toContain(local.toISOString().slice(11, 16));
    }
    await page.context().close();
  });

  it("comes back after a restart of the server, with what was entered meanwhile", async () => {
    const page = await open("/life");
    await visit.product.kill();
    cut();
    await passUntil(page, "[data-feed=waiting]", 100);
    await page.getByRole("button", { name: "Add a goal" }).click();
    await page.getByLabel("Name").fill("Entered while it was down");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 change waits for the server").waitFor();
    again = await startProduct({ dataDir: visit.product.dataDir });
    port = Number(new URL(again.url).port);
    await passUntil(page, "[data-feed=live]");
    await page.getByText("1 change waits for the server").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Back after/ }).waitFor();
    await page.getByRole("button", { name: "Change: Entered while it was down" }).waitFor();
    await page.context().close();
  });
});
