/** A person's app: sends commands, and the same ones again until it knows what became of them. */
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { commandSubject, querySubject } from "@trajectory/protocols/subjects.ts";
import type { NamedCommand } from "../../demo-commands.ts";
import type { Pause } from "./operator.ts";
import type { Process, World } from "./world.ts";

export interface Acknowledged {
  userId: string;
  commandId: string;
  reply: Extract<CommandReply, { ok: true }>;
}

export interface ClientRun {
  userId: string;
  bus: Bus;
  world: World;
  process: Process;
  commands: readonly NamedCommand[];
  /** The confirmed pause of the user, if there is one now. */
  pause: () => Pause | undefined;
}

const REQUEST_MS = 1_500;
const RETRIED = new Set(["busy", "unknown_outcome", "store_unavailable"]);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Client {
  readonly acknowledged: Acknowledged[] = [];
  /** What must not happen, in words. */
  readonly complaints: string[] = [];
  done = false;
  readonly #run: ClientRun;
  /** Head of the log as this client has been told. */
  #seq = 0;

  constructor(run: ClientRun) {
    this.#run = run;
  }

  async start(): Promise<void> {
    const { commands, process, world } = this.#run;
    for (const [index, command] of commands.entries()) {
      await this.#wait(world.random.between(0, 1_500));
      const commandId = `${process.name}-command-${index}`;
      // An impatient app: the same command twice at once.
      const twice = world.random.chance(0.1) ? [this.#until(commandId, command)] : [];
      await Promise.all([this.#until(commandId, command), ...twice]);
      if (world.random.chance(0.3)) await this.#look();
    }
    this.done = true;
  }

  async #until(commandId: string, { actor, name, payload }: NamedCommand): Promise<void> {
    const { userId, world, process, pause } = this.#run;
    const pausedBefore = pause();
    for (;;) {
      const body = JSON.stringify({ id: commandId, payload });
      const reply = (await this.#ask(commandSubject(userId, actor, name), body)) as CommandReply | undefined;
      world.note(
        process.name,
        () => `${name} ${commandId}: ${reply === undefined ? "no answer" : short(reply)}`,
      );
      if (reply?.ok === true) {
        this.acknowledged.push({ userId, commandId, reply });
        this.#seq = Math.max(this.#seq, reply.seq);
        if (pausedBefore !== undefined && pause() === pausedBefore)
          this.complaints.push(`${commandId} of ${userId} was accepted while paused`);
        return;
      }
      if (reply !== undefined && !RETRIED.has(reply.error.code)) {
        if (reply.error.code === "actor_failed" || reply.error.code === "internal") {
          this.complaints.push(`${commandId} got ${reply.error.code}: ${reply.error.message}`);
        }
        return;
      }
      await this.#wait(world.random.between(20, 400));
    }
  }

  /** What is read is never older than what this client was told before. */
  async #look(): Promise<void> {
    const { userId, process, world } = this.#run;
    const known = this.#seq;
    const reply = (await this.#ask(querySubject(userId, "life", "chart"), "")) as
      | { ok: true; seq: number }
      | { ok: false }
      | undefined;
    if (reply?.ok !== true) return;
    world.note(process.name, () => `read as of ${reply.seq}`);
    if (reply.seq < known)
      this.complaints.push(`${process.name} read ${reply.seq} after it knew of ${known}`);
  }

  async #ask(subject: string, body: string): Promise<unknown> {
    try {
      const answer = await this.#run.bus.request(subject, encoder.encode(body), { timeoutMs: REQUEST_MS });
      return JSON.parse(decoder.decode(answer));
    } catch (error) {
      if (error instanceof BusError) return undefined;
      throw error;
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#run.process.setTimer(ms, resolve));
  }
}

function short(reply: CommandReply): string {
  return reply.ok ? `accepted as ${reply.seq}` : reply.error.code;
}
