/**
 * What was refused a moment ago, by id of the command. A try that its sender gave up may still come, when a NATS server
 * wakes up: it must not do what was refused.
 */
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import type { Clock } from "./ports.ts";

const KEPT_MS = 10_000;
/** Of one user; the oldest go first. */
const MOST = 32;

export class Refusals {
  readonly #clock: Pick<Clock, "now">;
  readonly #replies = new Map<string, { reply: CommandReply; until: number }>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  keep(id: string, reply: CommandReply): void {
    this.#replies.delete(id);
    this.#replies.set(id, { reply, until: this.#clock.now() + KEPT_MS });
    if (this.#replies.size > MOST) this.#replies.delete(this.#replies.keys().next().value!);
  }

  find(id: string): CommandReply | undefined {
    const kept = this.#replies.get(id);
    return kept !== undefined && this.#clock.now() < kept.until ? kept.reply : undefined;
  }
}
