/** Rivet: its engine on its file-system driver, and one Node process with the actors; driven by its own client. */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installedVersion } from "../packages.ts";
import { freePort, startProgram } from "./program.ts";
import { measureCounters, type Outcome, type Workload } from "./rival.ts";

const SERVICE = fileURLToPath(new URL("rivet-service.mjs", import.meta.url));
const START_LIMIT_MS = 20_000;

interface Counter {
  add(by: number): Promise<number>;
}

/** What is used of rivetkit/client. */
interface Library {
  createClient: (options: { endpoint: string }) => {
    counter: { getOrCreate(key: string[]): { connect(): Counter } };
    dispose(): Promise<void>;
  };
}

export async function measure(folder: string, workload: Workload): Promise<Outcome> {
  const libc = process.platform === "linux" ? "-musl" : "";
  const platform = `@rivetkit/engine-cli-${process.platform}-${process.arch}${libc}`;
  const engine = join(folder, "node_modules", platform, "rivet-engine");
  if (!existsSync(engine)) return { unavailable: `there is no ${platform}` };
  await using stack = new AsyncDisposableStack();
  const data = await mkdtemp(join(tmpdir(), "trajectory-rivet-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const config = join(data, "config.json");
  await writeFile(config, JSON.stringify(await settings(data, port)));
  const home = { HOME: data };
  stack.use(
    await startProgram({
      command: engine,
      args: ["--config", config, "start"],
      cwd: data,
      env: home,
      ready: [/starting rivet/],
    }),
  );
  await healthy(endpoint);
  stack.use(
    await startProgram({
      command: process.execPath,
      args: [SERVICE, folder, endpoint],
      cwd: data,
      env: { ...home, NODE_ENV: "production" },
      ready: [/service is ready/],
    }),
  );
  const path = join(folder, "node_modules", "rivetkit", "dist", "tsup", "client", "mod.js");
  const { createClient } = (await import(pathToFileURL(path).href)) as Library;
  const client = createClient({ endpoint });
  stack.defer(() => client.dispose());
  const counters: Counter[] = [];
  const figures = await measureCounters((user) => {
    const counter = (counters[user] ??= client.counter.getOrCreate([`user-${user}`]).connect());
    return counter.add(1);
  }, workload);
  return {
    ...figures,
    version: `rivetkit ${await installedVersion(folder, "rivetkit")}`,
    settings: [
      "one engine on its file-system driver, load shedding off, saveState({ immediate: true }) before each answer",
      "survives a killed process, but not a power cut: no fsync",
      "one Node process with the actors, one WebSocket per user",
    ].join("; "),
  };
}

async function settings(data: string, port: number): Promise<object> {
  return {
    file_system: { path: join(data, "db") },
    guard: { host: "127.0.0.1", port },
    api_peer: { host: "127.0.0.1", port: await freePort() },
    metrics: { host: "127.0.0.1", port: await freePort() },
    telemetry: { enabled: false },
    runtime: {
      // Permille of CPU in use, permille of work taken in: by default, next to none above 90 %.
      worker_load_shedding_curve: [
        [0, 1_000],
        [1_000, 999],
      ],
    },
  };
}

async function healthy(endpoint: string): Promise<void> {
  const until = performance.now() + START_LIMIT_MS;
  for (;;) {
    const up = await fetch(`${endpoint}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    if (performance.now() > until) throw new Error("the engine did not become healthy");
    await wait(50);
  }
}
