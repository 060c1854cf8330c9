/** Speaks to a user's actors over the bus, as any other client of the bus would. */
import type { QueryAnswer, Refused } from "@trajectory/actors/runtime/queries.ts";
import { requestWhole } from "@trajectory/protocols/bus/parts.ts";
import { type Bus, BusError } from "@trajectory/protocols/bus/port.ts";
import { fromErrorBody, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { type ActorName, commandSubject, querySubject } from "@trajectory/protocols/subjects.ts";

/** An accepted command: the seq of its last event, and its events. */
export interface Accepted {
  seq: number;
  events: EventRecord[];
}

export interface ActorClient {
  /**
   * The same id gives the same answer, so a caller that got `unknown_outcome` or `busy` sends it again.
   * @throws ProtocolError
   */
  command(userId: string, actor: ActorName, name: string, id: string, payload: unknown): Promise<Accepted>;
  /** @throws ProtocolError */
  query<Answer extends QueryAnswer>(
    userId: string,
    actor: ActorName,
    name: string,
    body?: object,
  ): Promise<Answer>;
  /** The answer or the refusal as the bytes of its JSON text, for whoever reads it elsewhere. @throws ProtocolError */
  queryBytes(userId: string, actor: ActorName, name: string): Promise<Uint8Array>;
}

export function createActorClient(bus: Bus, options: { timeoutMs: number }): ActorClient {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  async function send(subject: string, body: string): Promise<unknown> {
    try {
      return JSON.parse(decoder.decode(await bus.request(subject, encoder.encode(body), options)));
    } catch (error) {
      throw requestError(error);
    }
  }

  async function askBytes(
    userId: string,
    actor: ActorName,
    name: string,
    body: object = {},
  ): Promise<Uint8Array> {
    try {
      const data = encoder.encode(JSON.stringify(body));
      return await requestWhole(bus, querySubject(userId, actor, name), data, options);
    } catch (error) {
      throw requestError(error);
    }
  }

  return {
    async command(userId, actor, name, id, payload) {
      const reply = (await send(
        commandSubject(userId, actor, name),
        JSON.stringify({ id, payload }),
      )) as CommandReply;
      if (!reply.ok) throw fromErrorBody(reply.error);
      return { seq: reply.seq, events: reply.events };
    },
    async query<Answer extends QueryAnswer>(userId: string, actor: ActorName, name: string, body?: object) {
      const answer = JSON.parse(decoder.decode(await askBytes(userId, actor, name, body))) as
        | Answer
        | Refused;
      if (!answer.ok) throw fromErrorBody(answer.error);
      return answer;
    },
    queryBytes: askBytes,
  };
}

/** Repeats an idempotent call while the actors are busy or the outcome is unknown, up to `tries` times. */
export async function retrying<Result>(
  call: () => Promise<Result>,
  wait: (ms: number) => Promise<void>,
  tries = 5,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const code = error instanceof ProtocolError ? error.code : undefined;
      if (attempt >= tries || (code !== "busy" && code !== "unknown_outcome")) throw error;
      const asked = error instanceof ProtocolError ? error.retryAfterMs : undefined;
      await wait(asked ?? Math.min(2_000, 50 * 2 ** attempt));
    }
  }
}

function requestError(error: unknown): unknown {
  if (!(error instanceof BusError)) return error;
  switch (error.code) {
    case "no_responder":
      return new ProtocolError("busy", "No node serves this person right now.", {
        retryAfterMs: 250,
        cause: error,
      });
    case "payload_too_large":
      return new ProtocolError("invalid_input", "The command is too large for the bus.", { cause: error });
    default:
      return new ProtocolError("unknown_outcome", "The actors did not answer in time.", { cause: error });
  }
}
