/** The rivals' packages: 1.7 GB, so outside of the checkout and only when asked for. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { servicesFolder } from "../../services/services-folder.ts";

const MANIFEST = fileURLToPath(new URL("package.json", import.meta.url));
const INSTALL_LIMIT_MS = 600_000;

function rivalsFolder(): string {
  return existsSync(servicesFolder())
    ? join(servicesFolder(), "rivals")
    : join(tmpdir(), "trajectory-rivals");
}

/** The folder with their node_modules in the versions of package.json, or undefined. */
export async function installedRivals(): Promise<string | undefined> {
  const folder = rivalsFolder();
  const manifest = JSON.parse(await readFile(MANIFEST, "utf8")) as { dependencies: Record<string, string> };
  for (const [name, version] of Object.entries(manifest.dependencies))
    if ((await installedVersion(folder, name)) !== version) return undefined;
  return folder;
}

/** Without install scripts and their download counters. @throws Error when npm fails or takes over ten minutes */
export async function installRivals(): Promise<string> {
  const folder = rivalsFolder();
  await mkdir(folder, { recursive: true });
  await copyFile(MANIFEST, join(folder, "package.json"));
  await promisify(execFile)("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-package-lock"], {
    cwd: folder,
    env: { ...process.env, SCARF_ANALYTICS: "false" },
    timeout: INSTALL_LIMIT_MS,
  });
  return folder;
}

export async function installedVersion(folder: string, name: string): Promise<string | undefined> {
  const path = join(folder, "node_modules", name, "package.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { version: string }).version;
}
