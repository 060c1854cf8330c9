/**
 * The dashboard in headless Chromium, against the whole product: how fast it is there, how fast it changes rooms, what
 * its charts cost beside uPlot alone, whether its memory stays flat, and how a graph of 2,000 skills moves.
 */
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, type Page, chromium } from "playwright-core";
import { Client } from "../../client.ts";
import { type Product, startProduct } from "../../product.ts";
import { CHROMIUM_HINT, chromiumPath } from "../../services/chromium.ts";
import { type Args, type BenchResult, median, type Result } from "../harness.ts";
import { type Drawing, heapMb, middle, watchDrawing } from "./frames.ts";
import { limitPage } from "./limit-page.ts";

const FIRST_LOAD_AIM_KB = 250;
const ROUTE_AIM_MS = 100;
const GRAPH_AIM_FPS = 50;
const SPAN_S = 30;
const SKILLS = 2_000;
/** The recording's length, and the fastest it is played. */
const RECORDING_S = 177;
const FAST = 20;

/** What stands in each room once it is there. */
const ROOMS = [
  { link: "Session", landmark: "h2:text-is('Your words')" },
  { link: "History", landmark: "text=Time travel" },
  { link: "Simulator", landmark: "h2:text-is('In numbers')" },
  { link: "Goals and projects", landmark: "button:has-text('Add a goal')" },
  { link: "Skills", landmark: "h2:text-is('All skills')" },
  { link: "Now", landmark: "[data-escape-state]" },
];

export async function run({ quick }: Args): Promise<BenchResult> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return { results: [], notes: [`no Chromium here: ${CHROMIUM_HINT}`] };
  await using product = await startProduct();
  const client = new Client(product.url);
  await client.createOwner();
  await client.must("POST", "/api/demo");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--enable-precise-memory-info"],
  });
  try {
    const loads = await firstLoads(browser, product, client, quick ? 2 : 5);
    const routes = await routeChanges(browser, product, client, quick ? 2 : 5);
    const charts = await chartsBesideLimit(browser, product, client, quick ? 5 : 20);
    const memory = quick ? undefined : await memoryGrowth(browser, product, client);
    const graph = await graphInMotion(browser, product, client, quick ? 4 : 10);
    const beside = "uPlot alone with 12 traces";
    const results: Result[] = [
      { metric: "fps", unit: "1/s", value: charts.ours.fps, ...over(charts, "fps", beside) },
      { metric: "dropped_frames_pct", unit: "%", value: charts.ours.droppedPct },
      {
        metric: "main_thread_ms_per_s",
        unit: "ms/s",
        value: charts.ours.mainThreadMsPerS,
        ...over(charts, "mainThreadMsPerS", beside),
      },
      { metric: "first_load_kb", unit: "kB", ...aim(loads.kb, FIRST_LOAD_AIM_KB, "kB") },
      { metric: "interactive_ms", unit: "ms", value: loads.interactiveMs },
      { metric: "route_change_ms", unit: "ms", ...aim(routes.again, ROUTE_AIM_MS, "ms") },
      { metric: "graph_2000_fps", unit: "1/s", ...aim(graph.fps, GRAPH_AIM_FPS, "1/s") },
      ...(memory === undefined ? [] : [{ metric: "memory_growth_mb", unit: "MB", value: memory.growth }]),
    ];
    return {
      results,
      notes: [
        `Chromium ${browser.version()}, headless, 1440 × 900; the server runs on the same machine`,
        `charts: 13 traces of which 9 at 100 Hz, ${SPAN_S} s wide, of a recording played in real time; main thread with layout and painting`,
        `uPlot alone: ${charts.limit.fps.toFixed(1)} frames/s, ${charts.limit.droppedPct.toFixed(1)} % dropped`,
        `route_change_ms: median over all rooms once each has been seen; the first time, with its file, ${routes.first.toFixed(0)} ms`,
        `interactive_ms: from an empty cache to η on the screen`,
        `graph: ${SKILLS} skills and as many connections, dragged; ${graph.droppedPct.toFixed(1)} % of the frames dropped`,
        memory === undefined
          ? "memory_growth_mb takes two minutes: leave out --quick"
          : `memory: ${memory.before.toFixed(1)} MB after a minute of feed, ${memory.after.toFixed(1)} MB after 30 more, played at 20 times its speed`,
      ],
    };
  } finally {
    await browser.close();
  }
}

function aim(value: number, limit: number, unit: string): Pick<Result, "value" | "ratio" | "of"> {
  return { value, ratio: value / limit, of: `aim ${limit} ${unit}` };
}

interface Beside {
  ours: Drawing;
  limit: Drawing;
}

function over({ ours, limit }: Beside, key: keyof Drawing, of: string): Pick<Result, "ratio" | "of"> {
  return { ratio: ours[key] / limit[key], of };
}

async function open(browser: Browser, product: Product, client: Client): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
  return context.newPage();
}

