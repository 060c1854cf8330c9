/** Sessions as files, from the terminal: out of the running product and in again. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { trajectory } from "../cli.ts";
import { startProduct } from "../product.ts";
import { Client } from "../client.ts";

const ROWS = 500;

it("imports a file, exports the session, and imports that again, to the bit", async () => {
  await using product = await startProduct({ args: ["--nats-url", "memory:"] });
  await new Client(product.url).createOwner();
  const folder = await mkdtemp(join(tmpdir(), "trajectory-exchange-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const cli = (...args: string[]) => trajectory(...args, "--data", product.dataDir);

  const walk = join(folder, "walk.csv");
  const rows = Array.from({ length: ROWS }, (_, i) => `${1_790_000_000_000_000 + i * 10_007},${Math.sin(i)}`);
  await writeFile(walk, ["time_us,motion.acceleration.x (g)", ...rows].join("\n"));
  const imported = await cli("import", walk);
  expect(imported.output).toContain(`${ROWS} captured = ${ROWS} stored + 0 dropped + 0 outstanding`);
  const session = /Session (\S+)/.exec(imported.output)?.[1] ?? "";

  const mcap = join(folder, "walk.mcap");
  expect(await cli("export", session, "--format", "mcap", "--out", mcap)).toMatchObject({ code: 0 });
  const again = await cli("import", mcap);
  const second = /Session (\S+)/.exec(again.output)?.[1] ?? "";
  expect(second).not.toBe(session);
  const tables = [session, second].map((id) => [id, join(folder, `${id}.csv`)] as const);
  for (const [id, out] of tables) await cli("export", id, "--out", out);
  const [one, other] = await Promise.all(tables.map(([, out]) => readFile(out, "utf8")));
  expect(one?.split("\n")).toHaveLength(ROWS + 2);
  expect(other).toBe(one);

  expect((await cli("import", mcap)).output).toContain("imported before");
  const refused = await cli("export", "6f1c2f2e-8f5e-4c61-9b5e-0d6f1c7e2a10");
  expect(refused).toMatchObject({ code: 2, output: expect.stringContaining("not_found") as string });
});
