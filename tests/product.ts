/** Starts the whole product as a newcomer would, on a free port and an empty data directory, for whole-system tests. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../server/cli/main.ts", import.meta.url));
const READY = /TrajectoryOS is at (http:\S+)/;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

export interface Product extends AsyncDisposable {
  url: string;
  pid: number;
  /** performance.now() when it was spawned. */
  startedAt: number;
  dataDir: string;
  /** Lines printed so far. */
  output: readonly string[];
  /** Resolves with the exit code when it is over, whoever ended it; null after a kill. */
  exited: Promise<number | null>;
  /** Ctrl-C, or what a service manager sends; resolves with the exit code. */
  stop(signal?: "SIGINT" | "SIGTERM"): Promise<number | null>;
  /** kill -9; the data directory stays. */
  kill(): Promise<void>;
}

export interface ProductOptions {
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Default: a new one that goes with the product. */
  dataDir?: string;
}

export async function startProduct({ args = [], env = {}, dataDir }: ProductOptions = {}): Promise<Product> {
  const data = dataDir ?? (await mkdtemp(join(tmpdir(), "trajectory-test-")));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [MAIN, "start", "--port", "0", "--data", data, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit").then(() => child.exitCode);
  const output: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready in time:\n${output.join("\n")}`)),
      START_LIMIT_MS,
    );
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        output.push(line);
        const address = READY.exec(line)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      });
    }
    void exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready:\n${output.join("\n")}`));
    });
  });

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    const code = await exited;
    clearTimeout(timer);
    return code;
  }

  return {
    url: await url.catch(async (error: unknown) => {
      await end("SIGKILL");
      throw error;
    }),
    pid: child.pid ?? 0,
    startedAt,
    dataDir: data,
    output,
    exited,
    stop: (signal = "SIGINT") => end(signal),
    kill: async () => void (await end("SIGKILL")),
    async [Symbol.asyncDispose]() {
      await end("SIGINT");
      if (dataDir === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}
