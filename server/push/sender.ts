/**
 * Sends what waits: to one device one message after the other, to `AT_ONCE` devices at a time. A device is claimed by one
 * node; after a crash its claim runs out and the message goes again, and takes the place of the first by its topic.
 *
 * A push service that does not answer, or asks to wait, is asked again, later each time, until the message is too old. What
 * it refuses is not tried again; both stand at the device for its person to see. A device that is gone (404, 410) is let go of.
 * Bounds: `MOST_WAITING` messages of a device (store/push/outbox.ts), `LONGEST_MS` for each send.
 */
import { createHash } from "node:crypto";
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Web, WebAnswer } from "@trajectory/ingest/documents/net/web.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import { PUSH_DUE } from "@trajectory/protocols/subjects.ts";
import type { ClaimedSubscription, OutboxStore, PushFailure, PushKind, WaitingMessage } from "./ports.ts";
import { quietUntil } from "./quiet.ts";
import { encryptPush, type ServerKeys, signPush } from "./web-push.ts";

export interface PushSenderOptions {
  store: OutboxStore;
  serverKeys: () => Promise<ServerKeys>;
  /** Of pushes: bounded in time, and without redirects. */
  web: Web;
  bus: Pick<Bus, "subscribe">;
  clock: Clock;
  log: Log;
}

export interface PushStats {
  sent: number;
  /** Tries that will be repeated. */
  unreachable: number;
  refused: number;
  expired: number;
  /** Devices that are gone. */
  gone: number;
}

const AT_ONCE = 4;
/** Longer than a send may take. */
const CLAIM_MS = 60_000;
const LOOK_MS = 30_000;
/** Between two looks at what another node holds. */
const LEAST_MS = 250;
const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 3_600_000;
/** No push service keeps people waiting for longer. */
const LONGEST_WAIT_MS = 86_400_000;
/** Every message looks as long as the longest. */
const PADDED_BYTES = 2_560;
const URGENCY: Record<PushKind, "low" | "normal" | "high"> = {
  test: "high",
  reminder: "high",
  crossing: "normal",
  session: "normal",
  job: "low",
};

export class PushSender {
  readonly #options: PushSenderOptions;
  readonly #stats: PushStats = { sent: 0, unreachable: 0, refused: 0, expired: 0, gone: 0 };
  readonly #stopping = new AbortController();
  #unsubscribe = (): void => {};
  #cancelTimer = (): void => {};
  #turn: Promise<void> | undefined;
  #isLookDue = false;
  #isFailing = false;

  constructor(options: PushSenderOptions) {
    this.#options = options;
  }

  start(): void {
    const subscription = this.#options.bus.subscribe(PUSH_DUE, () => this.look());
    this.#unsubscribe = () => subscription.unsubscribe();
    this.look();
  }

