/**
 * Users who send commands, one after the other, and the same one again until they know what became of it. Everything
 * goes into the journal. They also read, and complain when they read less than they were told before.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { NamedCommand } from "@trajectory/actors/demo-commands.ts";
import { Random } from "@trajectory/actors/runtime/simulation/random.ts";
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { commandSubject, querySubject } from "@trajectory/protocols/subjects.ts";
import { uuidOf } from "../random.ts";
import type { Entry, Journal } from "./journal.ts";
import { device, editor, type NextCommand } from "./persons.ts";

export interface LoadOptions {
  bus: Bus;
  journal: Journal;
  users: number;
  seed: number;
}

/** Answers that say: the same id again. */
const RETRIED = new Set(["busy", "unknown_outcome", "store_unavailable"]);
/** Answers that no command of ours may get. */
const NEVER = new Set(["actor_failed", "internal", "invalid_input", "command_unknown"]);
const REQUEST_MS = 1_000;
const LONGEST_PAUSE_MS = 60;
const RETRY_MS = { least: 5, most: 40 };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Person {
  userId: string;
  random: Random;
  next: NextCommand;
  /** Head of the log as this client was told. */
  knownSeq: number;
}

export class Load {
  readonly users: readonly string[];
  /** What must not happen, in words. */
  complaints: string[] = [];
  readonly #options: LoadOptions;
  readonly #persons: readonly Person[];
  #running: Promise<unknown> = Promise.resolve();
  #isPaused = true;
  #isOver = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    const random = new Random(options.seed);
    this.#persons = Array.from({ length: options.users }, (_, index) => {
      const own = new Random(options.seed * 1_000 + index);
      const next = index % 2 === 0 ? editor(own) : device(own, Date.now());
      return { userId: uuidOf(random), random: own, next, knownSeq: 0 };
    });
    this.users = this.#persons.map(({ userId }) => userId);
  }

  start(): void {
    this.#isPaused = false;
    this.#running = Promise.all(this.#persons.map((person) => this.#live(person)));
  }

  /** Resolves when every command that was sent is settled. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    await this.#running;
  }

  /** Gives up on everything. */
  stop(): Promise<void> {
    this.#isOver = true;
    return this.pause();
  }

  /** No answer is one too: nobody knows what became of it. */
  async ask(subject: string, body: string): Promise<unknown> {
    try {
      const answer = await this.#options.bus.request(subject, encoder.encode(body), {
        timeoutMs: REQUEST_MS,
      });
      return JSON.parse(decoder.decode(answer));
    } catch (error) {
      if (error instanceof BusError)
        return { ok: false, error: { code: "unknown_outcome", message: error.code } };
      throw error;
    }
  }

  async #live(person: Person): Promise<void> {
    const { random } = person;
    while (!this.#isPaused) {
      const command = person.next();
      const entry = this.#options.journal.add(
        person.userId,
        uuidOf(random),
        `${command.actor}.${command.name}`,
      );
      // An impatient app: the same command twice at once.
      const times = random.chance(0.1) ? 2 : 1;
      await Promise.all(Array.from({ length: times }, () => this.#untilSettled(person, entry, command)));
      if (random.chance(0.2)) await this.#look(person);
      await wait(random.between(1, LONGEST_PAUSE_MS));
    }
  }

  async #untilSettled(person: Person, entry: Entry, { actor, name, payload }: NamedCommand): Promise<void> {
    const { userId, random } = person;
    const body = JSON.stringify({ id: entry.commandId, payload });
    while (!this.#isOver) {
      entry.tries++;
      const reply = (await this.ask(commandSubject(userId, actor, name), body)) as CommandReply;
      if (reply.ok || !RETRIED.has(reply.error.code)) {
        this.#settle(person, entry, reply);
        return;
      }
      if (reply.error.code !== "unknown_outcome" && !(Number(reply.error.retryAfterMs) > 0))
        this.complaints.push(`${reply.error.code} does not say when to come again: ${reply.error.message}`);
      entry.lastTrouble = `${reply.error.code}: ${reply.error.message}`;
      await wait(random.between(RETRY_MS.least, RETRY_MS.most));
    }
  }

  #settle(person: Person, entry: Entry, reply: CommandReply): void {
    if (entry.reply !== undefined) {
      const isSame = entry.reply.ok === reply.ok && (!reply.ok || sameEvents(entry.reply, reply));
      if (!isSame) this.complaints.push(`${entry.commandId} was answered twice, and differently`);
      return;
    }
    entry.reply = reply;
    entry.settledAt = performance.now();
    if (reply.ok) person.knownSeq = Math.max(person.knownSeq, reply.seq);
    else if (NEVER.has(reply.error.code))
      this.complaints.push(
        `${entry.command} ${entry.commandId} got ${reply.error.code}: ${reply.error.message}`,
      );
  }

  /** What is read is never older than what this client was told before. */
  async #look(person: Person): Promise<void> {
    const known = person.knownSeq;
    const reply = (await this.ask(querySubject(person.userId, "life", "chart"), "{}")) as
      | { ok: true; seq: number }
      | { ok: false; error: { code: string; message: string } };
    if (!reply.ok) {
      const { code, message } = reply.error;
      if (NEVER.has(code)) this.complaints.push(`${person.userId} could not read: ${code}: ${message}`);
    } else if (reply.seq < known) {
      this.complaints.push(`${person.userId} read the state of ${reply.seq} after it knew of ${known}`);
    }
  }
}

function sameEvents(one: CommandReply, other: CommandReply): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
