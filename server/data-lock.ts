/**
 * One engine per data directory. The lock is a socket that listens: it goes with its process, so there is no stale
 * one to clear by hand.
 */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { type Server, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** @throws StartError when another engine holds the directory */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  // Paths of sockets are short (about 100 bytes), those of directories are not.
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const path =
    process.platform === "win32"
      ? `\\\\.\\pipe\\trajectory-${name}`
      : join(tmpdir(), `trajectory-${name}.sock`);
  const server = (await listen(path)) ?? (await afterStale(path));
  if (server === undefined) {
    throw new StartError(
      `Another engine uses ${dataDir}: stop it first, or choose another directory with --data.`,
    );
  }
  return {
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function afterStale(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  return listen(path);
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
