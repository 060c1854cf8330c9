/**
 * The message bus as everything above it sees it. bus/memory.ts and server/bus/nats-bus.ts pass the same
 * acceptance suite (bus/bus.suite.ts).
 *
 * Order: messages of one publisher reach one subscription in order. Delivery: at most once, never inside the
 * call that publishes; whoever needs more asks the log. A subscription is closed by `unsubscribe` or by `close`
 * of its bus; after that its handler is not called again, also not with messages that were waiting.
 */
export interface BusMessage {
  readonly subject: string;
  /** Shared between the handlers of one message: read only. */
  readonly data: Uint8Array;
  /**
   * Answers a request; a no-op where nobody asked and after `close`. The first answer counts.
   * @throws BusError `payload_too_large`
   */
  respond(data: Uint8Array): void;
}

export interface BusSubscription {
  readonly pattern: string;
  unsubscribe(): void;
  /** Ends it too, but first hands over what is on its way already; resolves after the last of it. Never rejects. */
  drain(): Promise<void>;
  /** Messages dropped because the handler did not keep up; the bound is `maxPending`. */
  readonly dropped: number;
}

export interface SubscribeOptions {
  /** Members of one queue group share the messages: each goes to one of them. */
  queue?: string;
  /** Messages that may wait for the handler; further ones are dropped and counted. Default 10,000. */
  maxPending?: number;
}

/** An asynchronous handler gets its next message when the promise of the last one has settled. */
export type BusHandler = (message: BusMessage) => void | Promise<void>;

/** Gets what a handler threw or rejected with; the subscription goes on with the next message. */
export type HandlerErrorListener = (error: unknown, subject: string) => void;

export interface Bus {
  /** What it is, for `/health` and the start lines: "nats 2.10.27" or "in-memory". */
  readonly description: string;
  /**
   * Leave `data` unchanged afterwards: it is read up to the end of the current task.
   * @throws BusError `closed`, `payload_too_large` (over 1 MiB by default) or `invalid_subject`
   */
  publish(subject: string, data: Uint8Array): void;
  /**
   * `*` matches one token, `>` the rest, as in NATS.
   * @throws BusError `closed` or `invalid_subject`
   */
  subscribe(pattern: string, handler: BusHandler, options?: SubscribeOptions): BusSubscription;
  /**
   * Sends one request and waits for the first answer.
   * @throws BusError `no_responder`, `timeout` (the outcome is unknown), `closed`, `payload_too_large` or
   * `invalid_subject`
   */
  request(subject: string, data: Uint8Array, options: { timeoutMs: number }): Promise<Uint8Array>;
  /**
   * Resolves when everything published and subscribed so far has reached the server.
   * @throws BusError `closed`, or `timeout` when the connection was lost meanwhile: what was published may be lost
   */
  flush(): Promise<void>;
  /** Called with false when the connection is lost and with true when it is back. */
  onStatus(listener: (connected: boolean) => void): () => void;
  /** Hands what was published to the server, ends all subscriptions and fails open requests with `closed`. */
  close(): Promise<void>;
}

export type BusErrorCode =
  | "no_responder"
  | "timeout"
  | "closed"
  | "payload_too_large"
  | "invalid_subject"
  | "unreachable";

export class BusError extends Error {
  override readonly name = "BusError";
  readonly code: BusErrorCode;

  constructor(code: BusErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Bytes a message may have; the default of nats-server. Larger content goes by reference. */
export const MAX_PAYLOAD = 1_048_576;

export const DEFAULT_MAX_PENDING = 10_000;
