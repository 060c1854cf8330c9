/** A person at a terminal with the real NATS command line: follows somebody, drives an actor, lists the nodes. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { commandSubject, eventSubject, querySubject, userFeed } from "@trajectory/protocols/subjects.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import type { NodeStatus } from "@trajectory/server/operations/node-status.ts";
import { CLI_MAIN } from "../cli.ts";
import { Client } from "../client.ts";
import { type Product, startProduct } from "../product.ts";
import { findNatsCli } from "../services/nats-cli.ts";

const DECODE = `${process.execPath} ${CLI_MAIN} decode`;

const cli = await findNatsCli();
const run = promisify(execFile);
let product: Product;
let natsUrl: string | undefined;
let client: Client;
let userId: string;

beforeAll(async () => {
  if ("missing" in cli) return;
  product = await startProduct({ args: ["--no-install"] });
  client = new Client(product.url);
  userId = (await client.createOwner()).id;
  natsUrl = await readFile(join(product.dataDir, "nats", "url"), "utf8").catch(() => undefined);
});

afterAll(() => product?.[Symbol.asyncDispose]());

beforeEach(({ skip }) => {
  if ("missing" in cli) skip(cli.missing);
  else if (natsUrl === undefined) skip("there is no nats-server: see the first lines of the run");
});

function commandLine(args: string[]): [string, string[]] {
  if ("missing" in cli || natsUrl === undefined) throw new Error("skipped");
  return [cli.path, ["--server", natsUrl.trim(), ...args]];
}

async function nats(...args: string[]): Promise<string> {
  const { stdout } = await run(...commandLine(args), { timeout: 30_000 });
  return stdout;
}

/** `nats sub`, once it is subscribed. */
async function subscribed(...args: string[]) {
  const [path, all] = commandLine(["sub", ...args]);
  const child = spawn(path, all, { stdio: ["ignore", "pipe", "pipe"] });
  const output = text(child.stdout);
  const exited = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.includes("Subscribing on")) resolve();
    });
    void exited.then(() => reject(new Error("nats sub ended")), reject);
  });
  return {
    /** What it printed, when it has had its fill: subjects and bodies, each of which must be JSON. */
    async messages(): Promise<{ subject: string; body: unknown }[]> {
      await exited;
      const found = (await output).matchAll(/^\[#\d+\] Received on "(.+?)".*\n(.*)$/gm);
      return [...found].map(([, subject = "", body = ""]) => ({
        subject,
        body: JSON.parse(body) as unknown,
      }));
    },
  };
}

async function request(subject: string, body: object): Promise<CommandReply> {
  return JSON.parse(await nats("req", "--raw", subject, JSON.stringify(body))) as CommandReply;
}

it("follows a person who is sending: every message is readable", async () => {
  const all = await subscribed(userFeed(userId), "--translate", DECODE, "--count", "14");
  const windows = await subscribed(
    eventSubject(userId, "session", "window"),
    "--count",
    "2",
    "--translate",
    DECODE,
  );
  const events = await subscribed(eventSubject(userId, "session", "session_started"), "--count", "1");
  const [recording] = await client.must<{ id: string }[]>("GET", "/api/recordings");
  const { replayId, sessionId } = await client.must<{ replayId: string; sessionId: string }>(
    "POST",
    "/api/replays",
    { recordingId: recording?.id, speed: 4 },
  );

  const followed = await all.messages();
  const subjects = new Set(followed.map(({ subject }) => subject));
  expect(followed).toHaveLength(14);
  expect(subjects).toContain(commandSubject(userId, "session", "start_session"));
  expect(subjects).toContain(eventSubject(userId, "session", "session_started"));
  expect(subjects).toContain(eventSubject(userId, "session", "block"));

  for (const { body } of await windows.messages()) {
    expect(body).toMatchObject({ sessionId, from: expect.any(String), features: expect.any(Object) });
  }
  const [started] = await events.messages();
  expect(started?.body).toMatchObject({ userId, type: "session_started", payload: { sessionId } });
  await client.must("DELETE", `/api/replays/${replayId}`);
});

it("drives an actor: the same id counts once, and a refusal shows its code", async () => {
  const subject = commandSubject(userId, "life", "set_goal");
  const goal = { id: "g-nats", name: "Sail round the world", importance: 0.5 };
  const first = await request(subject, { id: "goal-from-nats", payload: { goal } });
  expect(first).toMatchObject({ ok: true, events: [{ type: "goal_set", commandId: "goal-from-nats" }] });
  expect(await request(subject, { id: "goal-from-nats", payload: { goal } })).toEqual(first);
  const portfolio = JSON.parse(
    await nats("req", "--raw", querySubject(userId, "life", "portfolio"), ""),
  ) as object;
  expect(portfolio).toMatchObject({ ok: true, goals: [goal] });

  const rating = { sessionId: "00000000-0000-4000-8000-000000000000", rating: 1 };
  const refused = commandSubject(userId, "session", "rate_session");
  expect(await request(refused, { id: "rate-from-nats", payload: rating })).toMatchObject({
    ok: false,
    error: { code: "command_refused", hint: expect.any(String) },
  });
  expect(await request(subject, { id: "bad-from-nats", payload: { goal: { id: "x" } } })).toMatchObject({
    ok: false,
    error: { code: "invalid_input", field: expect.stringContaining("goal") },
  });
});

it("lists the nodes, their endpoints and what they did", async () => {
  const [node] = JSON.parse(await nats("micro", "ls", "--json")) as { name: string; id: string }[];
  expect(node).toMatchObject({
    name: "trajectory",
    metadata: { roles: "gateway,ingest,actors,jobs", host: expect.any(String), pid: String(product.pid) },
  });
  expect(await nats("micro", "info", "trajectory", node!.id)).toMatch(/trajectory\.\*\.\*\.life\.do\.\*/);

  await request(commandSubject(userId, "life", "remove_goal"), {
    id: "remove-it-now",
    payload: { goalId: "none" },
  });
  const stats = JSON.parse(await nats("micro", "stats", "trajectory", "--json")) as {
    endpoints: {
      name: string;
      num_requests: number;
      num_errors: number;
      last_error: string;
      processing_time: number;
    }[];
  }[];
  const endpoint = stats[0]?.endpoints.find(({ name }) => name === "life-do");
  expect(endpoint?.num_requests).toBeGreaterThanOrEqual(1);
  expect(endpoint?.num_errors).toBeGreaterThanOrEqual(1);
  expect(endpoint?.last_error).toMatch(/^model_refused: /);
  expect(endpoint?.processing_time).toBeGreaterThan(0);
});

it("hears from each node every few seconds", async () => {
  const subscription = await subscribed("trajectory.node.*.status", "--count", "1");
  const [message] = await subscription.messages();
  const status = message?.body as NodeStatus;
  expect(status).toMatchObject({ pid: product.pid, url: product.url, partitions: "0-63" });
  expect(status.numbers["actors"]?.["users"]).toBeTypeOf("number");
});
