import {
  connect,
  type ConnectionOptions,
  type Msg,
  type NatsConnection,
  NoRespondersError,
  RequestError,
  type Server,
  TimeoutError,
} from "@nats-io/transport-node";
import { DeliveryQueue, rethrowLater } from "@trajectory/protocols/bus/delivery-queue.ts";
import {
  type Bus,
  BusError,
  type BusHandler,
  type BusMessage,
  type BusSubscription,
  type HandlerErrorListener,
  MAX_PAYLOAD,
  type SubscribeOptions,
} from "@trajectory/protocols/bus/port.ts";
import { checkPattern, checkPayload, checkSubject } from "@trajectory/protocols/bus/subject-rules.ts";
import { Backoff } from "./backoff.ts";
import { parseNatsUrl } from "./nats-url.ts";

export interface NatsBusOptions {
  /** `nats://host:port`; see parseNatsUrl for the other forms. */
  url: string;
  /** Shown by the server's connection list. */
  name: string;
  /** Default: the error is thrown again, uncaught. */
  onHandlerError?: HandlerErrorListener;
  /** Bytes that may wait for the server to take them; what is published beyond is dropped. Default 64 MiB. */
  maxOutbound?: number;
  /** A server that answers no ping for two to three intervals counts as lost. Default 1,000 ms. */
  pingIntervalMs?: number;
}

const DEFAULT_PING_INTERVAL_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;
const DEFAULT_MAX_OUTBOUND = 64 * 1_048_576;
/** After so many bytes the server is asked how far it is. */
const OUTBOUND_MARK = 1_048_576;

/**
 * Connects once and then stays: a lost connection is tried again for ever, and subscriptions come back with it.
 * @throws BusError `unreachable` when the first attempt fails
 */
export async function connectNats(options: NatsBusOptions): Promise<NatsBus> {
  const backoff = new Backoff({ first: 50, most: 2_000 });
  let delay = 0;
  const connectionOptions: ConnectionOptions = {
    ...parseNatsUrl(options.url),
    name: options.name,
    timeout: CONNECT_TIMEOUT_MS,
    pingInterval: options.pingIntervalMs ?? DEFAULT_PING_INTERVAL_MS,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
    reconnectDelayHandler: () => delay,
    // Called before every attempt.
    reconnectToServer: (servers) => {
      delay = backoff.next();
      return longestLeftAlone(servers);
    },
  };
  let connection: NatsConnection;
  try {
    connection = await connect(connectionOptions);
  } catch (cause) {
    const servers = parseNatsUrl(options.url).servers.join(", ");
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new BusError("unreachable", `No NATS server takes us at ${servers}: ${detail}.`, { cause });
  }
  backoff.reset();
  return new NatsBus(connection, options, () => backoff.reset());
}

/**
 * Left to itself the library dials the server first that was just lost; one that is paused or cut off takes the
 * connection and says nothing until the time-out.
 */
function longestLeftAlone(servers: readonly Server[]): Server | null {
  const [first, ...others] = servers;
  if (first === undefined) return null;
  return others.reduce((best, server) => (server.lastConnect < best.lastConnect ? server : best), first);
}

/** The Bus port over a NATS connection. */
export class NatsBus implements Bus {
  readonly #connection: NatsConnection;
  readonly #onHandlerError: HandlerErrorListener;
  readonly #maxOutbound: number;
  readonly #statusListeners = new Set<(connected: boolean) => void>();
  readonly #subscriptions = new Set<BusSubscription>();
  #connected = true;
  #closing: Promise<void> | undefined;
  #maxPayload: number;
  #version: string;
  #outbound = 0;
  #sinceMark = 0;
  #droppedOutbound = 0;

  constructor(connection: NatsConnection, options: NatsBusOptions, onReconnect: () => void) {
    this.#connection = connection;
    this.#onHandlerError = options.onHandlerError ?? rethrowLater;
    this.#maxOutbound = options.maxOutbound ?? DEFAULT_MAX_OUTBOUND;
    this.#maxPayload = connection.info?.max_payload ?? MAX_PAYLOAD;
    this.#version = connection.info?.version ?? "";
    void this.#followStatus(onReconnect);
  }

  get description(): string {
    return `nats ${this.#version}`;
  }

  /** Messages not sent because the connection was down or the server took nothing for too long. */
  get droppedOutbound(): number {
    return this.#droppedOutbound;
  }

  publish(subject: string, data: Uint8Array): void {
    this.#check(subject, data);
    if (!this.#admit(data.byteLength)) {
      this.#droppedOutbound++;
      return;
    }
    this.#connection.publish(subject, data);
  }

