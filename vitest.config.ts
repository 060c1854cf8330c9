import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", ".trajectory/**"];
/** A condition is waited for as long as a slow machine may need: what fails would not come true later either. */
const expect = { poll: { timeout: 20_000, interval: 20 } };
const costly = ["**/*.integration.test.ts", "**/*.browser.test.ts"];

// A test file's name states its cost: x.test.ts is pure and takes milliseconds, x.integration.test.ts
// starts real servers, x.browser.test.ts starts a real browser.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...ignored, ...costly],
          testTimeout: 30_000,
          expect,
        },
      },
      {
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude: ignored,
          testTimeout: 60_000,
          expect,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "browser",
          include: ["**/*.browser.test.ts"],
          exclude: ignored,
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
