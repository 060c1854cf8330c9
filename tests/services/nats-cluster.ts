/** A cluster of real nats-servers on loopback, each of which can be killed, paused and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { findNatsBinary } from "@trajectory/server/bus/nats-binary.ts";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

const START_LIMIT_MS = 20_000;

export class NatsCluster implements AsyncDisposable {
  /** `nats://…` of all servers, parted by commas. */
  readonly url: string;
  readonly version: string;
  readonly servers: readonly NatsMember[];

  constructor(url: string, version: string, servers: readonly NatsMember[]) {
    this.url = url;
    this.version = version;
    this.servers = servers;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
  }
}

/** One server of the cluster. Its ports stay the same when it is started again. */
export class NatsMember {
  readonly name: string;
  readonly port: number;
  readonly #binary: string;
  readonly #config: string;
  #child: ChildProcess | undefined;

  constructor(name: string, port: number, binary: string, config: string) {
    this.name = name;
    this.port = port;
    this.#binary = binary;
    this.#config = config;
  }

  /** Resolves when it greets clients. */
  async start(): Promise<void> {
    // A group of its own: Ctrl-C reaches the test alone, which then stops it.
    const child = spawn(this.#binary, ["--config", this.#config], { stdio: "ignore", detached: true });
    this.#child = child;
    let gone: string | undefined;
    child.once("error", (error) => (gone = error.message));
    child.once("exit", (code, signal) => (gone = `it ended with ${signal ?? code}`));
    await until(`${this.name} takes connections`, START_LIMIT_MS, () => {
      if (gone !== undefined) throw new Error(`${this.name} does not start: ${gone}`);
      return greets(this.port);
    });
  }

  /** kill -9; does nothing to one that is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  pause(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }
}

/** Or what to install to have it. */
export async function startNatsCluster(
  folder: string,
  size: number,
): Promise<NatsCluster | { unavailable: string }> {
  const binary = await findNatsBinary({ dataDir: folder, allowInstall: false, log: () => {} });
  if ("missing" in binary) return { unavailable: binary.missing };
  const token = randomBytes(12).toString("hex");
  const ports: number[] = [];
  while (ports.length < 2 * size) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const clientPorts = ports.slice(0, size);
  const routes = ports.slice(size).map((port) => `nats://${token}:${token}@127.0.0.1:${port}`);
  const servers = await Promise.all(
    clientPorts.map(async (port, index) => {
      const name = `nats-${index + 1}`;
      const config = join(folder, `${name}.conf`);
      await writeFile(config, configuration(name, port, token, ports[size + index] ?? 0, routes), {
        mode: 0o600,
      });
      return new NatsMember(name, port, binary.path, config);
    }),
  );
  const url = clientPorts.map((port) => `nats://${token}@127.0.0.1:${port}`).join(",");
  const cluster = new NatsCluster(url, binary.version, servers);
  try {
    await Promise.all(servers.map((server) => server.start()));
  } catch (error) {
    await cluster[Symbol.asyncDispose]();
    throw error;
  }
  return cluster;
}

function configuration(
  name: string,
  port: number,
  token: string,
  routePort: number,
  routes: readonly string[],
): string {
  return [
    `host: "127.0.0.1"`,
    `port: ${port}`,
    `server_name: "${name}"`,
    `max_payload: 1048576`,
    `authorization { token: "${token}" }`,
    `cluster {`,
    `  name: "faults"`,
    `  listen: "127.0.0.1:${routePort}"`,
    `  authorization { user: "${token}", password: "${token}" }`,
    `  routes: [${routes.map((route) => JSON.stringify(route)).join(", ")}]`,
    `}`,
    "",
  ].join("\n");
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (greeted: boolean) => (): void => {
      socket.destroy();
      resolve(greeted);
    };
    socket.setTimeout(1_000, end(false));
    socket.once("data", end(true)).once("error", end(false)).once("close", end(false));
  });
}