  stats(): PushStats {
    return { ...this.#stats };
  }

  /** Something may be due. */
  look(): void {
    this.#isLookDue = true;
    if (this.#turn === undefined && !this.#stopping.signal.aborted) this.#turn = this.#work();
  }

  /** What is under way is broken off, and goes again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unsubscribe();
    this.#cancelTimer();
    await this.#turn;
  }

  async #work(): Promise<void> {
    const { store, clock, log } = this.#options;
    let waitMs = LOOK_MS;
    try {
      while (this.#isLookDue && !this.#stopping.signal.aborted) {
        this.#isLookDue = false;
        await Promise.all(Array.from({ length: AT_ONCE }, () => this.#sendAll()));
      }
      const due = await store.nextDue();
      if (due !== undefined) waitMs = Math.min(LOOK_MS, Math.max(LEAST_MS, due - clock.now()));
      this.#isFailing = false;
    } catch (err) {
      if (!this.#isFailing) log.warn({ err }, "Pushes cannot be sent; it is tried again");
      this.#isFailing = true;
    }
    this.#turn = undefined;
    if (this.#stopping.signal.aborted) return;
    if (this.#isLookDue && !this.#isFailing) this.look();
    else {
      this.#cancelTimer();
      this.#cancelTimer = clock.setTimer(waitMs, () => this.look());
    }
  }

  async #sendAll(): Promise<void> {
    const { store, clock } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const now = clock.now();
      const device = await store.claim(now, now + CLAIM_MS);
      if (device === undefined) return;
      try {
        await this.#sendTo(device);
      } finally {
        await store.release(device.claim);
      }
    }
  }

  async #sendTo(device: ClaimedSubscription): Promise<void> {
    const { store, clock } = this.#options;
    const { claim, subscriptionId, settings } = device;
    while (!this.#stopping.signal.aborted) {
      const now = clock.now();
      const message = await store.next(claim, now, now + CLAIM_MS);
      if (message === undefined) return;
      if (message.expiresAt <= now) {
        await this.#giveUp(device, message, "expired");
        continue;
      }
      const quiet = message.kind === "test" ? undefined : quietUntil(settings.quiet, settings.timeZone, now);
      if (quiet !== undefined) await store.postpone(subscriptionId, quiet);
      else if (!(await this.#send(device, message))) return;
    }
  }

  /** @returns whether the device takes more now */
  async #send(device: ClaimedSubscription, message: WaitingMessage): Promise<boolean> {
    const { store, clock, web, serverKeys } = this.#options;
    const { endpoint, subscriptionId } = device;
    const keys = await serverKeys();
    let answer: WebAnswer;
    try {
      const request = pushRequest(device, message, keys, clock.now());
      answer = await web(endpoint, { ...request, signal: this.#stopping.signal });
    } catch (thrown) {
      if (this.#stopping.signal.aborted) return false;
      if (toProtocolError(thrown).code === "source_unavailable") return this.#retry(device, undefined);
      await this.#giveUp(device, message, "refused");
      return true;
    }
    const { status, headers } = answer;
    if (status >= 200 && status < 300) {
      this.#stats.sent++;
      await store.end(message.messageId);
      await store.sent(subscriptionId, clock.now());
      return true;
    }
    if (status === 404 || status === 410) {
      this.#stats.gone++;
      await store.forget(subscriptionId, endpoint);
      return false;
    }
    if (status === 429 || status >= 500) return this.#retry(device, headers["retry-after"]);
    await this.#giveUp(device, message, "refused");
    return true;
  }

  async #retry({ subscriptionId, tries }: ClaimedSubscription, after: string | undefined): Promise<false> {
    const now = this.#options.clock.now();
    this.#stats.unreachable++;
    const backoff = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 20));
    const waitMs = Math.max(backoff, Math.min(LONGEST_WAIT_MS, waitOf(after, now)));
    await this.#options.store.failed(subscriptionId, now, "unreachable", now + waitMs);
    return false;
  }

  async #giveUp(
    { subscriptionId }: ClaimedSubscription,
    { messageId, kind }: WaitingMessage,
    why: Extract<PushFailure, "refused" | "expired">,
  ): Promise<void> {
    const { store, clock, log } = this.#options;
    this.#stats[why]++;
    log.warn({ subscriptionId, kind, why }, "A push did not arrive");
    await store.end(messageId);
    await store.failed(subscriptionId, clock.now(), why, null);
  }
}

function pushRequest(
  { endpoint, keys, contact, subscriptionId }: ClaimedSubscription,
  { content, kind, topic, expiresAt }: WaitingMessage,
  serverKeys: ServerKeys,
  now: number,
) {
  const text = Buffer.from(JSON.stringify(content));
  return {
    method: "POST" as const,
    body: encryptPush(text, keys, PADDED_BYTES),
    headers: {
      authorization: signPush(serverKeys, new URL(endpoint).origin, now, contact),
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: String(Math.max(0, Math.ceil((expiresAt - now) / 1_000))),
      urgency: URGENCY[kind],
      topic: hidden(subscriptionId, topic),
    },
  };
}

/** The push service tells topics apart, and does not see which they are; 32 characters as RFC 8030 has it. */
function hidden(subscriptionId: string, topic: string): string {
  const hash = createHash("sha256").update(`${subscriptionId} ${topic}`).digest("base64url");
  return hash.slice(0, 32);
}

/** Seconds or a date; 0 where neither is given. @returns ms */
function waitOf(header: string | undefined, now: number): number {
  if (header === undefined) return 0;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return ms > 0 ? ms : 0;
}
