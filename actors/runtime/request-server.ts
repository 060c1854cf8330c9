/**
 * Receives the commands and queries of the owned partitions on the bus and answers them, in JSON.
 *
 * No queue group: an owner that is paused stays subscribed, and would get every second request of its successor. So
 * while two nodes listen to a partition both get every request, and the first answer counts: the owner's.
 *
 * Who gives a partition up listens on for a moment. Between the servers of a cluster a request may be on its way to it
 * that nobody else gets; without an answer its sender would wait for the time-out.
 */
import { partRequestOf } from "@trajectory/protocols/bus/parts.ts";
import type { Bus, BusMessage, BusSubscription } from "@trajectory/protocols/bus/port.ts";
import { type ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";
import { partitionRequests, type RequestSubject } from "@trajectory/protocols/subjects.ts";
import { LargeAnswers } from "./large-answers.ts";
import { replyJson } from "./new-event.ts";
import type { Clock } from "./ports.ts";
import type { Refused } from "./queries.ts";
import { movingAway } from "./replies.ts";
import { parseBody, parseSubject } from "./requests.ts";
import { utf8 } from "./utf8.ts";

/** How long a partition that was given up is listened to, ms. */
const LINGER_MS = 300;
/** A new owner that got the request too answers before that, ms. */
const LATE_MS = 25;

/** Refusals are replies. */
export interface Answers {
  /** Calls `reply` once, within the call or later. No promise: commands are many. */
  command(request: RequestSubject, body: unknown, reply: (reply: CommandReply) => void): void;
  /** Never rejects. */
  query(request: RequestSubject, body: unknown): Promise<object>;
}

interface Seat {
  subscriptions: readonly BusSubscription[];
  /** Closing: nobody else answers yet. Left: others may. */
  state: "open" | "closing" | "left";
}

export class RequestServer {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #answers: Answers;
  readonly #large: LargeAnswers;
  readonly #seats = new Map<number, Seat>();
  /** Ends of partitions that are listened to still. */
  readonly #lingering = new Set<Promise<void>>();

  constructor(bus: Bus, clock: Clock, answers: Answers) {
    this.#bus = bus;
    this.#clock = clock;
    this.#answers = answers;
    this.#large = new LargeAnswers(clock);
  }

  /** Requests of the partitions arrive from now on. */
  open(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const seat = this.#seats.get(partition);
      if (seat === undefined) this.#listen(partition);
      else seat.state = "open";
    }
  }

  /** Whether requests of the partition are taken at this moment. */
  isOpen(partition: number): boolean {
    return this.#seats.get(partition)?.state === "open";
  }

  /** Requests that come from now on are refused with `busy`; those that have come are still answered. */
  close(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const seat = this.#seats.get(partition);
      if (seat?.state === "open") seat.state = "closing";
    }
  }

  /** Closes the partitions, and ends listening to them when nothing can be on its way any more. */
  leave(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      const seat = this.#seats.get(partition);
      if (seat === undefined || seat.state === "left") continue;
      seat.state = "left";
      const lingering = this.#linger(partition, seat).finally(() => this.#lingering.delete(lingering));
      this.#lingering.add(lingering);
    }
  }

  /** Resolves when every request that has come was answered and none can come any more. */
  async leaveAll(): Promise<void> {
    const open = [...this.#seats].filter(([, { state }]) => state !== "left");
    for (const [partition] of open) this.#seats.delete(partition);
    const subscriptions = open.flatMap(([, seat]) => seat.subscriptions);
    await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await Promise.all(this.#lingering);
  }

  #listen(partition: number): void {
    const seat: Seat = { subscriptions: [], state: "open" };
    // Not async: a handler that returns a promise would get the next message only after its end.
    const handler = (message: BusMessage): void => {
      if (seat.state === "open") this.#serve(message);
      else if (seat.state === "closing") refuse(message);
      else this.#clock.setTimer(LATE_MS, () => refuse(message));
    };
    seat.subscriptions = (["do", "get"] as const).map((verb) =>
      this.#bus.subscribe(partitionRequests(partition, verb), handler),
    );
    this.#seats.set(partition, seat);
  }

  async #linger(partition: number, seat: Seat): Promise<void> {
    await this.#passed(LINGER_MS);
    // It may have come back; if it was left again since, this ends a little early.
    if (seat.state !== "left" || this.#seats.get(partition) !== seat) return;
    this.#seats.delete(partition);
    for (const subscription of seat.subscriptions) subscription.unsubscribe();
    // What came last is refused late.
    await this.#passed(LATE_MS);
  }

  #passed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.setTimer(ms, resolve);
    });
  }

  /** Requests that the bus dropped because too many waited. */
  get dropped(): number {
    let dropped = 0;
    for (const { subscriptions } of this.#seats.values()) {
      for (const subscription of subscriptions) dropped += subscription.dropped;
    }
    return dropped;
  }

  #serve(message: BusMessage): void {
    try {
      const request = parseSubject(message.subject);
      if (request.verb === "get") void this.#serveQuery(message, request);
      else this.#answers.command(request, parseBody(message.data), (reply) => respond(message, reply));
    } catch (error) {
      refuse(message, toProtocolError(error));
    }
  }

  async #serveQuery(message: BusMessage, request: RequestSubject): Promise<void> {
    try {
      message.respond(await this.#answerTo(message, request));
    } catch (error) {
      refuse(message, toProtocolError(error));
    }
  }

  async #answerTo({ data }: BusMessage, request: RequestSubject): Promise<Uint8Array> {
    const asked = partRequestOf(data);
    if (asked !== undefined) return this.#large.part(asked.answer, asked.part);
    const body = data.byteLength === 0 ? undefined : parseBody(data);
    return this.#large.first(utf8(JSON.stringify(await this.#answers.query(request, body))));
  }
}

/** A reply that is too large is refused. */
function respond(message: BusMessage, reply: CommandReply): void {
  try {
    message.respond(utf8(replyJson(reply)));
  } catch (error) {
    refuse(message, toProtocolError(error));
  }
}

function refuse(message: BusMessage, error: ProtocolError = movingAway()): void {
  message.respond(utf8(JSON.stringify({ ok: false, error: error.toBody() } satisfies Refused)));
}
