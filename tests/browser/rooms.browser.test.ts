/** Every room, light and dark, on a phone and on a laptop: no axe violation, nothing beyond the window, keys alone. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Product, startProduct } from "../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { walkWithKeys } from "./keyboard-walk.ts";
import { type RoomPlace, ROOMS, roomCalled } from "./rooms.ts";

const executablePath = chromiumPath();
const SCREENSHOTS = fileURLToPath(new URL("../../test-results/screenshots/", import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** Script: width of the page beyond the window, px. */
const BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

describe.skipIf(executablePath === undefined)(`the rooms (${CHROMIUM_HINT})`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    product = await startProduct();
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-background-networking"],
    });
    page = await browser.newPage({ viewport: SIZES[0]!, locale: "en-GB" });
    await page.goto(product.url);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("button", { name: "Load the example" }).click();
    await page.locator("[data-escape-state]").waitFor();
    await page.getByRole("button", { name: "Play a recorded session" }).click();
    await page.locator("canvas").first().waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  async function enter({ path, landmark }: RoomPlace): Promise<void> {
    await page.goto(product.url + path);
    await page.locator(landmark).first().waitFor();
  }

  describe.each(ROOMS)("$name", (room) => {
    it.each(["light", "dark"] as const)("is accessible and fits, %s", async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await enter(room);
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate<number>(BEYOND)).toBeLessThanOrEqual(0);
        const path = `${SCREENSHOTS}${room.name}-${colorScheme}-${size.width}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    });
  });

  it.each([320, 3840])("fits a window of %i px, in every room and language", async (width) => {
    for (const language of ["en", "de"]) {
      await page.evaluate(`localStorage.setItem("trajectory.language", "${language}")`);
      await page.setViewportSize({ width, height: 900 });
      for (const { name, path } of ROOMS) {
        await page.goto(product.url + path);
        await page.locator("main h1, main h2").first().waitFor();
        expect(await page.evaluate<number>(BEYOND), `${name} ${language}`).toBeLessThanOrEqual(0);
      }
    }
    await page.evaluate('localStorage.removeItem("trajectory.language")');
  });

  it.each(ROOMS)("$name can be walked through with the keyboard alone", async (room) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(SIZES[0]!);
    await enter(room);
    const { stops, missed, unseen } = await walkWithKeys(page);
    expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
    expect(stops).toBeGreaterThan(10);
  });

  it("can be read point by point with the keyboard, and is live again with Escape", async () => {
    await page.setViewportSize(SIZES[0]!);
    await enter(roomCalled("now"));
    const cursor = page.getByRole("slider", { name: /^Acceleration/ });
    await cursor.focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByText(/^Paused at/).waitFor();
    const before = await cursor.getAttribute("aria-valuetext");
    await page.keyboard.press("PageDown");
    await expect.poll(() => cursor.getAttribute("aria-valuetext")).not.toBe(before);
    expect(before).toMatch(/x −?\d.*, y −?\d.*, z −?\d/);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Pause" }).waitFor();
  });

  it("adds a goal and takes it back, with keys alone", async () => {
    await enter(roomCalled("life"));
    await page.getByRole("button", { name: "Add a goal" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Learn to sail");
    await page.keyboard.press("Enter");
    await page.getByText("“Learn to sail” saved.").waitFor();
    await page.getByRole("button", { name: "Change: Learn to sail" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Change: Learn to sail" }).waitFor({ state: "detached" });
  });

  it("reminds of what was entered when its time has come", async () => {
    await enter(roomCalled("life"));
    for (const [text, at] of [
      ["Water the plants", "2099-05-01T08:00"],
      ["Call the bank", "2026-01-01T08:00"],
    ] as const) {
      await page.getByRole("button", { name: "Add a reminder" }).click();
      await page.getByLabel("What of").fill(text);
      await page.getByLabel("When").fill(at);
      await page.getByLabel("Again").selectOption("every week");
      if (at < "2027") await page.getByLabel("Again").selectOption("never");
      await page.getByRole("button", { name: "Save" }).click();
    }
    await page.getByText("1 May 2099, 08:00:00, every week").waitFor();
    // Long overdue, so it came as soon as it was set.
    await page.getByRole("button", { name: "Change: Call the bank" }).waitFor({ state: "detached" });
    await enter(roomCalled("now"));
    await page.getByText("Reminder: “Call the bank”").waitFor();
  });

  it("keeps what is entered without network, and sends it when the network is back", async () => {
    await enter(roomCalled("life"));
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Add a goal" }).click();
    await page.getByLabel("Name").fill("Cross the sea");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 change waits for the server").waitFor();
    await page.getByRole("button", { name: "Change: Cross the sea" }).waitFor();
    await page.context().setOffline(false);
    await page.getByText("1 change waits for the server").waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("button", { name: "Change: Cross the sea" }).waitFor();
  });

  it("goes from skill to skill with the arrow keys, and says why each is believed", async () => {
    await enter(roomCalled("skills"));
    const graph = page.getByRole("slider", { name: /^Graph of 5 skills/ });
    await graph.focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => graph.getAttribute("aria-valuetext")).toMatch(/, between/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => graph.getAttribute("aria-valuetext")).toMatch(/^Real-time systems/);
    await page.getByRole("heading", { name: "Real-time systems" }).waitFor();
    await page.getByRole("rowheader", { name: "before any evidence" }).waitFor();
  });

  it("connects two skills and takes it back", async () => {
    await enter(roomCalled("skills"));
    await page.getByRole("button", { name: /^Public speaking/ }).click();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByLabel("Skill", { exact: true }).selectOption({ label: "TypeScript" });
    await page.getByRole("button", { name: "Save" }).click();
    const disconnect = page.getByRole("button", { name: "Disconnect: TypeScript" });
    await disconnect.waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await disconnect.waitFor({ state: "detached" });
  });

  it("shows the actors of a person as statecharts, and pauses and resumes them", async () => {
    await enter(roomCalled("server"));
    await page.getByText(/^In state live\.\w+ after event/).waitFor();
    await page.getByLabel("Actor", { exact: true }).selectOption("life");
    await page.getByText(/^In state (bound|escaped) after event/).waitFor();
    await page.getByRole("button", { name: "Pause: Ada" }).click();
    await page.getByText(/^paused ·/).waitFor();
    await page.getByRole("button", { name: "Resume: Ada" }).click();
    await page.getByText(/^(active|at rest) ·/).waitFor();
  });

  it("speaks German, in every room", async () => {
    await page.evaluate("localStorage.setItem('trajectory.language', 'de')");
    for (const { path } of ROOMS) {
      await page.goto(product.url + path);
      await page.getByRole("link", { name: "Ziele und Projekte" }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("de");
    }
    // What the server says of itself and of what it plays, too.
    await enter({ ...roomCalled("server"), landmark: "text=vier je Person" });
    await page.getByText("Sekunden, Minuten und Stunden der Messwerte").waitFor();
    await enter({ ...roomCalled("now"), landmark: "text=iPhone (Aufnahme)" });
  });
});
