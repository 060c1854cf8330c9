/**
 * The demo: the worked example of docs/model.md section 8 as a person's portfolio, entered as anybody would enter
 * it, by commands to the actors.
 */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { demoCommands } from "@trajectory/actors/demo-commands.ts";
import type { GraphAnswer, PortfolioAnswer } from "@trajectory/actors/runtime/queries.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { ActorClient } from "./gateway/actor-client.ts";
import { hashPassword } from "./gateway/passwords.ts";
import type { AccountStore, User } from "./gateway/ports.ts";
import type { Replays } from "./gateway/replays.ts";
import { RECORDINGS } from "./recordings.ts";

const EMAIL = "demo@localhost";
const RECORDING = RECORDINGS[0] ?? "";
/** The recording is played again and again, so that a dashboard opened later is alive too; then it rests. */
const ROUNDS = 20;

export interface DemoSurroundings {
  accounts: AccountStore;
  actors: ActorClient;
  replays: Replays;
  dataDir: string;
  print: (line: string) => void;
}

/** The account, the portfolio and the recording. What is there from an earlier start stays. */
export async function runDemo({
  accounts,
  actors,
  replays,
  dataDir,
  print,
}: DemoSurroundings): Promise<void> {
  const user = await demoAccount(accounts, dataDir, print);
  if (user === undefined) return;
  try {
    await fillDemo(actors, user.id, Date.now());
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code !== "command_refused") throw error;
  }
  void playRounds(replays, user.id);
  print("A recorded walk is being played to it.");
}

async function playRounds(replays: Replays, userId: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const { replayId } = await replays.start(userId, RECORDING, 1);
    const { state } = await replays.ended(userId, replayId);
    if (state !== "finished") return;
  }
}

async function demoAccount(
  accounts: AccountStore,
  dataDir: string,
  print: (line: string) => void,
): Promise<User | undefined> {
  const file = join(dataDir, "demo-account.json");
  if ((await accounts.findOwner()) === undefined) {
    const password = randomBytes(9).toString("base64url");
    await accounts.createOwner({ name: "Demo", email: EMAIL, passwordHash: await hashPassword(password) });
    await writeFile(file, JSON.stringify({ password }), { mode: 0o600 });
  }
  const user = await accounts.findByEmail(EMAIL);
  if (user === undefined) {
    print("This directory has an owner already: --demo leaves it alone. Use --data for another one.");
    return undefined;
  }
  const { password } = JSON.parse(await readFile(file, "utf8")) as { password: string };
  print(`Sign in as ${EMAIL} with the password ${password}`);
  return user;
}

/** @throws ProtocolError `command_refused` when the person has entered something already */
export async function fillDemo(actors: ActorClient, userId: string, now: number): Promise<{ seq: number }> {
  const [portfolio, graph] = await Promise.all([
    actors.query<PortfolioAnswer>(userId, "life", "portfolio"),
    actors.query<GraphAnswer>(userId, "skills", "graph"),
  ]);
  const { goals, projects, constraints } = portfolio;
  if (goals.length + projects.length + constraints.length + graph.skills.length > 0) {
    throw new ProtocolError("command_refused", "There are goals, projects, constraints or skills already.");
  }
  let seq = 0;
  for (const [index, { actor, name, payload }] of demoCommands(now).entries()) {
    ({ seq } = await actors.command(userId, actor, name, `demo-${now}-${index}`, payload));
  }
  return { seq };
}
