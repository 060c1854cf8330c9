/** What pushes need of their neighbours; main.ts hands it in. */
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import type { NotificationKind, QuietHours } from "@trajectory/protocols/notifications/kinds.ts";
import type { BrowserKeys, ServerKeys } from "./web-push.ts";

export const PUSH_LANGUAGES = ["en", "de"] as const;
export type PushLanguage = (typeof PUSH_LANGUAGES)[number];

export const MOST_SUBSCRIPTIONS = 10;
/** Of an endpoint, which push services make as long as they like. */
export const MOST_ENDPOINT_CHARACTERS = 1_500;

/** Of one device, as its browser has them. */
export interface PushSettings {
  language: PushLanguage;
  /** IANA */
  timeZone: string;
  quiet: QuietHours | null;
  kinds: NotificationKind[];
}

export interface NewSubscription {
  endpoint: string;
  keys: BrowserKeys;
  /** Whom the push service may ask: the address of the page. */
  contact: string | undefined;
  label: string | undefined;
  /** What is left out stays as it is. */
  settings: Partial<PushSettings>;
  /** Endpoint of the subscription that this one comes in place of. */
  replaces: string | undefined;
}

/** Why a message did not arrive: `unreachable` is tried again, the others are not. */
export type PushFailure = "unreachable" | "refused" | "expired" | "crowded_out";

export interface Subscription {
  subscriptionId: string;
  /** Host of the push service. */
  service: string;
  endpoint: string;
  label: string;
  settings: PushSettings;
  /** ms */
  createdAt: number;
  /** When the push service took a message last; null: never. */
  sentAt: number | null;
  /** The last message that it did not take, where that is newer. */
  failure: { at: number; why: PushFailure } | null;
}

export interface SubscriptionStore {
  /** Those that are kept; `fresh` are from now on where there are none. */
  serverKeys(fresh: ServerKeys): Promise<ServerKeys>;
  /** Oldest first. */
  list(userId: string): Promise<Subscription[]>;
  /** @param now ms. @throws ProtocolError `subscriptions_full`, `subscription_taken` */
  put(userId: string, subscription: NewSubscription, now: number): Promise<Subscription>;
  /** False: there is none of this person. */
  remove(userId: string, subscriptionId: string): Promise<boolean>;
}

/** What the browser shows, encrypted on its way. */
export interface PushContent {
  title: string;
  body: string;
  /** Path of the page to open. */
  to: string;
  /** A notification takes the place of an earlier one with the same. */
  tag: string;
  /** ms */
  at: number;
}

export type PushKind = NotificationKind | "test";

export interface NewMessage {
  kind: PushKind;
  /** The newest of a topic takes the place of those that still wait. */
  topic: string;
  content: PushContent;
  /** ms */
  dueAt: number;
  expiresAt: number;
}

/** What has happened since the last look. */
export interface News {
  /** Those of NEWS_EVENTS, in order. */
  events: EventRecord[];
  /** Those that ended. */
  jobs: Job[];
}

export interface FollowStore {
  /** People with devices of whom there is news. */
  behind(limit: number): Promise<string[]>;
  /**
   * Makes news into messages in one transaction. @returns how many; undefined: there is no news, or another node is at it
   */
  follow(
    userId: string,
    limit: number,
    write: (news: News, settings: PushSettings) => NewMessage[],
  ): Promise<number | undefined>;
}

export interface ClaimedSubscription {
  claim: string;
  subscriptionId: string;
  endpoint: string;
  keys: BrowserKeys;
  contact: string | undefined;
  settings: PushSettings;
  /** Failed in a row. */
  tries: number;
}

export interface WaitingMessage {
  messageId: string;
  kind: PushKind;
  topic: string;
  content: PushContent;
  expiresAt: number;
}

/** Times are of the clock of whoever asks, ms. */
export interface OutboxStore {
  /** False: there is no such subscription of this person. */
  add(userId: string, subscriptionId: string, message: NewMessage): Promise<boolean>;
  /** A device for which something is due, and which nobody else sends to until then. */
  claim(now: number, until: number): Promise<ClaimedSubscription | undefined>;
  /** The oldest message that is due. Undefined: there is none, or the claim was lost. */
  next(claim: string, now: number, until: number): Promise<WaitingMessage | undefined>;
  /** What waits for the device, apart from tests, is due then. */
  postpone(subscriptionId: string, until: number): Promise<void>;
  /** It has come to an end; one that took its place stays. */
  end(messageId: string): Promise<void>;
  sent(subscriptionId: string, at: number): Promise<void>;
  failed(subscriptionId: string, at: number, why: PushFailure, retryAt: number | null): Promise<void>;
  /** The browser is gone from this endpoint; what it has moved to stays. */
  forget(subscriptionId: string, endpoint: string): Promise<void>;
  release(claim: string): Promise<void>;
  /** When something is due next. */
  nextDue(): Promise<number | undefined>;
}