  subscribe(pattern: string, handler: BusHandler, options: SubscribeOptions = {}): BusSubscription {
    this.#checkOpen();
    checkPattern(pattern);
    const deliveries = new DeliveryQueue(handler, {
      maxPending: options.maxPending,
      onHandlerError: this.#onHandlerError,
      start: (deliver) => deliver(),
    });
    const inner = this.#connection.subscribe(pattern, {
      ...(options.queue === undefined ? {} : { queue: options.queue }),
      callback: (error, message) => {
        if (error === null) deliveries.offer(this.#received(message));
        else this.#onHandlerError(error, pattern);
      },
    });
    const subscription: BusSubscription = {
      pattern,
      unsubscribe: () => {
        if (!this.#subscriptions.delete(subscription)) return;
        deliveries.close();
        inner.unsubscribe();
      },
      drain: async () => {
        if (!this.#subscriptions.delete(subscription)) return;
        // Without a connection nothing is on its way.
        await inner.drain().catch(() => inner.unsubscribe());
        await deliveries.idle();
      },
      get dropped() {
        return deliveries.dropped;
      },
    };
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Waits for the connection to come back, as long as the time allows; only then it is sent. */
  async request(subject: string, data: Uint8Array, options: { timeoutMs: number }): Promise<Uint8Array> {
    this.#check(subject, data);
    const deadline = performance.now() + options.timeoutMs;
    if (!this.#connected) await this.#reconnected(options.timeoutMs);
    const timeout = Math.ceil(deadline - performance.now());
    if (timeout < 1 || !this.#admit(data.byteLength)) {
      throw new BusError("timeout", `The request on ${subject} was not sent: the server takes nothing.`);
    }
    try {
      return (await this.#connection.request(subject, data, { timeout })).data;
    } catch (error) {
      throw this.#requestError(error, subject, options.timeoutMs);
    }
  }

  async flush(): Promise<void> {
    this.#checkOpen();
    try {
      await this.#connection.flush();
    } catch (cause) {
      this.#checkOpen();
      throw new BusError("timeout", "The connection was lost before the server confirmed.", { cause });
    }
  }

  onStatus(listener: (connected: boolean) => void): () => void {
    this.#statusListeners.add(listener);
    return () => void this.#statusListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    if (this.#connected) await atMost(CLOSE_TIMEOUT_MS, this.#connection.flush());
    await this.#connection.close();
  }

  async #followStatus(onReconnect: () => void): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === "reconnect") {
        onReconnect();
        this.#maxPayload = this.#connection.info?.max_payload ?? this.#maxPayload;
        this.#version = this.#connection.info?.version ?? this.#version;
      }
      if (status.type === "disconnect") this.#tell(false);
      else if (status.type === "reconnect" || status.type === "close")
        this.#tell(status.type === "reconnect");
    }
  }

  #tell(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    if (this.#closing !== undefined) return;
    for (const listener of this.#statusListeners) listener(connected);
  }

  /** Resolves when connected again or when the time is over. */
  async #reconnected(timeoutMs: number): Promise<void> {
    const done = Promise.withResolvers<void>();
    const forget = this.onStatus((connected) => connected && done.resolve());
    const closed = this.#connection.closed().then(() => this.#checkOpen());
    try {
      await atMost(timeoutMs, Promise.race([done.promise, closed]));
    } finally {
      forget();
    }
    this.#checkOpen();
  }

  /**
   * Counts what the server has not confirmed, by a ping after every OUTBOUND_MARK bytes. The library has no bound
   * of its own: a server that reads nothing would fill our memory.
   */
  #admit(size: number): boolean {
    if (!this.#connected || this.#outbound + size > this.#maxOutbound) return false;
    this.#outbound += size;
    this.#sinceMark += size;
    if (this.#sinceMark >= OUTBOUND_MARK) {
      const marked = this.#sinceMark;
      this.#sinceMark = 0;
      const confirmed = (): void => void (this.#outbound -= marked);
      // A rejection says that the connection and what waited for it are gone.
      this.#connection.flush().then(confirmed, confirmed);
    }
    return true;
  }

  /** Read late: subjects and data are decoded by whoever looks at them. */
  #received(message: Msg): BusMessage {
    return new ReceivedMessage(message, this.#respond);
  }

  readonly #respond = (message: Msg, answer: Uint8Array): void => {
    if (message.reply === undefined || message.reply === "" || this.#closing !== undefined) return;
    checkPayload(answer, this.#maxPayload);
    if (this.#admit(answer.byteLength)) message.respond(answer);
    else this.#droppedOutbound++;
  };

  #requestError(error: unknown, subject: string, timeoutMs: number): unknown {
    if (this.#closing !== undefined) return new BusError("closed", "The bus was closed.", { cause: error });
    if (error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders())) {
      return new BusError("no_responder", `Nobody listens on ${subject}.`, { cause: error });
    }
    if (error instanceof TimeoutError) {
      return new BusError("timeout", `No answer on ${subject} within ${timeoutMs} ms.`, { cause: error });
    }
    return error;
  }

  #check(subject: string, data: Uint8Array): void {
    this.#checkOpen();
    checkSubject(subject);
    checkPayload(data, this.#maxPayload);
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new BusError("closed", "The bus is closed.");
  }
}

class ReceivedMessage implements BusMessage {
  readonly #message: Msg;
  readonly #respond: (message: Msg, answer: Uint8Array) => void;

  constructor(message: Msg, respond: (message: Msg, answer: Uint8Array) => void) {
    this.#message = message;
    this.#respond = respond;
  }

  get subject(): string {
    return this.#message.subject;
  }

  get data(): Uint8Array {
    return this.#message.data;
  }

  respond(answer: Uint8Array): void {
    this.#respond(this.#message, answer);
  }
}

/** Waits for a promise, whatever becomes of it, but no longer than `ms`. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const done = Promise.withResolvers<void>();
  const timer = setTimeout(() => done.resolve(), ms);
  work.then(
    () => done.resolve(),
    () => done.resolve(),
  );
  await done.promise;
  clearTimeout(timer);
}
