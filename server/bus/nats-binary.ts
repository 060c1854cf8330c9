import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export interface NatsBinary {
  path: string;
  version: string;
}

export interface NatsBinarySearch {
  /** Searched first, in its folder `bin`. */
  dataDir: string;
  allowInstall: boolean;
  /** One line per thing done that a person should know. */
  log: (line: string) => void;
}

/** System folders that are not on everybody's path: Debian puts servers into the second. */
const SYSTEM_FOLDERS = ["/usr/local/bin", "/usr/sbin", "/opt/homebrew/bin"];
const INSTALL_TIMEOUT_MS = 180_000;

const run = promisify(execFile);

/** The newest place wins: the data directory, the path, the system; else the package, where that is allowed. */
export async function findNatsBinary(search: NatsBinarySearch): Promise<NatsBinary | { missing: string }> {
  const found = await firstThatRuns(candidates(search.dataDir));
  if (found !== undefined) return found;
  if (!search.allowInstall) return { missing: `${howToGet()} Installing it here was not allowed.` };
  if (!isDebianAsRoot()) return { missing: howToGet() };
  search.log("nats-server is missing: installing the distribution's package (apt-get install nats-server)");
  const problem = await installPackage();
  const installed = await firstThatRuns(candidates(search.dataDir));
  if (installed === undefined) return { missing: `${howToGet()} apt-get could not: ${problem}` };
  search.log(`installed nats-server ${installed.version}; apt-get remove nats-server takes it away again`);
  return installed;
}

/** A sentence for people whose machine has none. */
export function howToGet(platform: NodeJS.Platform = process.platform): string {
  const command =
    platform === "darwin" ? "brew install nats-server" : "apt-get install nats-server (Debian, Ubuntu)";
  return `There is no nats-server: install it with ${command}, put its binary on the path, or set NATS_URL to a running one.`;
}

function candidates(dataDir: string): string[] {
  const folders = [join(dataDir, "bin"), ...SYSTEM_FOLDERS].map((folder) => join(folder, "nats-server"));
  const [own = "", ...system] = folders;
  return [own, "nats-server", ...system];
}

async function firstThatRuns(paths: readonly string[]): Promise<NatsBinary | undefined> {
  for (const path of paths) {
    if (path.includes("/") && !existsSync(path)) continue;
    try {
      const { stdout } = await run(path, ["--version"], { timeout: 10_000 });
      const version = /v?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
      if (version !== undefined) return { path, version };
    } catch {
      // Not there, or not for this machine: the next place may have one that runs.
    }
  }
  return undefined;
}

function isDebianAsRoot(): boolean {
  return existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
}

/** Gives the problem when there was one. */
async function installPackage(): Promise<string> {
  const install = ["install", "--yes", "--no-install-recommends", "nats-server"];
  try {
    await aptGet(install).catch(async () => {
      await aptGet(["update"]);
      await aptGet(install);
    });
    // The package brings a system service; only our own child process is wanted.
    if (existsSync("/run/systemd/system")) await run("systemctl", ["disable", "--now", "nats-server"]);
    return "the package brought no program that runs here";
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.trim().split("\n").at(-1) ?? text;
  }
}

async function aptGet(args: string[]): Promise<void> {
  await run("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", ...args], {
    timeout: INSTALL_TIMEOUT_MS,
  });
}
