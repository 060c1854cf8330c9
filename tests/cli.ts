/** Runs `trajectory` as a person at a terminal would. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const CLI_MAIN = fileURLToPath(new URL("../server/cli/main.ts", import.meta.url));

export async function trajectory(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [CLI_MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [, out, err] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
  return { code: child.exitCode, output: out + err };
}
