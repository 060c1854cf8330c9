/** A program of a rival: started, awaited by a line of its output, and ended by its pid. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const KEPT_LINES = 20;

export interface Program extends AsyncDisposable {
  /** The first group of each pattern, in their order. */
  found: string[];
}

interface ProgramOptions {
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** It is ready when each was found in its output. */
  ready: readonly RegExp[];
}

/** @throws Error with its last lines when it ends or says nothing for 30 s */
export async function startProgram({
  command,
  args,
  env = {},
  cwd,
  ready,
}: ProgramOptions): Promise<Program> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit").catch(() => undefined);
  const lines: string[] = [];
  const found = new Map<RegExp, string>();
  const started = new Promise<void>((resolve, reject) => {
    function fail(reason: string): void {
      reject(new Error(`${command} ${reason}:\n${lines.join("\n")}`));
    }
    const timer = setTimeout(() => fail("was not ready in time"), READY_LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        for (const pattern of ready) {
          const match = found.has(pattern) ? null : pattern.exec(line);
          if (match !== null) found.set(pattern, match[1] ?? "");
        }
        if (found.size < ready.length) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.on("error", (error) => fail(error.message));
    void exited.then(() => {
      clearTimeout(timer);
      fail(`ended with ${child.exitCode}`);
    });
  });

  async function stop(): Promise<void> {
    if (child.pid === undefined) return;
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await exited;
    clearTimeout(timer);
  }

  try {
    await started;
  } catch (error) {
    await stop();
    throw error;
  }
  return { found: ready.map((pattern) => found.get(pattern) ?? ""), [Symbol.asyncDispose]: stop };
}

/** For programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
