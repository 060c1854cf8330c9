/** The devices of people as the gateway offers them: put, listed, tried and removed. */
import { isIP } from "node:net";
import { isPublic } from "@trajectory/ingest/documents/net/addresses.ts";
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { PUSH_DUE } from "@trajectory/protocols/subjects.ts";
import { testMessage } from "./compose.ts";
import {
  type NewSubscription,
  type OutboxStore,
  type Subscription,
  type SubscriptionStore,
} from "./ports.ts";
import { areBrowserKeys, newServerKeys, type ServerKeys } from "./web-push.ts";

export interface PushesOptions {
  subscriptions: SubscriptionStore;
  outbox: Pick<OutboxStore, "add">;
  bus: Pick<Bus, "publish">;
  /** `host:port` of push services in private networks. */
  privateHosts: readonly string[];
  now: () => number;
}

const EMPTY = new Uint8Array();

export class Pushes {
  readonly #options: PushesOptions;
  #keys: Promise<ServerKeys> | undefined;

  constructor(options: PushesOptions) {
    this.#options = options;
  }

  /** The same on every node, and for ever: browsers take messages of no other sender. */
  serverKeys(): Promise<ServerKeys> {
    this.#keys ??= this.#options.subscriptions.serverKeys(newServerKeys()).catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  list(userId: string): Promise<Subscription[]> {
    return this.#options.subscriptions.list(userId);
  }

  /** @throws ProtocolError `invalid_input`, `address_refused`, `subscriptions_full`, `subscription_taken` */
  async put(userId: string, subscription: NewSubscription): Promise<Subscription> {
    const endpoint = this.#checked(subscription.endpoint);
    if (!areBrowserKeys(subscription.keys))
      throw new ProtocolError("invalid_input", "These are no keys of a browser.", { field: "keys" });
    const { subscriptions, bus, now } = this.#options;
    const put = await subscriptions.put(userId, { ...subscription, endpoint }, now());
    // What waits for the end of quiet hours may be due now.
    bus.publish(PUSH_DUE, EMPTY);
    return put;
  }

  /** @throws ProtocolError `not_found` */
  async remove(userId: string, subscriptionId: string): Promise<void> {
    if (!(await this.#options.subscriptions.remove(userId, subscriptionId))) throw unknown(subscriptionId);
  }

  /** Sends a message as any other, but at once. @throws ProtocolError `not_found` */
  async test(userId: string, subscriptionId: string): Promise<void> {
    const { outbox, bus, now } = this.#options;
    const device = (await this.list(userId)).find((one) => one.subscriptionId === subscriptionId);
    if (device === undefined) throw unknown(subscriptionId);
    const message = testMessage(device.settings.language, now());
    if (!(await outbox.add(userId, subscriptionId, message))) throw unknown(subscriptionId);
    bus.publish(PUSH_DUE, EMPTY);
  }

  /** What its name leads to is looked at when it is sent to, each time. */
  #checked(endpoint: string): string {
    const field = "endpoint";
    const url = URL.parse(endpoint);
    if (url === null || url.username !== "" || url.password !== "")
      throw new ProtocolError("invalid_input", "The endpoint is no address.", { field });
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const isAllowed = this.#options.privateHosts.includes(
      `${host}:${url.port || (url.protocol === "https:" ? "443" : "80")}`,
    );
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isAllowed))
      throw new ProtocolError("invalid_input", "The endpoint does not begin with https://.", { field });
    if (!isAllowed && isIP(host) !== 0 && !isPublic(host))
      throw new ProtocolError("address_refused", `${host} is not on the public internet.`, { field });
    return url.href;
  }
}

function unknown(subscriptionId: string): ProtocolError {
  return new ProtocolError("not_found", `There is no device ${subscriptionId} of yours.`);
}
