/** Documents in a real browser: sent, read before one's eyes, decided on, deleted with what rested on them. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit } from "./visit.ts";

const executablePath = chromiumPath();
const RESUME = "I have used Kotlin every day for five years. I have taught Elixir at work for two years.";

describe.skipIf(executablePath === undefined)(`documents (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
    await page.goto(`${visit.product.url}/documents`);
    await page.getByText("There are no documents yet.").waitFor();
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  const cards = () => page.locator("[data-proposal]");
  /** As a string: it runs in the page, whose types are not those of tests. */
  const drop = (name: string, text: string, times = 1) =>
    page.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(text)}.repeat(${times})], ${JSON.stringify(name)}));
      const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector("input[type=file]").parentElement.dispatchEvent(drop);
    }`);

  it("takes a file that is dropped, and shows what was found with its words", async () => {
    await drop("resume.txt", RESUME);
    await page.getByText("It is there and will be read.").waitFor();
    await page.getByText("2 to decide on, 0 accepted, 0 rejected").waitFor();
    await page.getByRole("button", { name: /^Open/ }).click();
    await cards().first().waitFor();
    expect(await cards().locator("q").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("I have used Kotlin every day for five years.")]),
    );
    expect(await violations(page)).toEqual([]);
  });

  it("refuses what is too large before it is sent, and what cannot be read with a sentence", async () => {
    await drop("huge.txt", "x".repeat(1_024), 21 * 1_024);
    await page.getByText("The file is larger than 20 MB.").waitFor();
    await drop("page.html", "<!doctype html><p>Hi");
    await page.getByText("This is a web page.").waitFor();
  });

  it("is found in memory, with a way back to the document", async () => {
    await page.goto(`${visit.product.url}/memory`);
    await page.getByLabel("What do you look for?").fill("taught Elixir");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Document: resume.txt").waitFor();
    await page.getByRole("link", { name: "To its source" }).click();
    await page.waitForURL(/\/documents\?document=/);
    await cards().first().waitFor();
  });

  it("says what an accepted proposal has changed, and what goes when the document goes", async () => {
    await cards()
      .filter({ hasText: "Kotlin" })
      .getByRole("button", { name: /Accept/ })
      .click();
    await page.getByText("What this document changed").waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText(/^1 piece of evidence you accepted from it is withdrawn/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("There are no documents yet.").waitFor();
    const { evidence } = await visit.client.must<{ evidence: { quote?: string }[] }>(
      "GET",
      "/api/skills/graph",
    );
    expect(evidence.some(({ quote }) => quote?.includes("Kotlin") === true)).toBe(false);
  });
});
