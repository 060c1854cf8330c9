/** The product with its own PostgreSQL and nats-server, killed again and again: its children must not pile up. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

const KILLS = 3;
const GONE_LIMIT_MS = 10_000;

/** Command lines that name the directory. */
async function programsOf(dataDir: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(dataDir)).map((line) => line.replaceAll("\0", " "));
}

it.skipIf(process.platform !== "linux")(
  "leaves one PostgreSQL after each kill, which is used on, and nothing after a stop",
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "trajectory-killed-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const account = { email: "ada@example.org", password: "correct horse battery" };
    for (let kill = 0; kill < KILLS; kill++) {
      const product = await startProduct({ dataDir });
      const client = new Client(product.url);
      if (kill === 0) await client.createOwner();
      else await client.must("POST", "/api/session", account);
      await product.kill();
      await until("only PostgreSQL is left", GONE_LIMIT_MS, async () => {
        const left = await programsOf(dataDir);
        return left.length === 1 && left[0]?.includes("postgres") === true;
      });
    }
    const product = await startProduct({ dataDir });
    expect((await programsOf(dataDir)).filter((line) => line.includes("postgres -D"))).toHaveLength(1);
    await new Client(product.url).must("POST", "/api/session", account);
    expect(await product.stop("SIGTERM")).toBe(0);
    expect(await programsOf(dataDir)).toEqual([]);
  },
);
