/**
 * Tells session actors what came of signals. What comes by the thousand is told directly where this node serves the
 * person and nobody watches, over the bus otherwise (docs/decisions/0042). Checks, order, idempotency and COMMIT are the
 * same: behind both is `Runtime.execute`.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import { MOVING } from "@trajectory/actors/runtime/replies.ts";
import type { Runtime } from "@trajectory/actors/runtime/runtime.ts";
import type { TellSession } from "@trajectory/ingest/ports.ts";
import { ProtocolError, fromErrorBody } from "@trajectory/protocols/errors.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { type ActorClient, retrying } from "./gateway/actor-client.ts";

export const COMMAND_TIMEOUT_MS = 5_000;

const FREQUENT: ReadonlySet<string> = new Set(["record_window", "record_gesture"]);

/** The actors of this node. */
export type NearActors = Pick<Runtime, "serves" | "execute">;

export interface SessionTellerOptions {
  /** Undefined: this node has no actors. */
  near: NearActors | undefined;
  far: Pick<ActorClient, "command">;
  /** Somebody follows this person on the bus, and is to see all that is said. */
  isWatched: (userId: string) => boolean;
  clock: Clock;
  /** After which the outcome of a direct command is unknown, as it is over the bus. */
  timeoutMs: number;
}

export function createSessionTeller({
  near,
  far,
  isWatched,
  clock,
  timeoutMs,
}: SessionTellerOptions): TellSession {
  return async (userId, command, id, payload) => {
    await retrying(tell, (ms) => new Promise((resolve) => void clock.setTimer(ms, resolve)));

    async function tell(): Promise<void> {
      if (FREQUENT.has(command) && near?.serves(userId) === true && !isWatched(userId)) {
        const executed = near.execute(userId, "session", command, { id, payload });
        const reply = await inTime(executed, clock, timeoutMs);
        if (reply.ok) return;
        // It was given away meanwhile, and the bus knows whom to.
        if (reply.error.reason !== MOVING) throw fromErrorBody(reply.error);
      }
      await far.command(userId, "session", command, id, payload);
    }
  };
}

/** A node that lost a person may wait for ever for what another one has done: then it is asked again. */
function inTime(executed: Promise<CommandReply>, clock: Clock, timeoutMs: number): Promise<CommandReply> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(timeoutMs, () =>
      reject(new ProtocolError("unknown_outcome", "The actors did not answer in time.")),
    );
    void executed.then((reply) => {
      cancel();
      resolve(reply);
    });
  });
}