async function play(client: Client, speed: number): Promise<void> {
  const [{ id } = { id: "" }] = await client.must<{ id: string }[]>("GET", "/api/recordings");
  await client.must("POST", "/api/replays", { recordingId: id, speed });
}

/** Bytes over the network until the first room shows η, and how long it took. */
async function firstLoads(
  browser: Browser,
  product: Product,
  client: Client,
  repeats: number,
): Promise<{ kb: number; interactiveMs: number }> {
  const kilobytes: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const page = await open(browser, product, client);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    let bytes = 0;
    cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(product.url);
    await page.locator("[data-escape-state]").waitFor();
    times.push(await page.evaluate(() => performance.now()));
    await page.waitForLoadState("networkidle");
    kilobytes.push(bytes / 1_000);
    await page.context().close();
  }
  return { kb: median(kilobytes), interactiveMs: median(times) };
}

/** From the click on a room's name to the frame that shows it, ms. */
async function routeChanges(
  browser: Browser,
  product: Product,
  client: Client,
  rounds: number,
): Promise<{ first: number; again: number }> {
  await play(client, 1);
  const page = await open(browser, product, client);
  await page.addInitScript('addEventListener("click", () => performance.mark("left"), true)');
  await page.goto(product.url);
  await page.locator("[data-escape-state]").waitFor();
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const { link, landmark } of ROOMS) {
      await page.getByRole("link", { name: link, exact: true }).click();
      await page.locator(landmark).first().waitFor();
      const shown = await page.evaluate<number>(FRAME_AFTER);
      (round === 0 ? first : again).push(shown);
    }
  }
  await page.context().close();
  return { first: median(first), again: median(again) };
}

/** In the page, when the landmark is in it: the time since the click, with the frame that paints it. */
const FRAME_AFTER = `new Promise((resolve) => {
  requestAnimationFrame(() =>
    setTimeout(() => resolve(performance.now() - performance.getEntriesByName("left").at(-1).startTime)),
  );
})`;

/** The session room and uPlot alone in turn, in the same browser. */
async function chartsBesideLimit(
  browser: Browser,
  product: Product,
  client: Client,
  seconds: number,
): Promise<Beside> {
  const ours: Drawing[] = [];
  const limit: Drawing[] = [];
  for (let round = 0; round < 3; round++) {
    const plain = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await plain.setContent(limitPage(SPAN_S));
    limit.push(await watchDrawing(plain, seconds));
    await plain.context().close();
    await play(client, 1);
    const page = await open(browser, product, client);
    await page.goto(`${product.url}/session`);
    await page.locator("canvas").first().waitFor();
    ours.push(await watchDrawing(page, seconds));
    await page.context().close();
  }
  return { ours: middle(ours), limit: middle(limit) };
}

/** What half an hour of feed leaves behind, after a first minute has filled what is kept. */
async function memoryGrowth(
  browser: Browser,
  product: Product,
  client: Client,
): Promise<{ before: number; after: number; growth: number }> {
  const page = await open(browser, product, client);
  await page.goto(`${product.url}/session`);
  await play(client, FAST);
  await page.locator("canvas").first().waitFor();
  await wait(3_000);
  const before = await heapMb(page);
  for (let played = 0; played < 1_800; played += RECORDING_S) {
    await play(client, FAST);
    await wait((RECORDING_S / FAST + 0.5) * 1_000);
  }
  const after = await heapMb(page);
  await page.context().close();
  return { before, after, growth: after - before };
}

async function graphInMotion(
  browser: Browser,
  product: Product,
  client: Client,
  seconds: number,
): Promise<Drawing> {
  await addSkills(client);
  const page = await open(browser, product, client);
  await page.goto(`${product.url}/skills`);
  await page.getByText(`${(SKILLS + 5).toLocaleString("en-GB")} skills`).waitFor();
  const box = (await page.locator("canvas").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drawing = await watchDrawing(page, seconds, async () => {
    const until = performance.now() + seconds * 1_000 - 200;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 0; performance.now() < until; i++)
      await page.mouse.move(x + 200 * Math.sin(i / 30), y + 100 * Math.cos(i / 30));
    await page.mouse.up();
  });
  await page.context().close();
  return drawing;
}

/** A tree in which each skill is needed by two others. */
async function addSkills(client: Client): Promise<void> {
  const each = async (count: number, send: (i: number) => Promise<unknown>): Promise<void> => {
    for (let start = 0; start < count; start += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - start) }, (_, i) => send(start + i)));
  };
  await each(SKILLS, (i) =>
    client.must("POST", "/api/skills", { id: `s${i}`, name: `Skill ${i}`, domain: `domain ${i % 20}` }),
  );
  await each(SKILLS - 1, (i) =>
    client.must("POST", "/api/skill-edges", {
      from: `s${i >> 1}`,
      to: `s${i + 1}`,
      type: "prerequisite",
      w: 0.6,
    }),
  );
}
