/** The product with its own PostgreSQL and nats-server, killed again and again: its children must not pile up. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

const KILLS = 2;
const GONE_LIMIT_MS = 30_000;
const LIMIT_MS = 480_000;

/** Processes whose command lines name the directory. */
async function programsOf(dataDir: string): Promise<{ pid: number; line: string }[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const programs = await Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      line: (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " "),
    })),
  );
  return programs.filter(({ line }) => line.includes(dataDir));
}

/** Also of a test that has failed. */
async function endAll(dataDir: string): Promise<void> {
  for (const { pid } of await programsOf(dataDir)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
  await rm(dataDir, { recursive: true, force: true });
}

it.skipIf(process.platform !== "linux")(
  "leaves one PostgreSQL after each kill, which is used on, and nothing after a stop",
  { timeout: LIMIT_MS },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "trajectory-killed-"));
    onTestFinished(() => endAll(dataDir));
    const account = { email: "ada@example.org", password: "correct horse battery" };
    for (let kill = 0; kill < KILLS; kill++) {
      const product = await startProduct({ dataDir });
      const client = new Client(product.url);
      if (kill === 0) await client.createOwner();
      else await client.must("POST", "/api/session", account);
      await product.kill();
      await until("only PostgreSQL is left", GONE_LIMIT_MS, async () => {
        const left = await programsOf(dataDir);
        return left.length === 1 && left[0]?.line.includes("postgres") === true;
      });
    }
    const product = await startProduct({ dataDir });
    expect((await programsOf(dataDir)).filter(({ line }) => line.includes("postgres -D"))).toHaveLength(1);
    await new Client(product.url).must("POST", "/api/session", account);
    expect(await product.stop("SIGTERM")).toBe(0);
    expect(await programsOf(dataDir)).toEqual([]);
  },
);
