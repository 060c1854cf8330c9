/**
 * The whole product from start to screen: how long until the first page, how long from a block's arrival at the
 * server to its feed message in a browser, and the memory of the process tree.
 */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
import { feedDownCodec } from "@trajectory/protocols/codec.ts";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";
import { chromiumPath } from "../services/chromium.ts";
import { type Args, type BenchResult, median, percentile } from "./harness.ts";
import { treeMemoryMb } from "./process-tree.ts";

/** The aims of the first release. */
const START_AIM_S = 5;
const FEED_AIM_MS = 50;
const MEMORY_AIM_MB = 350;

export async function run({ quick }: Args): Promise<BenchResult> {
  const notes: string[] = [];
  const starts: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    await using product = await startProduct();
    starts.push(await servedAfter(product));
  }
  await using product = await startProduct();
  const client = new Client(product.url);
  await client.createOwner();
  await client.must("POST", "/api/demo");
  await wait(2_000);
  const idle = await treeMemoryMb(product.pid);
  const { latencies, how } = await feedLatencies(product, client, quick ? 20 : 28);
  notes.push(how);
  const live = await treeMemoryMb(product.pid);
  if (idle === undefined || live === undefined) notes.push("memory is not measured: it needs Linux's /proc");
  const aim = (value: number, limit: number, of: string) => ({ value, ratio: value / limit, of });
  return {
    results: [
      { metric: "start_s", unit: "s", ...aim(median(starts), START_AIM_S, `aim ${START_AIM_S} s`) },
      {
        metric: "feed_p50_ms",
        unit: "ms",
        ...aim(percentile(latencies, 50), FEED_AIM_MS, `aim ${FEED_AIM_MS} ms`),
      },
      {
        metric: "feed_p99_ms",
        unit: "ms",
        ...aim(percentile(latencies, 99), FEED_AIM_MS, `aim ${FEED_AIM_MS} ms`),
      },
      ...(idle === undefined || live === undefined
        ? []
        : [
            { metric: "memory_idle_mb", unit: "MB", ...aim(idle, MEMORY_AIM_MB, `aim ${MEMORY_AIM_MB} MB`) },
            { metric: "memory_live_mb", unit: "MB", ...aim(live, MEMORY_AIM_MB, `aim ${MEMORY_AIM_MB} MB`) },
          ]),
    ],
    notes: [
      ...notes,
      `${latencies.length} feed messages; ${starts.length} starts with an empty data directory`,
    ],
  };
}

/** Seconds from spawning the process to the first page. */
async function servedAfter(product: Product): Promise<number> {
  const response = await fetch(product.url);
  await response.text();
  if (!response.ok) throw new Error(`the first page answered ${response.status}`);
  return (performance.now() - product.startedAt) / 1_000;
}

interface Latencies {
  latencies: number[];
  how: string;
}

/** From the server's stamp of a block's arrival to its feed message, ms, while a recording plays in real time. */
async function feedLatencies(product: Product, client: Client, seconds: number): Promise<Latencies> {
  const executablePath = chromiumPath();
  const [{ id } = { id: "" }] = await client.must<{ id: string }[]>("GET", "/api/recordings");
  const play = () => client.must("POST", "/api/replays", { recordingId: id, speed: 1 });
  if (executablePath === undefined) {
    const latencies = await inNode(client, play, seconds);
    return { latencies, how: "no Chromium here: feed messages were timed in a Node client" };
  }
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    return {
      latencies: await inBrowser(browser, product, client, play, seconds),
      how: "timed in headless Chromium",
    };
  } finally {
    await browser.close();
  }
}

async function inNode(client: Client, play: () => Promise<unknown>, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const socket = client.feed((message) => {
    if ("block" in message)
      latencies.push(performance.timeOrigin + performance.now() - message.block.receivedUs / 1e3);
  });
  await once(socket, "open");
  await play();
  await wait(seconds * 1_000);
  socket.close();
  return latencies;
}

/** The dashboard itself is open; a listener beside it notes when each frame reaches the page. */
async function inBrowser(
  browser: Browser,
  product: Product,
  client: Client,
  play: () => Promise<unknown>,
  seconds: number,
): Promise<number[]> {
  const context = await browser.newContext();
  await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
  const page = await context.newPage();
  const frames: { at: number; bytes: number[] }[] = [];
  await page.exposeFunction("noteFrame", (at: number, bytes: number[]) => void frames.push({ at, bytes }));
  await page.addInitScript(() => {
    const Original = WebSocket;
    const { noteFrame } = globalThis as unknown as { noteFrame: (at: number, bytes: number[]) => void };
    globalThis.WebSocket = class extends Original {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        this.addEventListener("message", ({ data }) => {
          const at = performance.timeOrigin + performance.now();
          void (data instanceof ArrayBuffer ? Promise.resolve(data) : (data as Blob).arrayBuffer()).then(
            (buffer) => noteFrame(at, [...new Uint8Array(buffer)]),
          );
        });
      }
    };
  });
  await page.goto(product.url);
  await play();
  await wait(seconds * 1_000);
  return frames.flatMap(({ at, bytes }) => {
    const message = feedDownCodec.decode(Uint8Array.from(bytes));
    return "block" in message ? [at - message.block.receivedUs / 1e3] : [];
  });
}
