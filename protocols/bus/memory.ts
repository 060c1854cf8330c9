import { DeliveryQueue, rethrowLater } from "./delivery-queue.ts";
import {
  type Bus,
  BusError,
  type BusHandler,
  type BusMessage,
  type BusSubscription,
  type HandlerErrorListener,
  MAX_PAYLOAD,
  type SubscribeOptions,
} from "./port.ts";
import { checkPattern, checkPayload, checkSubject } from "./subject-rules.ts";
import { SubjectTree } from "./subject-tree.ts";

export interface MemoryBusOptions {
  /** Runs a task after the current one, in order. Default `queueMicrotask`. */
  schedule?: (task: () => void) => void;
  /** Calls back once after `ms`; the returned function cancels. Default `setTimeout`. */
  setTimer?: (ms: number, callback: () => void) => () => void;
  /** Default: the error is thrown again, uncaught. */
  onHandlerError?: HandlerErrorListener;
  /** Bytes. */
  maxPayload?: number;
}

/** One bus on its own; for several parties on one bus see MemoryBroker. */
export function createMemoryBus(options: MemoryBusOptions = {}): Bus {
  return new MemoryBroker(options).connect();
}

interface Subscriber {
  readonly queue: string | undefined;
  readonly deliveries: DeliveryQueue;
}

/**
 * What a NATS server is to its clients, inside one process: each `connect` is a party with its own subscriptions,
 * which end with it. Runs in Node and in a browser worker.
 *
 * Order: all messages, of whatever publisher, reach a subscription in the order of the publish calls. A loop that
 * publishes more than a subscription's `maxPending` without giving up control drops the rest.
 */
export class MemoryBroker {
  readonly schedule: (task: () => void) => void;
  readonly setTimer: (ms: number, callback: () => void) => () => void;
  readonly onHandlerError: HandlerErrorListener;
  readonly maxPayload: number;
  readonly #subscribers = new SubjectTree<Subscriber>();
  /** Members of each queue group, and the number of messages it has had. */
  readonly #groups = new Map<string, { members: number; turn: number }>();

  constructor(options: MemoryBusOptions = {}) {
    // Not queueMicrotask itself: browsers refuse it as somebody's method.
    this.schedule = options.schedule ?? ((task) => queueMicrotask(task));
    this.setTimer = options.setTimer ?? setTimer;
    this.onHandlerError = options.onHandlerError ?? rethrowLater;
    this.maxPayload = options.maxPayload ?? MAX_PAYLOAD;
  }

  connect(): Bus {
    return new MemoryBus(this);
  }

  add(pattern: string, subscriber: Subscriber): void {
    this.#subscribers.add(pattern, subscriber);
    if (subscriber.queue === undefined) return;
    const group = this.#groups.get(subscriber.queue);
    if (group === undefined) this.#groups.set(subscriber.queue, { members: 1, turn: 0 });
    else group.members++;
  }

  remove(pattern: string, subscriber: Subscriber): void {
    this.#subscribers.delete(pattern, subscriber);
    if (subscriber.queue === undefined) return;
    const group = this.#groups.get(subscriber.queue);
    if (group === undefined) return;
    group.members--;
    if (group.members === 0) this.#groups.delete(subscriber.queue);
  }

  /** False when nobody listens. */
  send(message: BusMessage): boolean {
    const matching = this.#subscribers.match(message.subject);
    const groups = new Map<string, Subscriber[]>();
    for (const subscriber of matching) {
      if (subscriber.queue === undefined) {
        subscriber.deliveries.offer(message);
        continue;
      }
      const members = groups.get(subscriber.queue);
      if (members === undefined) groups.set(subscriber.queue, [subscriber]);
      else members.push(subscriber);
    }
    for (const [queue, members] of groups) {
      const group = this.#groups.get(queue);
      if (group === undefined) continue;
      members[group.turn % members.length]?.deliveries.offer(message);
      group.turn++;
    }
    return matching.length > 0;
  }
}

class MemoryBus implements Bus {
  readonly description = "in-memory";
  readonly #broker: MemoryBroker;
  readonly #subscriptions = new Set<BusSubscription>();
  readonly #openRequests = new Set<(reason: BusError) => void>();
  #closed = false;

  constructor(broker: MemoryBroker) {
    this.#broker = broker;
  }

  publish(subject: string, data: Uint8Array): void {
    this.#check(subject, data);
    this.#broker.send({ subject, data: data.slice(), respond: ignore });
  }

  subscribe(pattern: string, handler: BusHandler, options: SubscribeOptions = {}): BusSubscription {
    this.#checkOpen();
    checkPattern(pattern);
    const broker = this.#broker;
    const deliveries = new DeliveryQueue((message) => handler(this.#received(message)), {
      maxPending: options.maxPending,
      onHandlerError: broker.onHandlerError,
      start: broker.schedule,
    });
    const subscriber: Subscriber = { queue: options.queue, deliveries };
    const subscription: BusSubscription = {
      pattern,
      unsubscribe: () => {
        if (!this.#subscriptions.delete(subscription)) return;
        broker.remove(pattern, subscriber);
        deliveries.close();
      },
      drain: async () => {
        if (!this.#subscriptions.delete(subscription)) return;
        broker.remove(pattern, subscriber);
        await deliveries.idle();
      },
      get dropped() {
        return deliveries.dropped;
      },
    };
    this.#subscriptions.add(subscription);
    broker.add(pattern, subscriber);
    return subscription;
  }

  async request(subject: string, data: Uint8Array, options: { timeoutMs: number }): Promise<Uint8Array> {
    this.#check(subject, data);
    const broker = this.#broker;
    return await new Promise((resolve, reject) => {
      const fail = (reason: BusError): void => {
        settle();
        reject(reason);
      };
      const settle = (): void => {
        cancelTimer();
        this.#openRequests.delete(fail);
      };
      const respond = (answer: Uint8Array): void => {
        checkPayload(answer, broker.maxPayload);
        settle();
        resolve(answer.slice());
      };
      const cancelTimer = broker.setTimer(options.timeoutMs, () => {
        fail(new BusError("timeout", `No answer on ${subject} within ${options.timeoutMs} ms.`));
      });
      this.#openRequests.add(fail);
      const heard = broker.send({ subject, data: data.slice(), respond });
      if (!heard) fail(new BusError("no_responder", `Nobody listens on ${subject}.`));
    });
  }

  async flush(): Promise<void> {
    this.#checkOpen();
    await Promise.resolve();
  }

  /** Never calls: memory is always connected. */
  onStatus(): () => void {
    return ignore;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    for (const fail of this.#openRequests) fail(new BusError("closed", "The bus was closed."));
    await Promise.resolve();
  }

  /** A party that has closed can no longer answer, as if its connection were gone. */
  #received(message: BusMessage): BusMessage {
    if (message.respond === ignore) return message;
    const { subject, data } = message;
    const respond = (answer: Uint8Array): void => {
      if (!this.#closed) message.respond(answer);
    };
    return { subject, data, respond };
  }

  #check(subject: string, data: Uint8Array): void {
    this.#checkOpen();
    checkSubject(subject);
    checkPayload(data, this.#broker.maxPayload);
  }

  #checkOpen(): void {
    if (this.#closed) throw new BusError("closed", "The bus is closed.");
  }
}

function ignore(): void {}

function setTimer(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
