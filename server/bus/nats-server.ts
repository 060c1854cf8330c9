import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Backoff } from "./backoff.ts";
import { findNatsBinary, type NatsBinary, type NatsBinarySearch } from "./nats-binary.ts";
import {
  configPath,
  freePort,
  natsFolder,
  type NatsServerState,
  prepareState,
  saveState,
} from "./nats-server-state.ts";

export interface NatsServer {
  /** Holds the token: for clients, not for logs. Also in the file `nats/url` of the data directory. */
  url: string;
  /** Such as "nats-server 2.10.27 on 127.0.0.1:21234". */
  description: string;
  /** Changes when the server had to be started again. */
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 5_000;
/** A server that ran so long did not fail because of how it was started. */
const STABLE_MS = 10_000;
const LAST_LINES = 5;
const SETPRIV = "/usr/bin/setpriv";

/**
 * Runs a nats-server as a child process on loopback, without JetStream, and starts it again when it dies. The
 * caller falls back to the in-memory bus where there is none.
 * @throws StartError when another process uses the data directory
 */
export async function startNatsServer(search: NatsBinarySearch): Promise<NatsServer | { fallback: string }> {
  const dataDir = resolve(search.dataDir);
  const binary = await findNatsBinary({ ...search, dataDir });
  if ("missing" in binary) return { fallback: binary.missing };
  const state = await prepareState(dataDir, search.log);
  const keeper = new NatsKeeper(binary, dataDir, state, search.log);
  try {
    await keeper.launch();
  } catch (error) {
    await keeper.stop();
    return { fallback: `nats-server ${binary.version} did not start: ${String(error)}` };
  }
  return keeper;
}

class NatsKeeper implements NatsServer {
  readonly #binary: NatsBinary;
  readonly #dataDir: string;
  readonly #state: NatsServerState;
  readonly #log: (line: string) => void;
  readonly #backoff = new Backoff({ first: 50, most: 5_000 });
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #restarting: Promise<void> = Promise.resolve();

  constructor(binary: NatsBinary, dataDir: string, state: NatsServerState, log: (line: string) => void) {
    this.#binary = binary;
    this.#dataDir = dataDir;
    this.#state = state;
    this.#log = log;
  }

  get url(): string {
    return `nats://${this.#state.token}@127.0.0.1:${this.#state.port}`;
  }

  get description(): string {
    return `nats-server ${this.#binary.version} on 127.0.0.1:${this.#state.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Somebody may take the port between the look and the start: then another one is tried. */
  async launch(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#start();
        return;
      } catch (error) {
        if (tries === 3) throw error;
        this.#state.port = await freePort();
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restarting;
    if (this.#child !== undefined) await end(this.#child);
    await saveState(this.#dataDir, { port: this.#state.port, token: this.#state.token });
  }

  async #start(): Promise<void> {
    const serverName = `trajectory-${randomUUID()}`;
    await writeFile(configPath(this.#dataDir), configuration(this.#state, serverName), { mode: 0o600 });
    if (this.#stopping.signal.aborted) throw new Error("it is being stopped");
    const child = this.#spawn();
    this.#child = child;
    const lines = keepLastLines(child);
    const ended = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        reject(new Error(`it ended with ${signal ?? code}: ${lines().join(" | ")}`));
      });
    });
    ended.catch(() => {});
    await Promise.race([ended, answersAs(serverName, this.#state.port)]).catch(async (error: unknown) => {
      await end(child);
      throw error;
    });
    await saveState(this.#dataDir, { ...this.#state, pid: this.pid, ownerPid: process.pid });
    await writeFile(join(natsFolder(this.#dataDir), "url"), `${this.url}\n`, { mode: 0o600 });
    const startedAt = performance.now();
    ended.catch((error: unknown) => {
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - startedAt > STABLE_MS) this.#backoff.reset();
      this.#log(`nats-server stopped (${String(error)}); starting it again`);
      this.#restarting = this.#restart();
    });
  }

  async #restart(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await wait(this.#backoff.next(), undefined, { signal, ref: false });
        await this.#start();
        return;
      } catch (error) {
        if (!signal.aborted) this.#log(`nats-server does not start again: ${String(error)}`);
      }
    }
  }

  /**
   * In a group of its own, so that Ctrl-C reaches us alone and the bus still works while we stop. On Linux the
   * kernel ends the child when we are killed; elsewhere the next start does.
   */
  #spawn(): ChildProcess {
    const args = ["--config", configPath(this.#dataDir)];
    const options: SpawnOptions = { detached: true, stdio: ["ignore", "ignore", "pipe"] };
    if (process.platform !== "linux" || !existsSync(SETPRIV)) return spawn(this.#binary.path, args, options);
    return spawn(SETPRIV, ["--pdeathsig", "TERM", this.#binary.path, ...args], options);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}

function configuration(state: NatsServerState, serverName: string): string {
  return [
    `host: "127.0.0.1"`,
    `port: ${state.port}`,
    `server_name: "${serverName}"`,
    `max_payload: 1048576`,
    `authorization { token: "${state.token}" }`,
    "",
  ].join("\n");
}

function keepLastLines(child: ChildProcess): () => string[] {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-4_096);
  });
  return () => text.trim().split("\n").slice(-LAST_LINES);
}

/** Resolves when the server of this name, and no other, greets on the port. */
async function answersAs(serverName: string, port: number): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await greeting(port)).includes(`"server_name":"${serverName}"`)) {
    if (performance.now() > deadline) throw new Error(`no answer within ${READY_TIMEOUT_MS} ms`);
    await wait(10);
  }
}

function greeting(port: number): Promise<string> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const end = (): void => {
      socket.destroy();
      done(text);
    };
    socket.setTimeout(1_000, end);
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\r\n")) end();
    });
    socket.once("error", end);
    socket.once("close", end);
  });
}
