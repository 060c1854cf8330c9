/** Memory in a real browser: found by words, limited, forgotten for good. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_HINT, chromiumPath } from "../services/chromium.ts";
import { violations } from "./axe.ts";
import { startVisit, type Visit } from "./visit.ts";

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)(`memory (${CHROMIUM_HINT})`, () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await startVisit(executablePath ?? "");
    const source = { kind: "note", id: "n1" };
    const at = Date.now();
    await visit.client.must("POST", "/api/memory/store", {
      items: [
        { id: "n1", kind: "note", text: "The harbour of Bremen freezes in hard winters.", at, source },
        { id: "n2", kind: "note", text: "Bremen has a market on Saturdays.", at, source },
      ],
    });
    page = await visit.open();
    await page.goto(`${visit.product.url}/memory`);
  });
  afterAll(() => visit?.[Symbol.asyncDispose]());

  const hits = () => page.locator("li", { has: page.locator("q") });

  it("finds what was stored, by its words, with how it was found", async () => {
    await page.getByLabel("What do you look for?").fill("harbour Bremen");
    await page.keyboard.press("Enter");
    await hits().first().waitFor();
    expect(await hits().first().innerText()).toMatch(/harbour of Bremen[\s\S]*by words in place 1/);
    expect(await hits().count()).toBe(2);
    expect(await violations(page)).toEqual([]);
  });

  it("finds nothing of another kind", async () => {
    await page.getByLabel("Document", { exact: true }).check();
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("Nothing was found.").waitFor();
    await page.getByLabel("Document", { exact: true }).uncheck();
  });

  it("forgets for good what it is asked to forget", async () => {
    await page.getByRole("button", { name: "Find" }).click();
    await hits().first().getByRole("button", { name: "Forget" }).click();
    await page.getByText("It does not come back by itself.").waitFor();
    await hits().first().getByRole("button", { name: "Forget" }).click();
    await expect.poll(() => hits().count()).toBe(1);
    await page.reload();
    await page.getByLabel("What do you look for?").fill("harbour Bremen");
    await page.getByRole("button", { name: "Find" }).click();
    await hits().first().waitFor();
    expect(await hits().allInnerTexts()).toEqual([expect.stringContaining("market")]);
  });
});
