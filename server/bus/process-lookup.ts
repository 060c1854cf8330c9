import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

export interface ProcessFacts {
  parentPid: number;
  /** Program and arguments, parted by spaces. */
  command: string;
}

/** Undefined when no such process runs; from /proc where there is one, else from `ps`. */
export async function lookUpProcess(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ").trim();
    // "pid (name) state ppid …": the name may hold spaces and brackets, so count from the last bracket.
    const [state, parentPid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : { parentPid: Number(parentPid), command };
  } catch {
    return process.platform === "linux" ? undefined : await askPs(pid);
  }
}

async function askPs(pid: number): Promise<ProcessFacts | undefined> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "ppid=,command=", "-p", String(pid)]);
    const [, parentPid, command] = /^\s*(\d+)\s+(.*\S)/.exec(stdout) ?? [];
    return command === undefined ? undefined : { parentPid: Number(parentPid), command };
  } catch {
    return undefined;
  }
}

/** SIGTERM, and SIGKILL for a process that still runs after `graceMs`. Resolves when it is gone. */
export async function endProcess(pid: number, graceMs = 5_000): Promise<void> {
  const deadline = performance.now() + graceMs;
  let signal: NodeJS.Signals = "SIGTERM";
  if (!send(pid, signal)) return;
  while ((await lookUpProcess(pid)) !== undefined) {
    if (signal === "SIGTERM" && performance.now() > deadline) {
      signal = "SIGKILL";
      send(pid, signal);
    }
    await wait(20);
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  // Zero and negative numbers mean whole groups, ours among them.
  if (pid < 1) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
