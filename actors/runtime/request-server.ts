/** Receives the commands and queries of the owned partitions on the bus and answers them, in JSON. */
import type { Bus, BusMessage, BusSubscription } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import { partitionRequests, type RequestSubject } from "@trajectory/protocols/subjects.ts";
import type { Refused } from "./queries.ts";
import { parseBody, parseSubject } from "./requests.ts";

/** While a partition changes hands two nodes listen: as members of one group only one of them gets a request. */
const QUEUE = "actors";
const encoder = new TextEncoder();

/** Never rejects; refusals are replies. */
export type Answer = (request: RequestSubject, body: unknown) => Promise<object>;

export class RequestServer {
  readonly #bus: Bus;
  readonly #answer: Answer;
  readonly #subscriptions = new Map<number, BusSubscription[]>();

  constructor(bus: Bus, answer: Answer) {
    this.#bus = bus;
    this.#answer = answer;
  }

  /** Requests of the partitions arrive from now on. */
  open(partitions: Iterable<number>): void {
    for (const partition of partitions) if (!this.#subscriptions.has(partition)) this.#listen(partition);
  }

  /** No new requests of the partitions; those on their way are still answered. Resolves after the last of them. */
  async close(partitions: Iterable<number>): Promise<void> {
    const draining: Promise<void>[] = [];
    for (const partition of partitions) {
      for (const subscription of this.#subscriptions.get(partition) ?? [])
        draining.push(subscription.drain());
      this.#subscriptions.delete(partition);
    }
    await Promise.all(draining);
  }

  closeAll(): Promise<void> {
    return this.close([...this.#subscriptions.keys()]);
  }

  #listen(partition: number): void {
    // Not async: a handler that returns a promise would get the next message only after its end.
    const handler = (message: BusMessage): void => void this.#serve(message);
    const listen = (verb: "do" | "get"): BusSubscription =>
      this.#bus.subscribe(partitionRequests(partition, verb), handler, { queue: QUEUE });
    this.#subscriptions.set(partition, [listen("do"), listen("get")]);
  }

  /** Requests that the bus dropped because too many waited. */
  get dropped(): number {
    let dropped = 0;
    for (const subscriptions of this.#subscriptions.values()) {
      for (const subscription of subscriptions) dropped += subscription.dropped;
    }
    return dropped;
  }

  async #serve(message: BusMessage): Promise<void> {
    let reply: object;
    try {
      const request = parseSubject(message.subject);
      const body = request.verb === "get" ? undefined : parseBody(message.data);
      reply = await this.#answer(request, body);
    } catch (error) {
      reply = refusal(toProtocolError(error));
    }
    try {
      message.respond(encoder.encode(JSON.stringify(reply)));
    } catch (error) {
      const tooLarge = new ProtocolError("internal", "The answer is too large for the bus.", {
        cause: error,
      });
      message.respond(encoder.encode(JSON.stringify(refusal(tooLarge))));
    }
  }
}

function refusal(error: ProtocolError): Refused {
  return { ok: false, error: error.toBody() };
}
