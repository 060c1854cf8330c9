/** The nights in which clocks change, as somebody in Berlin sees them: axes, times, days of 23 and 25 hours. */
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawDevice } from "../device.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { signIn, startVisit, VIEWPORT, type Visit } from "./visit.ts";

const executablePath = chromiumPath();
const PATIENCE = { timeout: 60_000 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Clocks go from two to three, and from three to two. */
const SPRING = Date.parse("2026-03-29T01:00:00Z");
const AUTUMN = Date.parse("2026-10-25T01:00:00Z");
const RATE = { id: 1, kind: 2, channels: ["bpm"], nominalHz: 1 };

describe.skipIf(executablePath === undefined)(`when clocks change (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;
  let userId: string;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    userId = (await visit.client.must<{ user: { id: string } }>("GET", "/api/me")).user.id;
    await visit.client.must("PUT", "/api/settings", { timeZone: "Europe/Berlin" });
    const context = await visit.browser.newContext({
      viewport: VIEWPORT,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    await signIn(context, visit.product, visit.client);
    page = await context.newPage();
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  /** Heart rates of so many seconds, one a second, all the same; summed up when it returns. */
  async function importRates(startMs: number, seconds: number, bpm: number): Promise<string> {
    const rows = Array.from({ length: seconds }, (_, i) => `${(startMs + i * 1_000) * 1_000},${bpm}`);
    const response = await fetch(`${visit.product.url}/api/sessions/import?name=rates.csv`, {
      method: "POST",
      headers: { cookie: visit.client.cookie, "content-type": "text/csv" },
      body: ["time_us,heart_rate.bpm (bpm)", ...rows].join("\n"),
    });
    expect(response.status).toBe(200);
    const { sessionId } = (await response.json()) as { sessionId: string };
    const path = `/api/signals/${userId}/sessions/${sessionId}/overview?points=100`;
    await expect
      .poll(() => visit.client.must("GET", path), PATIENCE)
      .toMatchObject({ first: startMs, last: startMs + (seconds - 1) * 1_000 });
    return sessionId;
  }

  async function position(): Promise<string> {
    return String(
      await page.getByRole("slider", { name: "Time", exact: true }).getAttribute("aria-valuetext"),
    );
  }

  it("replays a session over the doubled hour, and tells its two halves apart", async () => {
    const sessionId = await importRates(AUTUMN - 60_000, 120, 71);
    await page.goto(`${visit.product.url}/session?session=${sessionId}`);
    await page.getByRole("heading", { name: /^Session of/ }).waitFor({ timeout: 60_000 });
    await expect.poll(position, PATIENCE).toBe("25 Oct 2026, 02:59:00 CEST, 0:00 of 1:59");
    await page.getByRole("slider", { name: "Time", exact: true }).fill("90");
    await expect.poll(position, PATIENCE).toBe("25 Oct 2026, 02:00:30 CET, 1:30 of 1:59");
    await page.getByRole("heading", { name: "At 02:00:30 CET" }).waitFor();
  });

  it("replays a session over the hour that there is not", async () => {
    const sessionId = await importRates(SPRING - 60_000, 120, 73);
    await page.goto(`${visit.product.url}/session?session=${sessionId}`);
    await page.getByRole("heading", { name: /^Session of/ }).waitFor({ timeout: 60_000 });
    await expect.poll(position, PATIENCE).toBe("29 Mar 2026, 01:59:00, 0:00 of 1:59");
    await page.getByRole("slider", { name: "Time", exact: true }).fill("90");
    await expect.poll(position, PATIENCE).toBe("29 Mar 2026, 03:00:30, 1:30 of 1:59");
  });

  it("counts 25 and 23 hours to these days, in the table of days and in what the server sums up", async () => {
    // The first and the last minute of each day, and the minutes beside it, which belong to its neighbours.
    const ends = { autumn: AUTUMN + 22 * HOUR, spring: SPRING + 21 * HOUR };
    const starts = { autumn: AUTUMN - 3 * HOUR, spring: SPRING - 2 * HOUR };
    for (const night of ["autumn", "spring"] as const) {
      await Promise.all([
        importRates(starts[night] - MINUTE, 60, 50),
        importRates(starts[night], 60, 60),
        importRates(ends[night] - MINUTE, 60, 80),
        importRates(ends[night], 60, 90),
      ]);
      // The days beside it too: what the page asks for is there then.
      const span = `from=${starts[night] - HOUR}&to=${ends[night] + HOUR}`;
      const path = `/api/signals/${userId}/summary?by=day&${span}`;
      await expect
        .poll(async () => {
          const { periods } = await visit.client.must<{
            periods: { from: number; to: number; channels: { min: number; max: number }[] }[];
          }>("GET", path);
          return periods.map(({ from, to, channels: [rate] }) => [from, to, rate?.min, rate?.max]);
        }, PATIENCE)
        .toEqual([
          [starts[night] - 24 * HOUR, starts[night], 50, 50],
          [starts[night], ends[night], 60, 80],
          [ends[night], ends[night] + 24 * HOUR, 90, 90],
        ]);
      await page.goto(`${visit.product.url}/history?from=${starts[night] - HOUR}&to=${ends[night] + HOUR}`);
      const days = page.getByRole("region", { name: "Days of this time" });
      await page.getByLabel("Feature", { exact: true }).selectOption("heart_rate.bpm");
      const rows = days.getByRole("row");
      await expect.poll(() => rows.count(), PATIENCE).toBe(4);
      const text = async (row: number): Promise<string[]> =>
        rows.nth(row).locator("th, td").allTextContents();
      const [day, before, after] =
        night === "autumn"
          ? ["25 Oct 2026", "24 Oct 2026", "26 Oct 2026"]
          : ["29 Mar 2026", "28 Mar 2026", "30 Mar 2026"];
      expect((await text(1))[0]).toBe(after);
      expect(await text(2)).toEqual([day, expect.stringMatching(/^7\d\./), "60.00", "80.00"]);
      expect((await text(3))[0]).toBe(before);
    }
  });

  it("labels the axis of History with both hours, and keeps a time of the second one", async () => {
    await page.goto(`${visit.product.url}/history?from=${AUTUMN - HOUR}&to=${AUTUMN + HOUR}`);
    const axis = page.getByRole("region", { name: "η over time" });
    await axis.getByText("02:30 CEST", { exact: true }).first().waitFor();
    await axis.getByText("02:30 CET", { exact: true }).first().waitFor();
    await page.goto(`${visit.product.url}/history?from=${AUTUMN + 10 * MINUTE}&to=${AUTUMN + 40 * MINUTE}`);
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByLabel("To", { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get("from")).toBe(String(AUTUMN + 10 * MINUTE));
  });

  it("shows a live session over the doubled hour, in order", async () => {
    await page.goto(`${visit.product.url}/session`);
    await page.locator("[data-feed=live]").waitFor();
    const device = await new RawDevice(visit.product.url).open();
    device.hello(visit.client.token, randomUUID(), {
      deviceModel: "in the night",
      streams: [{ ...RATE, nominalHz: 10 }],
    });
    await device.answer("welcome");
    const startUs = (AUTUMN - 5_000) * 1_000;
    for (let second = 0; second < 10; second++) {
      const dtUs = Array.from({ length: 10 }, (_, i) => (i === 0 ? 0 : 100_000));
      const t0Us = startUs + second * 1_000_000;
      device.send({ block: { stream: 1, firstSeq: second * 10, t0Us, dtUs, samples: dtUs.map(() => 70) } });
    }
    await expect.poll(() => device.acknowledged, PATIENCE).toBe(100);
    // The one before it is shown until its blocks are here.
    await page.getByRole("row", { name: "heart rate 10.0 Hz 100 0" }).waitFor(PATIENCE);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    const time = page.getByRole("slider", { name: "Time", exact: true });
    const text = async (): Promise<string> => String(await time.getAttribute("aria-valuetext"));
    await time.fill("2");
    await expect.poll(text, PATIENCE).toMatch(/^02:59:5\d CEST$/);
    await time.fill("8");
    await expect.poll(text, PATIENCE).toMatch(/^02:00:0\d CET$/);
    device.socket.close();
  });
});
