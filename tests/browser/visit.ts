/** The whole product with its example portfolio, and a browser that is signed in to it. */
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";

export const VIEWPORT = { width: 1440, height: 900 };
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-background-networking"];

export interface Visit extends AsyncDisposable {
  product: Product;
  client: Client;
  browser: Browser;
  /** A page in a context of its own, signed in. */
  open(): Promise<Page>;
}

/** @param args of the server */
export async function startVisit(executablePath: string, args: readonly string[] = []): Promise<Visit> {
  await using stack = new AsyncDisposableStack();
  const product = stack.use(await startProduct({ args }));
  const client = new Client(product.url);
  await client.createOwner();
  await client.must("POST", "/api/demo");
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGS, "--enable-precise-memory-info"],
  });
  stack.defer(() => browser.close());
  const kept = stack.move();
  return {
    product,
    client,
    browser,
    async open() {
      const context = await browser.newContext({ viewport: VIEWPORT, locale: "en-GB" });
      await signIn(context, product, client);
      return context.newPage();
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

export async function signIn(context: BrowserContext, product: Product, client: Client): Promise<void> {
  await context.addCookies([{ name: "trajectory_session", value: client.token, url: product.url }]);
}

/** Plays the first recording; a person has one session at a time, so the one before it ends. */
export async function play(client: Client, speed: number): Promise<void> {
  const [{ id } = { id: "" }] = await client.must<{ id: string }[]>("GET", "/api/recordings");
  await client.must("POST", "/api/replays", { recordingId: id, speed });
}
