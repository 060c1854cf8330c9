import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";
import type { VectorCheck } from "@trajectory/engine/vectors.suite.ts";
import { chromiumPath } from "../services/chromium.ts";

const SUITE = fileURLToPath(import.meta.resolve("@trajectory/engine/vectors.suite.ts"));

test("all 540 numbers of the worked example to 1e-10 in Chromium", async () => {
  const script = await bundleSuite();
  await using browser = await chromium.launch({ executablePath: chromiumPath()!, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const checks: VectorCheck[] = await page.evaluate("engineVectors.checkVectors()");
  expect(checks).toHaveLength(540);
  expect(new Set(checks.map(({ path }) => path)).size).toBe(540);
  expect(checks.filter(({ error }) => !(error <= 1e-10))).toEqual([]);
});

/**
 * The suite that the Node test runs, as one classic script. What it imports of the test runner only other tests use.
 */
async function bundleSuite(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: SUITE, formats: ["iife"], name: "engineVectors" },
      rolldownOptions: { external: ["vitest"], treeshake: { moduleSideEffects: "no-external" } },
    },
  });
  const [bundle] = output as Rolldown.RolldownOutput[];
  const [script, ...rest] = bundle!.output;
  expect(rest).toEqual([]);
  return script.code;
}
