/** Restate: its server, one node with all roles, and one Node process with the service; driven over HTTP/2. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type ClientHttp2Session, connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { installedVersion } from "../packages.ts";
import { startProgram } from "./program.ts";
import { measureCounters, type Outcome, type Workload } from "./rival.ts";

const SERVICE = fileURLToPath(new URL("restate-service.mjs", import.meta.url));
const SESSIONS = 4;

export async function measure(folder: string, workload: Workload): Promise<Outcome> {
  const platform = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  const server = join(folder, "node_modules", platform, "bin", "restate-server");
  if (!existsSync(server)) return { unavailable: `there is no ${platform}` };
  await using stack = new AsyncDisposableStack();
  const data = await mkdtemp(join(tmpdir(), "trajectory-restate-"));
  stack.defer(() => rm(data, { recursive: true, force: true }));
  const service = stack.use(
    await startProgram({
      command: process.execPath,
      args: [SERVICE, folder],
      env: { NODE_ENV: "production", RESTATE_LOGGING: "ERROR" },
      ready: [/service on port (\d+)/],
    }),
  );
  const restate = stack.use(
    await startProgram({
      command: server,
      args: [
        "--base-dir",
        data,
        "--bind-ip",
        "127.0.0.1",
        "--listen-mode",
        "tcp",
        "--use-random-ports",
        "true",
      ],
      cwd: data,
      env: { RESTATE_LOG_FORMAT: "json", RESTATE_DISABLE_TELEMETRY: "true" },
      ready: [portOf("http-ingress-server"), portOf("admin-api-server")],
    }),
  );
  const [ingressPort, adminPort] = restate.found;
  await register(`http://127.0.0.1:${adminPort}`, `http://127.0.0.1:${service.found[0]}`);
  const sessions = Array.from({ length: SESSIONS }, () => connect(`http://127.0.0.1:${ingressPort}`));
  for (const session of sessions) stack.defer(() => session.destroy());
  await Promise.all(sessions.map((session) => once(session, "connect")));
  const figures = await measureCounters((user) => add(sessions[user % SESSIONS]!, user), workload);
  const [version, sdk] = await Promise.all(
    ["server", "sdk"].map((part) => installedVersion(folder, `@restatedev/restate-${part}`)),
  );
  return {
    ...figures,
    version: `restate ${version}`,
    settings: [
      "one node with its default settings (24 partitions, replicated loglet, log with fsync)",
      `one Node process with sdk ${sdk}, ${SESSIONS} HTTP/2 connections, no idempotency keys`,
    ].join("; "),
  };
}

/** The port in a line of its log in JSON. */
function portOf(server: string): RegExp {
  return new RegExp(`istening".*"server\\.port":(\\d+),"server_name":"${server}"`);
}

async function register(admin: string, uri: string): Promise<void> {
  const response = await fetch(`${admin}/deployments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ uri }),
  });
  if (!response.ok) throw new Error(`restate did not take the service: ${await response.text()}`);
  await response.body?.cancel();
}

async function add(session: ClientHttp2Session, user: number): Promise<number> {
  const request = session.request({
    ":method": "POST",
    ":path": `/counter/user-${user}/add`,
    "content-type": "application/json",
  });
  let status: number | undefined;
  request.on("response", (headers) => {
    status = headers[":status"];
  });
  request.end("1");
  const answer = await text(request);
  if (status !== 200) throw new Error(`restate answered ${status}: ${answer}`);
  return Number(answer);
}
