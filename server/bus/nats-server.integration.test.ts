import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StartError } from "../start-error.ts";
import { findNatsBinary } from "./nats-binary.ts";
import { connectNats } from "./nats-bus.ts";
import { type NatsServer, startNatsServer } from "./nats-server.ts";
import { endProcess, lookUpProcess } from "./process-lookup.ts";

const isRunning = async (pid: number): Promise<boolean> => (await lookUpProcess(pid)) !== undefined;

const unavailable = "missing" in (await findNatsBinary({ dataDir: "", allowInstall: false, log: () => {} }));

describe.skipIf(unavailable)("nats-server child", () => {
  let dataDir: string;
  let log: string[];
  const running: NatsServer[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "trajectory-nats-"));
    log = [];
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    await rm(dataDir, { recursive: true });
  });

  async function start(): Promise<NatsServer> {
    const server = await startNatsServer({ dataDir, allowInstall: false, log: (line) => log.push(line) });
    if ("fallback" in server) throw new Error(server.fallback);
    running.push(server);
    return server;
  }

  async function portOf(server: NatsServer): Promise<number> {
    return await Promise.resolve(Number(new URL(server.url).port));
  }

  it("starts on loopback, says what it is, and stops", async () => {
    const server = await start();
    expect(server.description).toMatch(/^nats-server \d+\.\d+\.\d+\S* on 127\.0\.0\.1:\d+$/);
    expect(server.description).not.toContain(new URL(server.url).username);
    expect(await portOf(server)).toBeLessThan(32_768);
    const bus = await connectNats({ url: server.url, name: "test" });
    await bus.flush();
    await bus.close();
    const { pid } = server;
    await server.stop();
    expect(await isRunning(pid)).toBe(false);
  });

  it("keeps its address in a file that only its owner reads", async () => {
    const server = await start();
    const file = join(dataDir, "nats", "url");
    expect(await readFile(file, "utf8")).toBe(`${server.url}\n`);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it("has the same address at the next start, or another port when that one is taken", async () => {
    const first = await start();
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    await second.stop();

    const port = await portOf(second);
    const taken: Server = createServer().listen(port, "127.0.0.1");
    await once(taken, "listening");
    const third = await start();
    expect(await portOf(third)).not.toBe(port);
    taken.close();
  });

  it("comes back on the same address when it is killed, and subscriptions go on", async () => {
    const server = await start();
    const bus = await connectNats({ url: server.url, name: "test" });
    const seen: number[] = [];
    bus.subscribe("count", (message) => void seen.push(message.data[0] ?? -1));
    bus.publish("count", Uint8Array.of(1));
    await expect.poll(() => seen).toEqual([1]);
    for (const round of [2, 3]) {
      const { pid } = server;
      const back = Promise.withResolvers<void>();
      const forget = bus.onStatus((connected) => connected && back.resolve());
      process.kill(pid, "SIGKILL");
      await back.promise;
      forget();
      expect(server.pid).not.toBe(pid);
      bus.publish("count", Uint8Array.of(round));
      await expect.poll(() => seen.at(-1)).toBe(round);
    }
    expect(log).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("starting it again")));
    await bus.close();
  });

  it("refuses a data directory that another engine uses", async () => {
    await start();
    await expect(start()).rejects.toThrow(StartError);
  });

  it("stops what an earlier run left behind", async () => {
    const first = await start();
    await first.stop();
    const binary = await findNatsBinary({ dataDir, allowInstall: false, log: () => {} });
    if ("missing" in binary) throw new Error(binary.missing);
    const config = join(dataDir, "nats", "nats-server.conf");
    const script = `"${binary.path}" --config "${config}" >/dev/null 2>&1 & echo $!`;
    const shell = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    const orphan = Number(shell.stdout);
    const state = JSON.parse(await readFile(join(dataDir, "nats", "state.json"), "utf8")) as object;
    await writeFile(
      join(dataDir, "nats", "state.json"),
      JSON.stringify({ ...state, pid: orphan, ownerPid: shell.pid }),
    );

    const second = await start();
    expect(log).toEqual([expect.stringContaining(String(orphan))]);
    expect(await isRunning(orphan)).toBe(false);
    expect(second.url).toBe(first.url);
  });

  it("leaves a stranger's process alone that has the old number", async () => {
    const stranger = spawn("sleep", ["60"]);
    const { pid = 0 } = stranger;
    await mkdir(join(dataDir, "nats"));
    await writeFile(
      join(dataDir, "nats", "state.json"),
      JSON.stringify({ port: 21_000, token: "t", pid, ownerPid: 1 }),
    );
    await start();
    expect(await isRunning(pid)).toBe(true);
    stranger.kill();
    await once(stranger, "exit");
  });

  it.runIf(existsSync("/usr/bin/setpriv"))("ends with its parent, also when that is killed", async () => {
    const module = new URL("nats-server.ts", import.meta.url).href;
    const script = `
      const { startNatsServer } = await import(${JSON.stringify(module)});
      const search = { dataDir: ${JSON.stringify(dataDir)}, allowInstall: false, log: () => {} };
      const server = await startNatsServer(search);
      console.log(server.pid);
      setInterval(() => {}, 1_000);
    `;
    const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", script]);
    const [output] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(output.toString());
    expect(await isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(async () => expect(await isRunning(pid)).toBe(false), { timeout: 20_000 });
  });

  it("says how to get NATS where there is none", () => {
    // A process of its own, whose path and folders hold no nats-server.
    const module = new URL("nats-binary.ts", import.meta.url).href;
    const script = `
      const { howToGet } = await import(${JSON.stringify(module)});
      console.log(howToGet("darwin"));
      console.log(howToGet("linux"));
    `;
    const output = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", script], {
      encoding: "utf8",
    });
    const [darwin, linux] = output.split("\n");
    expect(darwin).toContain("brew install nats-server");
    expect(linux).toContain("apt-get install nats-server");
  });
});

describe("endProcess", () => {
  it("kills what does not listen to SIGTERM", async () => {
    const deaf = spawn("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]);
    await once(deaf.stdout, "data");
    const gone = once(deaf, "exit");
    await endProcess(deaf.pid ?? 0, 100);
    expect((await gone)[1]).toBe("SIGKILL");
  });

  it("does nothing about a number that is no process", async () => {
    await endProcess(0);
    await endProcess(-1);
    expect(await isRunning(process.pid)).toBe(true);
  });
});
