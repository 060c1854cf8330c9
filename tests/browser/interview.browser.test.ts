/** An interview in a real browser: quotes marked in one's own words, decided on, and followed on another device. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit } from "./visit.ts";

const executablePath = chromiumPath();
const ANSWER =
  "I have used TypeScript every day for five years and I teach it to others; I am an expert. I feel very calm.";

describe.skipIf(executablePath === undefined)(`the interview (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    page = await visit.open();
    await page.goto(`${visit.product.url}/interview`);
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  const cards = () => page.locator("[data-proposal]");

  it("says what a question is worth and what its answer would change", async () => {
    await page.getByRole("button", { name: "What I can do" }).click();
    await page.getByText(/^An answer to this question is expected to remove \d/).waitFor();
    await page.getByText(/^It would say how strong .+, now believed to be /).waitFor();
    await page.getByText("As is usual for a reader you have not judged: 0.80.").waitFor();
  });

  it("keeps an answer that is being written over a reload", async () => {
    await page.getByRole("textbox", { name: "Your answer" }).fill(ANSWER);
    await page.reload();
    await expect.poll(() => page.getByRole("textbox", { name: "Your answer" }).inputValue()).toBe(ANSWER);
  });

  it("marks each quote in the person's own words, by the number of its card", async () => {
    await page.getByRole("textbox", { name: "Your answer" }).press("Control+Enter");
    await cards().first().waitFor();
    const quotes = await page.locator("[data-proposal] q").allInnerTexts();
    const marked = await page
      .locator("mark")
      .evaluateAll((marks) => marks.map((mark) => mark.firstChild?.textContent ?? ""));
    for (const quote of quotes) expect(marked.join(" "), quote).toContain(quote.slice(0, 20));
    const numbers = await page.locator("mark sup").allInnerTexts();
    expect(numbers.join(", ")).toBe(quotes.map((_, i) => i + 1).join(", "));
    expect(await violations(page)).toEqual([]);
    // Whoever works with keys is where the decision is.
    expect(
      await page.evaluate("document.activeElement.contains(document.querySelector('[data-proposal]'))"),
    ).toBe(true);
  });

  it("takes evidence as it was changed, and says what the signals say of a claim", async () => {
    const evidence = page.locator("[data-proposal=evidence]").first();
    await evidence.getByRole("button", { name: /^Change/ }).click();
    const level = evidence.getByRole("slider", { name: "Level" });
    await level.fill("2");
    await expect.poll(() => evidence.innerText()).toContain("working");
    await evidence.getByRole("button", { name: /^Accept/ }).click();
    await page.getByText("1 accepted, 0 rejected so far").waitFor();
    const claim = page.locator("[data-proposal=claim]");
    await claim.getByText("No session ran while you said it").waitFor();
    await claim.getByRole("button", { name: /^Accept/ }).click();
    await page.getByText("No session ran while you said “calm”").waitFor();
  });

  it("is paused on one device and goes on on another, without a reload", async () => {
    while ((await cards().count()) > 0) {
      const waiting = await cards().count();
      await cards()
        .first()
        .getByRole("button", { name: /^Reject/ })
        .click();
      await expect.poll(() => cards().count()).toBeLessThan(waiting);
    }
    const other = await visit.open();
    await other.goto(`${visit.product.url}/interview`);
    await other.getByRole("textbox", { name: "Your answer" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await other.getByText("Paused. It goes on here or on another device").waitFor();
    await other.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("textbox", { name: "Your answer" }).waitFor();
    await other.context().close();
  });

  it("keeps the words when the network goes away, and counts them once when they are sent again", async () => {
    const said = page.getByRole("textbox", { name: "Your answer" });
    await said.fill("Hm.");
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("alert").waitFor();
    expect(await said.inputValue()).toBe("Hm.");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => page.getByText("Hm.", { exact: true }).count()).toBe(1);
    await expect.poll(() => said.inputValue()).toBe("");
  });

  it("says so where the browser cannot listen, and typing goes on", async () => {
    await page.getByRole("button", { name: "Speak" }).click();
    await page
      .getByText(/^(The browser may not use the microphone|Speech recognition does not work)/)
      .waitFor();
    expect(await page.getByRole("textbox", { name: "Your answer" }).isEditable()).toBe(true);
  });

  it("is finished, and can be read again", async () => {
    await page.getByRole("button", { name: "Finish" }).click();
    await page.getByRole("button", { name: /^Read: What I can do/ }).click();
    await page.getByText(ANSWER).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
