import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { IN_FLIGHT, TIMEOUT_MS, USERS, users, type World } from "./world.ts";

const BARE_NODE = fileURLToPath(new URL("bare-node.ts", import.meta.url));
const encoder = new TextEncoder();

/** Commands a second of a process without actors: NATS request, insert in batches, answer after COMMIT. */
export async function bareRequests({ databaseUrl, natsUrl, bus }: World, seconds: number): Promise<number> {
  const child = spawn(process.execPath, [BARE_NODE, databaseUrl, natsUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  const started = performance.now();
  const until = started + seconds * 1_000;
  let answered = 0;
  async function sender(): Promise<void> {
    while (performance.now() < until) {
      const payload = { goal: { id: "counter", name: "Counter", importance: (answered % 999) + 1 } };
      const envelope = encoder.encode(JSON.stringify({ id: randomUUID(), payload }));
      await bus.request(`bare.${users[answered % USERS]}.do`, envelope, { timeoutMs: TIMEOUT_MS });
      answered++;
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  const rate = answered / ((performance.now() - started) / 1_000);
  child.kill("SIGTERM");
  await exited;
  return rate;
}
