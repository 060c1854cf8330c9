/** Memory and CPU of a process and all its children, from Linux's /proc. */
import { readFile, readdir } from "node:fs/promises";

/** Proportional set size of the tree in MB (shared pages are counted once); undefined where there is no /proc. */
export async function treeMemoryMb(rootPid: number): Promise<number | undefined> {
  const parents = await parentsByPid();
  if (parents === undefined) return undefined;
  let kilobytes = 0;
  for (const pid of parents.keys()) if (isBelow(pid, rootPid, parents)) kilobytes += await pss(pid);
  return kilobytes / 1024;
}

/**
 * Seconds of CPU that the tree has used so far, by the name of the program (node, postgres, nats-server), but for the
 * processes left out; undefined where there is no /proc.
 */
export async function treeCpuByName(
  rootPid: number,
  leftOut: ReadonlySet<number> = new Set(),
): Promise<Map<string, number> | undefined> {
  const parents = await parentsByPid();
  if (parents === undefined) return undefined;
  const seconds = new Map<string, number>();
  for (const pid of parents.keys()) {
    if (leftOut.has(pid) || !isBelow(pid, rootPid, parents)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const nameEnd = stat.lastIndexOf(")");
    // Node calls its process after its main thread.
    const name = stat.slice(stat.indexOf("(") + 1, nameEnd).replace("MainThread", "node");
    // Its own, and that of children that have ended.
    const times = stat
      .slice(nameEnd + 2)
      .split(" ")
      .slice(11, 15)
      .map(Number);
    // USER_HZ is 100 on every architecture that Node runs on.
    for (const time of times) seconds.set(name, (seconds.get(name) ?? 0) + time / 100);
  }
  return seconds;
}

/** The process and all below it; the process alone where there is no /proc. */
export async function treePids(rootPid: number): Promise<number[]> {
  const parents = await parentsByPid();
  if (parents === undefined) return [rootPid];
  return [...parents.keys()].filter((pid) => isBelow(pid, rootPid, parents));
}

async function parentsByPid(): Promise<Map<number, number> | undefined> {
  let names: string[];
  try {
    names = await readdir("/proc");
  } catch {
    return undefined;
  }
  const parents = new Map<number, number>();
  for (const name of names.filter((one) => /^\d+$/.test(one))) {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // The command's name stands in parentheses and may hold anything; the parent is the second field behind it.
    const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (at === root) return true;
  return false;
}

async function pss(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}
