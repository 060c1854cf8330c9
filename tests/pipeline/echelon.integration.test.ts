/** An external Echelon engine, in a process of its own, that the product dials out to. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { Client } from "../client.ts";
import { startProduct } from "../product.ts";
import { until } from "../services/until.ts";

const SESSION = randomUUID();

async function startEngine(): Promise<string> {
  const script = fileURLToPath(new URL("../services/echelon-engine.ts", import.meta.url));
  const child = spawn(process.execPath, [script, SESSION], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return line;
}

it("takes sessions of an engine that breaks off, to the sample, and tags them", async () => {
  await using product = await startProduct({
    env: { ECHELON_URL: await startEngine() },
    args: ["--nats-url", "memory:"],
  });
  const ann = new Client(product.url);
  const { id } = await ann.createOwner();
  await ann.must("POST", "/api/demo");
  const events: string[] = [];
  const socket = ann.feed((message) => {
    if ("event" in message) events.push(message.event.json);
  });
  onTestFinished(() => socket.close());

  await until("the session of the engine ends", 60_000, () =>
    events.some((json) => json.includes('"session_ended"') && json.includes(SESSION)),
  );
  expect(events.some((json) => json.includes('"session_started"') && json.includes(SESSION))).toBe(true);
  const health = await ann.must<{ connections: number }>("GET", "/api/echelon/health");
  expect(health).toMatchObject({ configured: true });
  expect(health.connections).toBeGreaterThan(1);

  const untagged = () =>
    ann.must<{ sessions: { sessionId: string }[] }>("GET", `/api/echelon/${id}/untagged`);
  expect((await untagged()).sessions.map(({ sessionId }) => sessionId)).toEqual([SESSION]);
  await ann.must("POST", `/api/echelon/sessions/${SESSION}/tag`, { projectId: "P1" });
  expect((await untagged()).sessions).toEqual([]);
  expect(await ann.must("GET", `/api/echelon/sessions/${SESSION}/summary`)).toMatchObject({
    projectId: "P1",
    session: { streams: [{ ledger: { captured: 3_000, stored: 3_000, dropped: 0, outstanding: 0 } }] },
  });

  await ann.must("POST", "/api/users", {
    name: "Bob",
    email: "bob@example.org",
    password: "a long password",
  });
  const bob = new Client(product.url);
  await bob.must("POST", "/api/session", { email: "bob@example.org", password: "a long password" });
  expect(await bob.request("GET", `/api/echelon/sessions/${SESSION}/summary`)).toMatchObject({ status: 404 });
  expect(
    await bob.request("POST", `/api/echelon/sessions/${SESSION}/tag`, { projectId: "P1" }),
  ).toMatchObject({
    status: 404,
  });
  expect(await bob.request("GET", `/api/echelon/${id}/untagged`)).toMatchObject({ status: 403 });
});
