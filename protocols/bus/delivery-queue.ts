import {
  type BusHandler,
  type BusMessage,
  DEFAULT_MAX_PENDING,
  type HandlerErrorListener,
  type SubscribeOptions,
} from "./port.ts";

/** Without a listener a handler's error is uncaught: it ends the process instead of getting lost. */
export function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

export interface DeliveryOptions {
  maxPending?: SubscribeOptions["maxPending"];
  onHandlerError: HandlerErrorListener;
  /** Begins delivery to an idle handler: at once for messages from a socket, later for local ones. */
  start: (deliver: () => void) => void;
}

/**
 * The messages of one subscription on their way to its handler: one at a time, in order. At most `maxPending`
 * wait; further ones are dropped and counted.
 */
export class DeliveryQueue {
  readonly #handler: BusHandler;
  readonly #maxPending: number;
  readonly #options: DeliveryOptions;
  #waiting: BusMessage[] = [];
  #head = 0;
  #active = false;
  #closed = false;
  #dropped = 0;
  #whenIdle: (() => void)[] = [];

  constructor(handler: BusHandler, options: DeliveryOptions) {
    this.#handler = handler;
    this.#options = options;
    this.#maxPending = options.maxPending ?? DEFAULT_MAX_PENDING;
  }

  get dropped(): number {
    return this.#dropped;
  }

  offer(message: BusMessage): void {
    if (this.#closed) return;
    if (this.#waiting.length - this.#head >= this.#maxPending) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(message);
    if (this.#active) return;
    this.#active = true;
    this.#options.start(() => this.#deliver());
  }

  /** Resolves when the handler has had everything that was offered before. */
  idle(): Promise<void> {
    if (!this.#active) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
    });
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#head = 0;
  }

  #deliver(): void {
    for (let message = this.#take(); message !== undefined; message = this.#take()) {
      try {
        const outcome = this.#handler(message);
        if (outcome instanceof Promise) {
          const { subject } = message;
          void outcome
            .catch((error: unknown) => this.#options.onHandlerError(error, subject))
            .then(() => this.#deliver());
          return;
        }
      } catch (error) {
        this.#options.onHandlerError(error, message.subject);
      }
    }
    this.#active = false;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  #take(): BusMessage | undefined {
    const message = this.#waiting[this.#head];
    if (message === undefined) return undefined;
    this.#head++;
    if (this.#head === this.#waiting.length) {
      this.#waiting = [];
      this.#head = 0;
    } else if (this.#head >= 1_024 && this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return message;
  }
}
