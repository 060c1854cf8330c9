/** What a start, a stop and a crash leave behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Client as PostgresClient } from "pg";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { createSessionReplay } from "@trajectory/server/operations/replay-session.ts";
import { TEST_DATABASES, openTestStore } from "@trajectory/server/store/testing/postgres.ts";
import { Client } from "../client.ts";
import { block, RawDevice, STREAM } from "../device.ts";
import { startProduct } from "../product.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "trajectory-restart-"));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function cli(...args: string[]): Promise<{ code: number; output: string }> {
  const main = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [[code], out, err] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
  return { code: code as number, output: out + err };
}

it("stops cleanly and finds its data again", async () => {
  {
    await using product = await startProduct({ dataDir });
    await new Client(product.url).createOwner();
    expect(await product.stop()).toBe(0);
    expect(product.output.at(-1)).toContain("Your data are safe");
  }
  await using product = await startProduct({ dataDir });
  const client = new Client(product.url);
  await client.must("POST", "/api/session", { email: "ada@example.org", password: "correct horse battery" });
});

it("loses nothing acknowledged when it is killed, and resumes the session", async () => {
  const sessionId = randomUUID();
  const startUs = Date.now() * 1_000;
  let acknowledged: number;
  {
    await using product = await startProduct({ dataDir });
    const client = new Client(product.url);
    await client.createOwner();
    const device = await new RawDevice(product.url).open();
    device.hello(client.token, sessionId);
    await device.answer("welcome");
    for (let seq = 0; seq < 1_000; seq += 50) device.send({ block: block(seq, 50, startUs) });
    await device.answer("ack");
    await product.kill();
    acknowledged = device.acknowledged;
    expect(acknowledged).toBeGreaterThan(0);
  }
  await using product = await startProduct({ dataDir });
  const client = new Client(product.url);
  await client.must("POST", "/api/session", { email: "ada@example.org", password: "correct horse battery" });
  const device = await new RawDevice(product.url).open();
  device.hello(client.token, sessionId);
  const { welcome } = await device.answer("welcome");
  const resumed = welcome.positions[0]?.nextSeq ?? 0;
  expect(resumed).toBeGreaterThanOrEqual(acknowledged);
  for (let seq = resumed; seq < 1_000; seq += 50) device.send({ block: block(seq, 50, startUs) });
  device.send({ end: { counts: [{ stream: 1, captured: 1_000, dropped: 0 }] } });
  const { ended } = await device.answer("ended");
  expect(ended.ledgers).toMatchObject([{ stream: 1, captured: 1_000, stored: 1_000, outstanding: 0 }]);
});

it("says the windows that a kill has cut off right after the next start, though the device stays away", async () => {
  const [plain] = TEST_DATABASES;
  const database = await plain!.start();
  onTestFinished(() => database.stop());
  const env = { DATABASE_URL: await database.newDatabase() };
  const sessionId = randomUUID();
  const channels = ["acceleration.x", "acceleration.y", "acceleration.z"];
  const holder = new PostgresClient({ connectionString: env.DATABASE_URL });
  {
    await using product = await startProduct({ dataDir, env });
    const client = new Client(product.url);
    await client.createOwner();
    const device = await new RawDevice(product.url).open();
    device.hello(client.token, sessionId, { streams: [{ ...STREAM, channels }] });
    await device.answer("welcome");
    // The kill has to come while windows are on their way to the store: they wait at a lock for it.
    await holder.connect();
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE signal_window IN EXCLUSIVE MODE");
    const startUs = Date.now() * 1_000;
    for (let seq = 0; seq < 1_500; seq += 50) device.send({ block: block(seq, 50, startUs) });
    await vi.waitFor(() => expect(device.acknowledged).toBe(1_500), { timeout: 20_000 });
    await product.kill();
    // What the killed engine has sent already would be stored when the lock goes.
    await holder.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await holder.end();
  }
  const store = await openTestStore(env.DATABASE_URL);
  onTestFinished(() => store.close());
  const replay = createSessionReplay(store.signals);
  const cutOff = (await replay(sessionId)).windows.find(({ kind }) => kind === "motion");
  expect(cutOff?.stored).toBeLessThan(cutOff?.computed ?? 0);
  await using _product = await startProduct({ dataDir, env });
  await vi.waitFor(
    async () => {
      const { windows, equal } = await replay(sessionId);
      expect(windows.map(({ stored }) => stored)).toEqual(windows.map(({ computed }) => computed));
      expect(windows.map(({ storedHash }) => storedHash)).toEqual(
        windows.map(({ computedHash }) => computedHash),
      );
      expect(equal).toBe(true);
    },
    { timeout: 30_000, interval: 250 },
  );
});

it("says what to do when the directory or the port is taken", async () => {
  await using product = await startProduct({ dataDir });
  expect(product.url).toMatch(/^http/);
  const second = await cli("start", "--port", "0", "--data", dataDir);
  expect(second.code).toBe(2);
  expect(second.output).toContain("Another engine uses");

  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  const other = await mkdtemp(join(tmpdir(), "trajectory-port-"));
  const taken = await cli("start", "--port", String(port), "--data", other);
  listener.close();
  await rm(other, { recursive: true, force: true });
  expect(taken.code).toBe(2);
  expect(taken.output).toContain(`Port ${port} is in use`);
});

it("replays from the terminal, and refuses a file that is no recording", async () => {
  await using product = await startProduct({ dataDir });
  await expect.poll(() => product.output.join(" ")).toContain("create your account");
  const early = await cli("replay", "walk-and-stand", "--data", dataDir);
  expect(early).toMatchObject({ code: 2, output: expect.stringContaining("has no owner yet") as string });
  await new Client(product.url).createOwner();
  const played = await cli("replay", "walk-and-stand", "--speed", "100", "--data", dataDir);
  expect(played.output).toMatch(/stream 1: (\d+) captured = \1 stored \+ 0 dropped \+ 0 outstanding/);
  expect(played.code).toBe(0);
  const refused = await cli("replay", "README.md", "--data", dataDir);
  expect(refused.code).toBe(2);
  expect(refused.output).toContain("recording_invalid");
});
