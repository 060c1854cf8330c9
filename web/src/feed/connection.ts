/**
 * Keeps one feed socket open: Hello with the last event held, back-fill, live; after a loss it comes back with
 * growing pauses and resumes behind that event. A socket that has been silent is probed, so that a dead network is
 * noticed although nothing was closed. Messages of an old socket never reach the listener.
 */
import { CLOSE_CODES } from "@trajectory/protocols/close-codes.ts";
import { feedDownCodec, feedUpCodec } from "@trajectory/protocols/codec.ts";
import type { FeedDown } from "@trajectory/protocols/messages.ts";
import { PROTOCOL_VERSION } from "@trajectory/protocols/version.ts";
import { backoffMs } from "./backoff.ts";

export type FeedStatus =
  | { kind: "connecting" }
  | { kind: "catching_up" }
  | { kind: "live" }
  /** Lost; the next try is at `retryAt` (ms of the injected clock). */
  | { kind: "waiting"; retryAt: number; attempt: number }
  /** The browser says there is no network. */
  | { kind: "offline" }
  /** The server asks to sign in again. */
  | { kind: "signed_out" }
  /** The account was deleted, here or elsewhere. */
  | { kind: "deleted" }
  /** The server or this page does not understand the other: trying again would not help. */
  | { kind: "refused"; reason: string }
  | { kind: "stopped" };

/** What is used of a WebSocket. */
export interface FeedSocket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
}

export interface SocketListener {
  opened(): void;
  received(bytes: Uint8Array): void;
  closed(code: number, reason: string): void;
}

export interface ConnectionDependencies {
  open(listener: SocketListener): FeedSocket;
  /** Resolves true when the server answers. Asked after a silence. */
  probe(): Promise<boolean>;
  now(): number;
  /** Calls back once; the returned function cancels. */
  setTimer(ms: number, callback: () => void): () => void;
  random(): number;
  /** The last event held; 0 for none. */
  lastSeq(): number;
  onMessage(message: FeedDown): void;
  onStatus(status: FeedStatus): void;
}

/** Silence after which the server is probed, ms. */
const SILENCE_MS = 12_000;
/**
 * After so long a silence the socket is opened anew although the server answers: what lies between may have forgotten
 * it, and a page only listens, so nobody would notice. ms
 */
const STALE_MS = 600_000;
/** A socket that is not open after this is given up, ms. */
const OPEN_TIMEOUT_MS = 10_000;

export class FeedConnection {
  readonly #deps: ConnectionDependencies;
  #status: FeedStatus = { kind: "stopped" };
  #socket: FeedSocket | undefined;
  /** Tells the sockets apart: what comes from an earlier one is ignored. */
  #generation = 0;
  #attempt = 0;
  #heard = 0;
  #cancelTimer: () => void = () => {};

  constructor(deps: ConnectionDependencies) {
    this.#deps = deps;
  }

  /** Connects, or connects again at once when it is waiting. Does nothing while a socket is in use. */
  start(): void {
    if (this.#socket !== undefined) return;
    this.#open();
  }

  stop(): void {
    this.#drop();
    this.#set({ kind: "stopped" });
  }

  /** The network went away: the socket is given up without waiting for it to notice. */
  networkLost(): void {
    if (this.#status.kind === "stopped") return;
    this.#drop();
    this.#set({ kind: "offline" });
  }

  /** The page is looked at again: a socket that has been silent meanwhile may be dead without having said so. */
  refresh(): void {
    if (this.#status.kind === "waiting") this.start();
    else if (this.#status.kind === "live" && this.#silence() >= SILENCE_MS) this.#open();
  }

  #silence(): number {
    return this.#deps.now() - this.#heard;
  }

  #open(): void {
    this.#drop();
    const generation = this.#generation;
    const current = (): boolean => generation === this.#generation;
    this.#set({ kind: "connecting" });
    this.#cancelTimer = this.#deps.setTimer(OPEN_TIMEOUT_MS, () => this.#retry());
    this.#socket = this.#deps.open({
      opened: () => {
        if (current()) this.#greet();
      },
      received: (bytes) => {
        if (current()) this.#receive(bytes);
      },
      closed: (code, reason) => {
        if (current()) this.#closed(code, reason);
      },
    });
  }

  #greet(): void {
    const hello = { protocolVersion: PROTOCOL_VERSION, afterSeq: this.#deps.lastSeq() };
    this.#socket?.send(new Uint8Array(feedUpCodec.encode({ hello })));
    this.#heard = this.#deps.now();
    this.#set({ kind: "catching_up" });
    this.#watch();
  }

  #receive(bytes: Uint8Array): void {
    this.#heard = this.#deps.now();
    let message: FeedDown;
    try {
      message = feedDownCodec.decode(bytes);
    } catch {
      // A newer server may send what this page does not know; the rest of the feed is still good.
      return;
    }
    if ("live" in message) {
      this.#attempt = 0;
      this.#set({ kind: "live" });
    }
    this.#deps.onMessage(message);
  }

  #closed(code: number, reason: string): void {
    this.#drop();
    if (code === CLOSE_CODES.unauthorized) this.#set({ kind: "signed_out" });
    else if (code === CLOSE_CODES.accountDeleted) this.#set({ kind: "deleted" });
    else if (code === CLOSE_CODES.refused) this.#set({ kind: "refused", reason });
    else this.#retry();
  }

  #retry(): void {
    this.#drop();
    const ms = backoffMs(this.#attempt, this.#deps.random());
    this.#attempt += 1;
    this.#set({ kind: "waiting", retryAt: this.#deps.now() + ms, attempt: this.#attempt });
    this.#cancelTimer = this.#deps.setTimer(ms, () => this.#open());
  }

  #watch(): void {
    this.#cancelTimer();
    const generation = this.#generation;
    this.#cancelTimer = this.#deps.setTimer(SILENCE_MS, () => {
      void this.#check(generation);
    });
  }

  async #check(generation: number): Promise<void> {
    const reachable = this.#silence() < SILENCE_MS || (await this.#deps.probe());
    if (generation !== this.#generation) return;
    if (!reachable) this.#retry();
    else if (this.#silence() >= STALE_MS) this.#open();
    else this.#watch();
  }

  #drop(): void {
    this.#generation += 1;
    this.#cancelTimer();
    this.#socket?.close();
    this.#socket = undefined;
  }

  #set(status: FeedStatus): void {
    this.#status = status;
    this.#deps.onStatus(status);
  }
}
