import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Driven, drive } from "./load.ts";
import { users, type World } from "./world.ts";

const BARE_NODE = fileURLToPath(new URL("bare-node.ts", import.meta.url));

/** The same load on a process without actors: NATS request, insert in batches, answer after COMMIT. */
export async function bareRequests(
  { databaseUrl, natsUrl }: World,
  load: { seconds: number; inFlight: number },
): Promise<Driven> {
  const child = spawn(process.execPath, [BARE_NODE, databaseUrl, natsUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  try {
    const subjects = users.map((userId) => `bare.${userId}.do`);
    await drive({ natsUrl, subjects, inFlight: load.inFlight, seconds: load.seconds / 4 });
    return await drive({ natsUrl, subjects, ...load });
  } finally {
    child.kill("SIGTERM");
    await exited;
  }
}
