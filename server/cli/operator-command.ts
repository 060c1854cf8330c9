/**
 * What the operator's commands share. They ask the running engine over HTTP, not the database: only the engine has
 * the live state to compare with, its own version of the machines does the replay, and an embedded database has no
 * other door.
 */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { KnownUser } from "../operations/ports.ts";
import { type Target, TARGET_OPTIONS, target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

export interface OperatorCommand {
  /** Such as `inspect USER`; the words in capitals are required. */
  usage: string;
  /** What it does, in sentences. */
  about: string;
  options?: ParseArgsOptionsConfig;
  /** Resolves with the exit code. */
  run: (call: OperatorCall) => Promise<number>;
}

export interface OperatorCall {
  /** In the order of the usage. */
  words: string[];
  values: Record<string, string | boolean | undefined>;
  /** Prints what a program reads, when asked for it; otherwise what a person reads. */
  print: (answer: object, lines: () => string[]) => void;
  /** Throws UsageError with the engine's refusal. */
  ask: <Answer>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;
  /** The id of a user that is named by it or by an email address. Throws UsageError. */
  userId: (word: string) => Promise<string>;
}

export function operatorCommand(command: OperatorCommand): (args: string[]) => Promise<number> {
  const { usage, about, options = {} } = command;
  const required = usage.split(" ").filter((word) => /^[A-Z]+$/.test(word)).length;
  const help = [
    `Usage: trajectory ${usage} [--json] [--data .trajectory | --url URL --token TOKEN]`,
    "",
    about,
    "It asks the engine that was started with the same --data.",
  ].join("\n");

  return async (args) => {
    const { values, positionals } = read(args, options, help);
    if (values["help"] === true || positionals.length !== required) {
      console.log(help);
      return values["help"] === true ? 0 : 2;
    }
    const engine = await target(values as { url?: string; token?: string; data: string });
    const ask = asker(engine);
    return command.run({
      words: positionals,
      values,
      ask,
      print: (answer, lines) =>
        console.log(values["json"] === true ? JSON.stringify(answer, null, 2) : lines().join("\n")),
      userId: (word) => (word.includes("@") ? findByEmail(ask, word) : Promise.resolve(word)),
    });
  };
}

function read(args: string[], options: ParseArgsOptionsConfig, help: string) {
  const all = {
    ...TARGET_OPTIONS,
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    ...options,
  } as const satisfies ParseArgsOptionsConfig;
  try {
    const parsed = parseArgs({ args, allowPositionals: true, options: all });
    return { values: parsed.values as OperatorCall["values"], positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function asker({ url, token }: Target): OperatorCall["ask"] {
  return async <Answer>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer> => {
    let response: Response;
    try {
      response = await fetch(`${url}/api/operations/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new UsageError(`No engine answers at ${url}: start it with npm start.`);
    }
    const answer = (await response.json()) as Answer & { error?: ErrorBody };
    if (!response.ok && answer.error !== undefined) {
      const { code, message, hint } = answer.error;
      throw new UsageError(`${message} ${hint} (${code})`);
    }
    return answer;
  };
}

async function findByEmail(ask: OperatorCall["ask"], email: string): Promise<string> {
  for (let after = ""; ;) {
    const path = `users?limit=100${after === "" ? "" : `&after=${after}`}`;
    const { users, next } = await ask<{ users: KnownUser[]; next?: string }>("GET", path);
    const found = users.find((user) => user.email.toLowerCase() === email.toLowerCase());
    if (found !== undefined) return found.userId;
    if (next === undefined) throw new UsageError(`There is no account ${email}: see trajectory users.`);
    after = next;
  }
}
