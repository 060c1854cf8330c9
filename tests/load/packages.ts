/** Packages too large for the checkout: installed beside it, only when asked for, in the versions of one package.json. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { servicesFolder } from "../services/services-folder.ts";

const INSTALL_LIMIT_MS = 600_000;

export interface PackageSet {
  /** Of the folder they are in. */
  name: string;
  /** Path of the package.json that says which, in exact versions. */
  manifest: string;
}

/** The folder with their node_modules in these versions, or undefined. */
export async function installedPackages({ name, manifest }: PackageSet): Promise<string | undefined> {
  const folder = folderOf(name);
  const { dependencies } = JSON.parse(await readFile(manifest, "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const [each, version] of Object.entries(dependencies))
    if ((await installedVersion(folder, each)) !== version) return undefined;
  return folder;
}

/** Without install scripts and their download counters. @throws Error when npm fails or takes over ten minutes */
export async function installPackages({ name, manifest }: PackageSet): Promise<string> {
  const folder = folderOf(name);
  await mkdir(folder, { recursive: true });
  await copyFile(manifest, join(folder, "package.json"));
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

function folderOf(name: string): string {
  return existsSync(servicesFolder()) ? join(servicesFolder(), name) : join(tmpdir(), `trajectory-${name}`);
}
