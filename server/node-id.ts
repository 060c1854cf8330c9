/**
 * The name of this node among all. It stays with the data directory, which one process at a time can hold: a node
 * that comes back after a crash has its leases at once, instead of waiting until they expire.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FORM = /^[0-9a-f-]{36}$/;

export async function readNodeId(dataDir: string): Promise<string> {
  const file = join(dataDir, "node-id");
  const known = await readFile(file, "utf8").catch(() => "");
  if (FORM.test(known)) return known;
  const nodeId = randomUUID();
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, nodeId);
  return nodeId;
}
