import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { someEvents } from "@trajectory/actors/runtime/event-log.suite.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { openTestStore, silentLog, temporaryFolder } from "./testing/postgres.ts";

describe("embedded PostgreSQL", () => {
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    dataDir = join(await temporaryFolder(), "postgres");
  });
  afterEach(async () => {
    for (const postgres of running.splice(0)) await postgres.stop();
    await rm(join(dataDir, ".."), { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog });
    running.push(postgres);
    return postgres;
  }

  async function stop(postgres: EmbeddedPostgres): Promise<void> {
    running.splice(running.indexOf(postgres), 1);
    await postgres.stop();
  }

  async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  it("finds its data again, at the same address, and keeps the password to itself", async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    expect(first.description).toMatch(/^postgresql 18\.\d+, embedded, in .*postgres, port \d+$/);
    await stop(first);
    await expect(ask(first.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    expect((await stat(join(dataDir, "access.json"))).mode & 0o777).toBe(0o600);
    const { username, port, pathname } = new URL(second.url);
    await expect(
      ask(`postgres://${username}:wrong@127.0.0.1:${port}${pathname}`, "SELECT 1"),
    ).rejects.toThrow("password authentication failed");
  });

  it("is durable, and listens on loopback only", async () => {
    const { url } = await start();
    const [settings] = await ask(
      url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
        current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS checksums,
        current_setting('listen_addresses') AS listens, current_setting('unix_socket_directories') AS sockets`,
    );
    expect(settings).toEqual({
      fsync: "on",
      commit: "on",
      pages: "on",
      checksums: "on",
      listens: "127.0.0.1",
      sockets: "",
    });
  });

  it("refuses a second user of its directory", async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: "data_in_use" });
  });

  it("uses on the server that a killed process left behind", async () => {
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL("embedded-postgres.ts", import.meta.url).href)};
      const log = { info() {}, warn() {}, error() {} };
      const { pid, url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log });
      console.log(JSON.stringify({ pid, url }));
      setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const left = JSON.parse(line.toString()) as { pid: number; url: string };
    child.kill("SIGKILL");
    await once(child, "exit");
    const adopted = await start();
    expect({ pid: adopted.pid, url: adopted.url }).toEqual(left);
    await stop(adopted);
    expect(() => process.kill(left.pid, 0)).toThrow("ESRCH");
  });

  it.each([
    ["a process that is gone", 2 ** 22 - 3],
    ["another program", process.pid],
  ])("starts over a lock file of %s", async (_, pid) => {
    await stop(await start());
    const lock = [
      pid,
      join(dataDir, "data"),
      1_795_000_000,
      20_000,
      "",
      "127.0.0.1",
      "  1 1",
      "ready   ",
      "",
    ];
    await writeFile(join(dataDir, "data", "postmaster.pid"), lock.join("\n"));
    const { url } = await start();
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("takes another port when its own is in use", async () => {
    const first = await start();
    await stop(first);
    const other = createServer();
    other.listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(other, "listening");
    const second = await start();
    expect(new URL(second.url).port).not.toBe(String((other.address() as AddressInfo).port));
    expect(await ask(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    other.close();
  });

  it("makes a cluster that an earlier start began and did not finish", async () => {
    await mkdir(join(dataDir, "data.new", "data", "base"), { recursive: true });
    const { url } = await start();
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("says what is wrong with data of another version, and with a lost password", async () => {
    await stop(await start());
    const version = join(dataDir, "data", "PG_VERSION");
    await writeFile(version, "12\n");
    await expect(start()).rejects.toMatchObject({ code: "data_version" });
    await writeFile(version, "18\n");
    await rm(join(dataDir, "access.json"));
    await expect(start()).rejects.toMatchObject({ code: "access_lost" });
  });

  it("loses nothing that was acknowledged when the server is killed, and runs again at the same address", async () => {
    const postgres = await start();
    const store = await openTestStore(postgres.url);
    const firstPid = postgres.pid;
    const writers = Array.from({ length: 20 }, () => ({ userId: randomUUID(), acknowledged: 0, lost: 0 }));
    const stopping = new AbortController();

    /** Like an owner of the log: after an unknown outcome it reads where the log stands. */
    async function write(writer: (typeof writers)[number]): Promise<void> {
      const { userId } = writer;
      let head = 0;
      while (!stopping.signal.aborted) {
        try {
          const events = someEvents(userId, head, 2);
          const { kind } = await store.events.append({ userId, expectedSeq: head, events });
          expect(kind).toBe("appended");
          head += 2;
          writer.acknowledged = head;
        } catch (error) {
          expect(error).toMatchObject({ code: "store_unavailable" });
          writer.lost++;
          head = await vi.waitFor(async () => (await store.events.read(userId, 0, 100_000)).length, {
            timeout: 20_000,
            interval: 20,
          });
        }
      }
    }

    const writing = Promise.all(writers.map(write));
    const progress = (target: number) =>
      vi.waitFor(
        () => expect(Math.min(...writers.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(target),
        { timeout: 30_000, interval: 5 },
      );
    await progress(20);
    process.kill(firstPid, "SIGKILL");
    const before = Math.max(...writers.map(({ acknowledged }) => acknowledged));
    await progress(before + 20);
    stopping.abort();
    await writing;

    expect(postgres.pid).not.toBe(firstPid);
    expect(writers.every(({ lost }) => lost > 0)).toBe(true);
    for (const { userId, acknowledged } of writers) {
      const events = await store.events.read(userId, 0, 100_000);
      expect(events.length).toBeGreaterThanOrEqual(acknowledged);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    }
    await store.close();
  });

  it("keeps its log to itself and says nothing of its password", async () => {
    const { url } = await start();
    const log = await readFile(join(dataDir, "server.log"), "utf8");
    expect(log).toContain("ready to accept connections");
    expect(log).not.toContain(new URL(url).password);
  });
});
