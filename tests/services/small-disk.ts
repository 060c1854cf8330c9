/** A disk that can be filled: a tmpfs of a fixed size. Needs root. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MEGABYTE = 1024 * 1024;

export interface SmallDisk extends AsyncDisposable {
  folder: string;
  /** Takes all the space that is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
}

export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | { unavailable: string }> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return { unavailable: "a disk that can be filled is mounted as root, on Linux" };
  const folder = await mkdtemp(join(tmpdir(), "trajectory-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder]);
  } catch (error) {
    await rm(folder, { recursive: true });
    return { unavailable: `a disk that can be filled cannot be mounted here: ${String(error)}` };
  }
  await chmod(folder, 0o755);
  const ballast = join(folder, "ballast");
  return {
    folder,
    async fill() {
      const file = await open(ballast, "a");
      try {
        for (let size = MEGABYTE; size >= 1_024; size /= 4) await writeUntilFull(file, Buffer.alloc(size));
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    async [Symbol.asyncDispose]() {
      await run("umount", ["--lazy", folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  for (;;) {
    try {
      const { bytesWritten } = await file.write(piece);
      if (bytesWritten < piece.byteLength) return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      return;
    }
  }
}
