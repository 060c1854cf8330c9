/** Google Calendar in a real browser: to another site and back, with a cookie that is sent only from our own pages. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWeb } from "@trajectory/ingest/documents/net/web.ts";
import { type LocalServer, startLocalServer } from "@trajectory/ingest/documents/testing/local-server.ts";
import { startTestGateway, type TestGateway } from "@trajectory/server/gateway/testing/test-gateway.ts";
import { Client } from "../client.ts";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { CHROMIUM_ARGS, VIEWPORT } from "./visit.ts";

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)(`Google Calendar (${CHROMIUM_HINT})`, () => {
  let google: LocalServer;
  let gateway: TestGateway;
  let browser: Browser;
  let page: Page;
  let agrees = true;

  beforeAll(async () => {
    google = await startLocalServer(({ url = "" }, response) => {
      const { pathname, searchParams } = new URL(url, google.url);
      if (pathname === "/o/oauth2/v2/auth") {
        const back = new URL(searchParams.get("redirect_uri") ?? "");
        back.searchParams.set("state", searchParams.get("state") ?? "");
        if (agrees) back.searchParams.set("code", "4/a");
        else back.searchParams.set("error", "access_denied");
        // By a click, as on Google's page.
        response.writeHead(200, { "content-type": "text/html" });
        response.end(`<a href="${back.href.replaceAll("&", "&amp;")}">Agree</a>`);
        return;
      }
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(pathname === "/token" ? { access_token: "ya29.token" } : { items: [] }));
    });
    // Another site than that of the product: only by it the cookie stays at home.
    const address = google.url.replace("127.0.0.1", "localhost");
    gateway = await startTestGateway({
      sources: { web: openWeb({ privateHosts: [google.host, new URL(address).host] }) },
      google: { settings: { clientId: "client-1", clientSecret: "secret-1" }, address },
    });
    const url = await gateway.app.listen({ host: "127.0.0.1", port: 0 });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: CHROMIUM_ARGS });
    const context = await browser.newContext({ viewport: VIEWPORT, locale: "en-GB" });
    const client = new Client(url);
    await client.createOwner();
    const session = { name: "trajectory_session", value: client.token, url };
    await context.addCookies([{ ...session, sameSite: "Strict", httpOnly: true }]);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${url}/documents`);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.[Symbol.asyncDispose]();
    await google?.[Symbol.asyncDispose]();
  });

  async function goAndCome(): Promise<void> {
    await page.getByLabel("From", { exact: true }).selectOption("google");
    await page.getByRole("button", { name: "Continue to Google" }).click();
    await page.getByRole("link", { name: "Agree" }).click();
    await page.waitForURL((url) => url.pathname === "/documents");
  }

  it("brings the calendar as a document", async () => {
    await goAndCome();
    await page.getByText("1 new document.").waitFor();
    await page.getByRole("button", { name: /Google Calendar/ }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    expect(await violations(page)).toEqual([]);
  });

  it("says what has become of it when the person does not agree", async () => {
    agrees = false;
    await goAndCome();
    await page.getByText("You did not let Google show the calendar.").waitFor();
    await page.getByText("consent_declined").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
