/**
 * The message bus as everything above it sees it. bus/memory.ts and server/bus/nats-bus.ts pass the same
 * acceptance suite (bus/bus.suite.ts).
 *
 * Order: messages of one publisher on one subject arrive in order. Delivery: at most once; whoever needs more
 * asks the log. A subscription is closed by `unsubscribe` or by `close` of its bus.
 */
export interface BusMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  /** Answers a request; a no-op where nobody asked. */
  respond(data: Uint8Array): void;
}

export interface BusSubscription {
  readonly pattern: string;
  unsubscribe(): void;
  /** Messages dropped because the handler did not keep up; the bound is `maxPending`. */
  readonly dropped: number;
}

export interface SubscribeOptions {
  /** Members of one queue group share the messages: each goes to one of them. */
  queue?: string;
  /** Messages that may wait for an asynchronous handler; further ones are dropped and counted. Default 10,000. */
  maxPending?: number;
}

/** An asynchronous handler gets its next message when the promise of the last one has settled. */
export type BusHandler = (message: BusMessage) => void | Promise<void>;

export interface Bus {
  /** What it is, for `/health` and the start lines: "nats 2.10.27" or "in-memory". */
  readonly description: string;
  publish(subject: string, data: Uint8Array): void;
  /** `*` matches one token, `>` the rest, as in NATS. */
  subscribe(pattern: string, handler: BusHandler, options?: SubscribeOptions): BusSubscription;
  /**
   * Sends one request and waits for the first answer.
   * @throws BusError `no_responder`, `timeout` (the outcome is unknown) or `closed`
   */
  request(subject: string, data: Uint8Array, options: { timeoutMs: number }): Promise<Uint8Array>;
  /** Resolves when everything published so far has reached the server. */
  flush(): Promise<void>;
  /** Called with false when the connection is lost and with true when it is back. */
  onStatus(listener: (connected: boolean) => void): () => void;
  close(): Promise<void>;
}

export type BusErrorCode = "no_responder" | "timeout" | "closed" | "payload_too_large";

export class BusError extends Error {
  override readonly name = "BusError";
  readonly code: BusErrorCode;

  constructor(code: BusErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
