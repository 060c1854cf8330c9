/**
 * Counts what the actors of this node are asked and how they answer, for `nats micro stats`: a bus around the bus
 * that the runtime subscribes on, and what this node asks itself. Time is from the arrival of a request to its answer.
 */
import type { Bus, BusMessage } from "@trajectory/protocols/bus/port.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import {
  ACTORS,
  type ActorName,
  parseRequestSubject,
  type RequestVerb,
} from "@trajectory/protocols/subjects.ts";
import type { EndpointStats, ServiceEndpoint } from "../bus/service-info.ts";

const VERBS = ["do", "get"] as const satisfies readonly RequestVerb[];
const REFUSED = new TextEncoder().encode('{"ok":false');

/** One per actor and verb, such as `life-do`. */
export const ACTOR_ENDPOINTS: readonly ServiceEndpoint[] = ACTORS.flatMap((actor) =>
  VERBS.map((verb) => ({
    name: nameOf(actor, verb),
    subject: `trajectory.*.*.${actor}.${verb}.*`,
    queueGroup: "actors",
  })),
);

export class RequestMeter {
  readonly #now: () => number;
  readonly #stats = new Map<string, EndpointStats>();

  /** `now`: milliseconds of a clock that is never set, such as performance.now. */
  constructor(now: () => number) {
    this.#now = now;
    for (const { name } of ACTOR_ENDPOINTS) {
      this.#stats.set(name, { name, requests: 0, errors: 0, lastError: "", processingTime: 0 });
    }
  }

  /** In the order of ACTOR_ENDPOINTS. */
  stats(): EndpointStats[] {
    return [...this.#stats.values()].map((stats) => ({ ...stats }));
  }

  /** The same bus; requests to actors that its subscribers receive are counted. */
  around(bus: Bus): Bus {
    return {
      description: bus.description,
      publish: (subject, data) => bus.publish(subject, data),
      request: (subject, data, options) => bus.request(subject, data, options),
      flush: () => bus.flush(),
      onStatus: (listener) => bus.onStatus(listener),
      close: () => bus.close(),
      subscribe: (pattern, handler, options) =>
        bus.subscribe(pattern, (message) => handler(this.#measured(message)), options),
    };
  }

  /** As `around`, for a command that does not come over a bus. */
  async measure(actor: ActorName, execute: () => Promise<CommandReply>): Promise<CommandReply> {
    const stats = this.#stats.get(nameOf(actor, "do"));
    if (stats === undefined) return await execute();
    stats.requests++;
    const began = this.#now();
    const reply = await execute();
    stats.processingTime += (this.#now() - began) * 1e6;
    if (!reply.ok) {
      stats.errors++;
      stats.lastError = `${reply.error.code}: ${reply.error.message}`;
    }
    return reply;
  }

  #measured(message: BusMessage): BusMessage {
    const request = parseRequestSubject(message.subject);
    const stats = request && this.#stats.get(nameOf(request.actor, request.verb));
    if (stats === undefined) return message;
    stats.requests++;
    const began = this.#now();
    return {
      subject: message.subject,
      data: message.data,
      respond: (data) => {
        message.respond(data);
        stats.processingTime += (this.#now() - began) * 1e6;
        if (!beginsWith(data, REFUSED)) return;
        stats.errors++;
        stats.lastError = describe(data);
      },
    };
  }
}

function nameOf(actor: ActorName, verb: RequestVerb): string {
  return `${actor}-${verb}`;
}

function beginsWith(data: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, index) => data[index] === byte);
}

function describe(refusal: Uint8Array): string {
  const { error } = JSON.parse(new TextDecoder().decode(refusal)) as {
    error: { code: string; message: string };
  };
  return `${error.code}: ${error.message}`;
}
