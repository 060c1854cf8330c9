import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { StartError } from "../start-error.ts";
import { endProcess, lookUpProcess } from "./process-lookup.ts";

/** Kept from start to start, so that a shell or a client that was connected finds the server again. */
export interface NatsServerState {
  port: number;
  /** Only who can read the data directory may use the bus. */
  token: string;
  /** The server, and the process that started it. */
  pid?: number;
  ownerPid?: number;
}

/** Below the ports that systems hand out: a client that waits for its server must not take the server's port. */
const PORTS = { first: 21_000, count: 10_000 };

export function natsFolder(dataDir: string): string {
  return join(dataDir, "nats");
}

export function configPath(dataDir: string): string {
  return join(natsFolder(dataDir), "nats-server.conf");
}

/** The last state, or a new one; its port is free at this moment. A server that was left behind is stopped. */
export async function prepareState(dataDir: string, log: (line: string) => void): Promise<NatsServerState> {
  await mkdir(natsFolder(dataDir), { recursive: true, mode: 0o700 });
  const last = await readState(dataDir);
  if (last?.pid !== undefined) await stopOrphan(dataDir, last, log);
  const token = last?.token ?? randomBytes(16).toString("hex");
  const port = last !== undefined && (await isFree(last.port)) ? last.port : await freePort();
  return { port, token };
}

export async function saveState(dataDir: string, state: NatsServerState): Promise<void> {
  await writeFile(statePath(dataDir), `${JSON.stringify(state)}\n`, { mode: 0o600 });
}

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (await isFree(port)) return port;
  }
  throw new StartError(`No free port from ${PORTS.first} for nats-server; set NATS_URL to a running one.`);
}

function statePath(dataDir: string): string {
  return join(natsFolder(dataDir), "state.json");
}

async function readState(dataDir: string): Promise<NatsServerState | undefined> {
  try {
    const state: unknown = JSON.parse(await readFile(statePath(dataDir), "utf8"));
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is NatsServerState {
  if (typeof value !== "object" || value === null) return false;
  const { port, token, pid, ownerPid } = value as Record<string, unknown>;
  const numbers = [pid, ownerPid].every((each) => each === undefined || Number.isInteger(each));
  return Number.isInteger(port) && typeof token === "string" && token !== "" && numbers;
}

/** The process is ours only if it was started with our configuration file: numbers are used again by others. */
async function stopOrphan(
  dataDir: string,
  state: NatsServerState,
  log: (line: string) => void,
): Promise<void> {
  const { pid, ownerPid } = state;
  const facts = pid === undefined ? undefined : await lookUpProcess(pid);
  if (pid === undefined || facts === undefined || !facts.command.includes(configPath(dataDir))) return;
  if (facts.parentPid === ownerPid) {
    throw new StartError(
      `The data directory ${dataDir} is in use by process ${ownerPid}: stop it, or choose another with --data.`,
    );
  }
  log(`stopping a nats-server that an earlier run left behind (process ${pid})`);
  await endProcess(pid);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
