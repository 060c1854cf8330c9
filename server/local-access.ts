/**
 * Lets programs on this machine that may read the data directory act for the owner: `trajectory replay` needs no
 * password there. The file is readable by its owner only and is made anew at each start.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "local-access.json";

export interface LocalAccess {
  /** Address of the running server, such as http://127.0.0.1:8080. */
  url: string;
  token: string;
}

export async function writeLocalAccess(dataDir: string, access: LocalAccess): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, FILE), JSON.stringify(access), { mode: 0o600 });
}

/** Undefined where no server has been started with this directory. */
export async function readLocalAccess(dataDir: string): Promise<LocalAccess | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, FILE), "utf8")) as LocalAccess;
  } catch {
    return undefined;
  }
}
