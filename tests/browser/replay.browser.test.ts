/** A past session on the screen: play, scrub, keys, markers, a second session beside it; a link shows the same. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const PLAY_LIMIT_MS = 60_000;
/** The machine may have other work. */
const PATIENCE = { timeout: 30_000 };

describe.skipIf(executablePath === undefined)(`a replay (${CHROMIUM_HINT})`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let client: Client;
  let userId: string;
  /** Newest first. */
  let sessions: { sessionId: string; from: number; endedAt: number | null }[];
  const problems: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    product = await startProduct();
    client = new Client(product.url);
    userId = (await client.createOwner()).id;
    await client.must("POST", "/api/demo");
    const [recording] = await client.must<{ id: string }[]>("GET", "/api/recordings");
    for (let count = 1; count <= 2; count++) {
      await client.must("POST", "/api/replays", { recordingId: recording!.id, speed: 20 });
      await vi.waitUntil(
        async () =>
          (await listed()).filter(({ endedAt, from }) => endedAt !== null && from !== null).length === count,
        { timeout: PLAY_LIMIT_MS, interval: 500 },
      );
    }
    sessions = await listed();
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    const context = await browser.newContext({ viewport: SIZES[0]!, locale: "en-GB" });
    await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
    page = await context.newPage();
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
  }, 2 * PLAY_LIMIT_MS);

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  async function listed(): Promise<typeof sessions> {
    return (await client.must<{ sessions: typeof sessions }>("GET", `/api/signals/${userId}/sessions`))
      .sessions;
  }

  async function enter(query = ""): Promise<void> {
    await page.goto(`${product.url}/session?session=${sessions[0]!.sessionId}${query}`);
    await page.locator("canvas").first().waitFor();
  }

  function position(): Promise<string> {
    return page
      .getByRole("slider", { name: "Time", exact: true })
      .getAttribute("aria-valuetext")
      .then(String);
  }

  it("is chosen from the list of sessions, and read at any place of it", async () => {
    await page.goto(`${product.url}/session`);
    await page.getByRole("region", { name: "Sessions" }).getByRole("link").first().click();
    await page.getByRole("heading", { name: /^Session of/ }).waitFor();
    expect(await position()).toMatch(/, 0:00 of 2:5\d$/);
    await page.getByRole("slider", { name: "Time", exact: true }).fill("90");
    await expect.poll(position, PATIENCE).toMatch(/, 1:30 of/);
    await page.getByRole("rowheader", { name: "Share of the time walking", exact: true }).first().waitFor();
    await page.getByText("Every sample is accounted for.").waitFor();
    const value = page.getByRole("slider", { name: /^Acceleration/ });
    await expect.poll(() => value.getAttribute("aria-valuetext")).toMatch(/x −?\d.*, y −?\d.*, z −?\d/);
  });

  it("plays, moves, loops and zooms by keys alone, and says which", async () => {
    await enter();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).getByText("Play or pause").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.locator("body").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(position, PATIENCE).toMatch(/, 0:10 of/);
    await page.keyboard.press("[");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("]");
    await page.getByText(/^Repeats from/).waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await expect.poll(position, PATIENCE).toMatch(/, 0:1[0-2] of/);
    await page.keyboard.press("Space");
    await page.keyboard.press("-");
    await expect.poll(() => page.getByLabel("Shown").inputValue()).toBe("s60");
  });

  it("keeps markers, with the way back, and jumps to them by keys", async () => {
    await enter();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("m");
    await page.getByLabel("Name").fill("First steps");
    await page.keyboard.press("Enter");
    const jump = page.getByRole("button", { name: "Go there: First steps" });
    await jump.waitFor();
    await page.locator("body").focus();
    await page.keyboard.press("Home");
    await expect.poll(position, PATIENCE).toMatch(/, 0:00 of/);
    await page.keyboard.press("n");
    await expect.poll(position, PATIENCE).toMatch(/, 0:10 of/);
    await page.getByRole("button", { name: "Remove: First steps" }).click();
    await jump.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await jump.waitFor();
    await page.reload();
    await jump.waitFor();
    const file = await page.getByRole("link", { name: "Markers as CSV" }).getAttribute("href");
    const { cookie } = client;
    const table = await fetch(product.url + file, { headers: { cookie } });
    expect(await table.text()).toMatch(/^time,[^\n]*name[^\n]*\n[^\n]*First steps/);
  });

  it("shows a second session beside it, and a link shows the same again", async () => {
    await enter(`&at=${Math.round(sessions[0]!.from) + 60_000}&span=m5`);
    await expect.poll(position, PATIENCE).toMatch(/, (0:59|1:00) of/);
    await page.getByRole("slider", { name: "Time", exact: true }).fill("100");
    await expect.poll(position, PATIENCE).toMatch(/, 1:40 of/);
    await page.getByLabel("Another session").selectOption(sessions[1]!.sessionId);
    const table = page.getByRole("table", { name: "Means over each whole session" });
    await table.getByRole("rowheader", { name: "Cadence" }).waitFor();
    await expect.poll(position, PATIENCE).toMatch(/, 1:40 of/);
    await expect
      .poll(() => Number(new URL(page.url()).searchParams.get("at")) - sessions[0]!.from, PATIENCE)
      .toBeGreaterThan(99_000);
    const link = page.url();
    await page.goto(`${product.url}/`);
    await page.goto(link);
    await table.waitFor();
    await expect.poll(position, PATIENCE).toMatch(/, (1:39|1:40) of/);
    expect(await page.getByLabel("Shown").inputValue()).toBe("m5");
  });

  it("can be watched in the past, but not marked there", async () => {
    await enter(`&past=${Math.round(sessions[0]!.from)}`);
    expect(await page.getByRole("button", { name: "Play", exact: true }).isDisabled()).toBe(false);
    expect(await page.getByRole("button", { name: "Set a marker" }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Remove: First steps" }).isDisabled()).toBe(true);
    await page.keyboard.press("m");
    await page.keyboard.press("n");
    await expect.poll(position, PATIENCE).toMatch(/, 0:10 of/);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.goto(`${product.url}/session?past=${Math.round(sessions[0]!.from)}`);
    const say = page.getByRole("region", { name: "Your words" }).getByRole("button").first();
    await say.waitFor();
    expect(await say.isDisabled()).toBe(true);
  });

  it("is marked in the live charts too, and its markers lead from History to their moment", async () => {
    await page.goto(`${product.url}/session`);
    await page.locator("canvas").first().waitFor();
    await page.keyboard.press("m");
    await page.getByLabel("Name").fill("Last seconds");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Go there: Last seconds" }).click();
    await page.getByRole("heading", { name: /^Paused at/ }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}live-marker.png` });
    await page.goto(`${product.url}/history?range=day`);
    const marked = page.getByRole("region", { name: "Markers of this time" });
    await marked.getByRole("link", { name: /Last seconds$/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await marked.getByRole("link", { name: /First steps$/ }).click();
    await page.getByRole("heading", { name: /^Session of/ }).waitFor();
    await expect.poll(position, PATIENCE).toMatch(/, 0:10 of/);
  });

  it("is summed up with the others of its day in History", async () => {
    await page.goto(`${product.url}/history`);
    const days = page.getByRole("region", { name: "Days of this time" });
    await days.getByRole("row").nth(1).waitFor();
    const lowest = days.getByRole("cell").nth(1);
    const cadence = Number(await lowest.textContent());
    expect(cadence).toBeGreaterThan(30);
    await page.getByLabel("Feature", { exact: true }).selectOption("motion.gravity.x");
    await days.getByText(/ g$/).waitFor();
    expect(await lowest.textContent()).toMatch(/^−?[01]\.\d\d$/);
    expect(await violations(page)).toEqual([]);
  });

  it("shows acceleration and rotation in the units that the person chose, on every device", async () => {
    await page.goto(`${product.url}/settings`);
    await page.getByLabel("Acceleration in").selectOption("m/s²");
    await page.getByLabel("Rotation in").selectOption("°/s");
    await expect
      .poll(() => client.must("GET", "/api/settings"), PATIENCE)
      .toMatchObject({ units: { acceleration: "m/s^2", rotation: "deg/s" } });
    const context = await browser.newContext({ viewport: SIZES[0]!, locale: "en-GB" });
    await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
    const other = await context.newPage();
    await other.goto(`${product.url}/session?session=${sessions[0]!.sessionId}`);
    const gravity = other.getByRole("figure", { name: "Gravity" });
    await gravity.getByText("m/s²", { exact: true }).waitFor();
    // At rest the three axes have one g together.
    const length = async (): Promise<number> => {
      const said = await gravity.getByRole("slider").getAttribute("aria-valuetext");
      const axes = [...String(said).matchAll(/[xyz] (−?[\d.]+)/g)].map(([, text = ""]) =>
        Number(text.replace("−", "-")),
      );
      return Math.hypot(...axes);
    };
    await expect.poll(length, PATIENCE).toBeGreaterThan(9.5);
    expect(await length()).toBeLessThan(10.1);
    await expect.poll(() => gravity.locator("p.sr-only").textContent()).toMatch(/ m\/s², between /);
    await gravity.getByText("Values as a table").click();
    await other.getByRole("figure", { name: "Rotation" }).getByText("°/s", { exact: true }).waitFor();
    await other.screenshot({ path: `${SCREENSHOTS}units.png` });
    await other.goto(`${product.url}/history?range=day`);
    await other.getByLabel("Feature", { exact: true }).selectOption("motion.gravity.x");
    const cells = other.getByRole("region", { name: "Days of this time" }).getByRole("cell");
    await expect.poll(() => cells.first().textContent(), PATIENCE).toMatch(/ m\/s²$/);
    const exported = await fetch(
      `${product.url}/api/sessions/${sessions[0]!.sessionId}/export?format=csv&from=1000&to=2000`,
      { headers: { cookie: client.cookie } },
    );
    expect(await exported.text()).toContain("motion.gravity.x (g)");
    await context.close();
    await client.must("PUT", "/api/settings", { units: { acceleration: "g", rotation: "rad/s" } });
  });

  it.each(["light", "dark"] as const)("is accessible and fits, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await enter(`&at=${Math.round(sessions[0]!.from) + 60_000}&with=${sessions[1]!.sessionId}`);
      await page.getByRole("rowheader", { name: "Share of the time walking", exact: true }).first().waitFor();
      expect(await violations(page)).toEqual([]);
      const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: `${SCREENSHOTS}replay-${colorScheme}-${size.width}.png`,
        fullPage: true,
      });
    }
    await page.setViewportSize(SIZES[0]!);
    expect(problems).toEqual([]);
  });

  it("speaks German", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    await enter();
    await page.getByRole("button", { name: "Abspielen" }).waitFor();
    await page.getByRole("heading", { name: "Vergleichen" }).waitFor();
  });
});
