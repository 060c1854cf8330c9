/** A person's own gestures: marked in a session by keys, ready with the second example, renamed, taken back. */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAND, type HandMove, handTrack } from "@trajectory/ingest/testing/hand.ts";
import { cutTrack } from "@trajectory/ingest/testing/signals.ts";
import { RawDevice } from "../device.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [VIEWPORT, { width: 390, height: 844 }];
const LIMIT_MS = 60_000;
/** Questions about signals are counted, so many a minute. */
const SLOWLY = { timeout: LIMIT_MS, interval: 500 };

describe.skipIf(executablePath === undefined)(`the Gestures screen (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;
  let userId: string;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    visit = await startVisit(executablePath ?? "");
    ({
      user: { id: userId },
    } = await visit.client.must<{ user: { id: string } }>("GET", "/api/me"));
    page = await visit.open();
    page.setDefaultTimeout(LIMIT_MS);
  });

  afterAll(() => visit?.[Symbol.asyncDispose]());

  /** A session of a hand that makes moves every 4 s, seen from afar when this is over. */
  async function record(moves: readonly HandMove[], seed: number): Promise<string> {
    const startUs = Date.now() * 1_000;
    const seconds = 4 * moves.length + 3;
    const made = moves.map((move, i) => ({ move, atS: 2 + 4 * i, seconds: 1 + 0.05 * i }));
    const sessionId = randomUUID();
    const device = await new RawDevice(visit.product.url).open();
    device.hello(visit.client.token, sessionId, { streams: [HAND] });
    await device.answer("welcome");
    for (const block of cutTrack(handTrack(seconds, startUs, made, seed), [])) device.send({ block });
    device.send({ end: { counts: [{ stream: HAND.id, captured: seconds * 100, dropped: 0 }] } });
    await device.answer("ended");
    const path = `/api/signals/${userId}/sessions/${sessionId}/overview?points=100`;
    await expect
      .poll(async () => (await visit.client.must<{ streams: object[] }>("GET", path)).streams.length, SLOWLY)
      .toBe(1);
    return sessionId;
  }

  const teach = () => page.getByRole("region", { name: "Teach a gesture" });
  const yours = () => page.getByRole("region", { name: "Gestures", exact: true });

  /** The move at a place of the session is looked for by keys, and kept under a name. */
  async function keep(place: number, name: string): Promise<void> {
    const around = teach().getByRole("slider", { name: "Look around" });
    await around.focus();
    await page.keyboard.press("Home");
    for (let half = 0; half < 2 * (2.5 + 4 * place); half++) await page.keyboard.press("ArrowRight");
    // The likely gesture there is marked when its samples have come.
    await teach()
      .locator(`form[data-around="${await around.inputValue()}"]`)
      .waitFor();
    const begins = teach().getByRole("slider", { name: "The gesture begins" });
    expect(Number(await begins.inputValue())).toBeLessThan(Number(await around.inputValue()));
    const field = teach().getByLabel("Name of the gesture");
    await field.fill(name);
    await page.keyboard.press("Enter");
    await teach().getByText(`Kept as an example of “${name}”.`).waitFor();
  }

  it("says that there is nothing to teach from, and nothing taught", async () => {
    await page.goto(`${visit.product.url}/settings`);
    await page.getByRole("link", { name: "Your own gestures" }).click();
    await teach()
      .getByText(/^No session says yet how your phone turned/)
      .waitFor();
    await yours().getByText("There are no gestures yet.").waitFor();
    await page.getByText("Nothing was recognised yet.").waitFor();
  });

  it("keeps what is marked as an example, says when it is ready, and what it would have said", async () => {
    await record(["swipe", "twist"], 1);
    await record(["swipe", "circle"], 2);
    await page.reload();
    await teach()
      .getByText(/^Marked: /)
      .first()
      .waitFor();
    await teach().getByRole("button", { name: "Keep as an example" }).click();
    await teach().getByText("Give the gesture a name.").waitFor();
    await keep(0, "next song");
    await yours().getByText("Not ready yet: show one of them a second time.").waitFor();
    const sessions = teach().getByLabel("Session");
    const other = await sessions.locator("option").nth(1).getAttribute("value");
    await sessions.selectOption(other);
    await keep(0, "next song");
    await yours()
      .getByText(/^Ready: gestures are recognised/)
      .waitFor();
    await yours().getByText("2 examples").waitFor();
  });

  it("refuses a part without a gesture, with what is wrong with it", async () => {
    const begins = teach().getByRole("slider", { name: "The gesture begins" });
    await begins.focus();
    await page.keyboard.press("Home");
    await teach().getByRole("slider", { name: "It takes" }).focus();
    await page.keyboard.press("Home");
    await teach().getByLabel("Name of the gesture").fill("nothing");
    await page.keyboard.press("Enter");
    await teach()
      .getByRole("alert")
      .getByText(/hardly turns/)
      .waitFor();
  });

  it("tells what was recognised, and leads to its session", async () => {
    // Every node looks for new examples each ten seconds; this one was told.
    const sessionId = await record(["swipe", "swipe"], 3);
    const path = `/api/gestures/${userId}`;
    await expect
      .poll(
        async () => (await visit.client.must<{ recognised: object[] }>("GET", path)).recognised.length,
        SLOWLY,
      )
      .toBeGreaterThan(0);
    await page.reload();
    const recognised = page.getByRole("region", { name: "Recognised" });
    await recognised.getByText("next song").first().waitFor();
    const link = recognised.getByRole("link").first();
    expect(await link.getAttribute("href")).toBe(`/session?session=${sessionId}`);
  });

  it.each(["light", "dark"] as const)("is accessible and fits, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.reload();
      await teach()
        .getByText(/^Marked: /)
        .first()
        .waitFor();
      await yours().getByText("2 examples").waitFor();
      expect(await violations(page)).toEqual([]);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: `${SCREENSHOTS}gestures-${colorScheme}-${size.width}.png`,
        fullPage: true,
      });
    }
    await page.setViewportSize(VIEWPORT);
  });

  it("gives another name, takes an example back, and says what fails", async () => {
    await page.route(/\/api\/gestures\//, (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort(),
    );
    await yours().getByRole("button", { name: "Rename next song" }).click();
    await yours().getByLabel("New name").fill("skip");
    await page.keyboard.press("Enter");
    await yours().getByRole("alert").waitFor();
    await page.unroute(/\/api\/gestures\//);
    await yours().getByLabel("New name").press("Enter");
    await yours().getByRole("button", { name: "Rename skip" }).waitFor();
    await yours()
      .getByRole("button", { name: /^Remove the example of skip from/ })
      .first()
      .click();
    await yours().getByText("1 example: one more is needed until it is recognised well.").waitFor();
    await yours().getByText("Not ready yet: show one of them a second time.").waitFor();
  });

  it("speaks German", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    await page.reload();
    await page.getByRole("heading", { name: "Deine eigenen Gesten" }).waitFor();
    await page
      .getByText(/^Markiert: /)
      .first()
      .waitFor();
  });
});
