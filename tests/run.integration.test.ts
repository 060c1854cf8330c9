import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const CONFIG = `
  export default {
    test: {
      projects: ["unit", "integration", "browser"].map((name) => ({
        test: { name, include: ["**/" + name + "-*.test.js"] },
      })),
    },
  };
`;
const PREAMBLE = 'import { afterAll, beforeAll, describe, expect, it } from "vitest";\n';

describe("npm test", () => {
  let root: string;

  beforeEach(async () => {
    // Inside the repository, so that its packages are found.
    await mkdir(join(REPOSITORY, "node_modules", ".cache"), { recursive: true });
    root = await mkdtemp(join(REPOSITORY, "node_modules", ".cache", "run-"));
    await write("vitest.config.js", CONFIG);
    await write("unit-good.test.js", `${PREAMBLE} it("adds", () => expect(1 + 1).toBe(2));`);
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  async function write(name: string, content: string): Promise<void> {
    await writeFile(join(root, name), content);
  }

  async function run(args: string[], env: Record<string, string> = {}) {
    const command = [join(REPOSITORY, "tests", "run.ts"), "--root", root, ...args];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, VITEST: "", TIMESCALE_URL: "postgres://127.0.0.1:1/none", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    const lines = output.trimEnd().split("\n");
    return { code: child.exitCode, lines, last: lines.at(-1), output: output + errors };
  }

  it("closes with one line and exit code 0 when all is well", async () => {
    const { code, last, lines } = await run(["--project", "unit"]);
    expect([code, last]).toEqual([0, "1 passed, 0 failed, 0 skipped"]);
    expect(lines.filter((line) => /\d+ passed, \d+ failed/.test(line))).toHaveLength(1);
  });

  it("names failed tests, and files and suites that fail outside of a test", async () => {
    await write("unit-bad.test.js", `${PREAMBLE} it("is wrong", () => expect(1).toBe(2));`);
    await write("unit-broken.test.js", 'throw new Error("cannot be loaded");');
    await write(
      "unit-suite.test.js",
      `${PREAMBLE} describe("suite", () => {
        beforeAll(() => { throw new Error("no server"); });
        it("never runs", () => {});
      });`,
    );
    await write(
      "unit-late.test.js",
      `${PREAMBLE} it("leaves a promise", async () => {
        void Promise.reject(new Error("nobody waits for this"));
        await new Promise((resolve) => setTimeout(resolve, 20));
      });`,
    );
    const { code, last, lines } = await run(["--project", "unit"]);
    expect([code, last]).toEqual([1, "2 passed, 4 failed, 1 skipped"]);
    for (const name of [
      "  unit unit-bad.test.js > is wrong",
      "  unit unit-broken.test.js",
      "  unit unit-suite.test.js > suite",
      "  unit, outside of tests: nobody waits for this",
      "Skipped 1. To enable: repair what failed before it in the same file",
    ]) {
      expect(lines).toContain(name);
    }
  });

  it("runs files of costly tests again when they fail or their process dies, and says so", async () => {
    const once = (name: string) => `(await import("node:fs")).existsSync("${join(root, name)}")`;
    const note = (name: string) => `(await import("node:fs")).writeFileSync("${join(root, name)}", "")`;
    await write(
      "integration-unsteady.test.js",
      `${PREAMBLE} it("is late", async () => {
        const seen = ${once("late")};
        ${note("late")};
        expect(seen).toBe(true);
      });`,
    );
    await write(
      "integration-dies.test.js",
      `${PREAMBLE} it("stands", async () => {
        if (${once("died")}) return;
        ${note("died")};
        process.kill(process.pid, "SIGKILL");
        await new Promise(() => {});
      });`,
    );
    await write("integration-wrong.test.js", `${PREAMBLE} it("is wrong", () => expect(1).toBe(2));`);
    const { code, last, lines } = await run(["--project", "integration"]);
    expect([code, last]).toEqual([1, "2 passed, 1 failed, 0 skipped"]);
    expect(lines).toContain("Passed only when run again 2:");
    expect(lines).toContain("  integration integration-unsteady.test.js > is late");
    expect(lines.some((line) => line.startsWith("  integration, outside of tests: "))).toBe(true);
    expect(lines).toContain("  integration integration-wrong.test.js > is wrong");
  });

  it("names each skipped test with what would enable it", async () => {
    await write(
      "integration-skips.test.js",
      `${PREAMBLE}
        it("says why", ({ skip }) => skip("plug in a phone"));
        it.skip("says nothing", () => {});`,
    );
    const { code, last, lines } = await run(["--project", "integration"]);
    expect([code, last]).toEqual([0, "0 passed, 0 failed, 2 skipped"]);
    const first = lines.indexOf("Skipped 1. To enable: plug in a phone");
    expect(lines[first + 1]).toBe("  integration integration-skips.test.js > says why");
    expect(lines).toContain("  integration integration-skips.test.js > says nothing");
  });

  it("skips browser tests without a browser, and says how to get one", async () => {
    await write(
      "browser-page.test.js",
      `${PREAMBLE} it("shows a page", () => { throw new Error("was run"); });`,
    );
    const { code, last, lines } = await run([], { TRAJECTORY_CHROMIUM: "/no/such/browser" });
    expect([code, last]).toEqual([0, "1 passed, 0 failed, 1 skipped"]);
    expect(lines).toContain("  browser browser-page.test.js > shows a page");
    expect(lines.some((line) => /^Skipped 1\. .*TRAJECTORY_CHROMIUM/.test(line))).toBe(true);
  });

  it("fails when nothing was run, and when the project does not exist", async () => {
    const nothing = await run(["--project", "unit", "no-such-file"]);
    expect([nothing.code, nothing.last]).toEqual([1, "0 passed, 1 failed, 0 skipped"]);
    const unknown = await run(["--project", "unix"]);
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain("there are unit, integration, browser");
  });

  it("runs the tests whose name or file is asked for", async () => {
    await write("unit-more.test.js", `${PREAMBLE} it("adds more", () => {}); it("takes away", () => {});`);
    expect((await run(["--project", "unit", "unit-more"])).last).toBe("2 passed, 0 failed, 0 skipped");
    const named = await run(["--project", "unit", "-t", "takes"]);
    expect(named.last).toBe("1 passed, 0 failed, 0 skipped");
  });
});
