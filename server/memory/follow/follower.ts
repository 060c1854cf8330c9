/**
 * Takes what is to be remembered from committed events. A message on the bus only says where to look soon; the position
 * in the log (store/memory/followed-log.ts) says from where. What no message told of, after a crash or from another
 * node, is found by looking at everybody every half minute.
 *
 * Bound: `MOST_AWAITED` people whose events were told of; further ones are found by the next look.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus, BusSubscription } from "@trajectory/protocols/bus/port.ts";
import type { FollowedLog } from "../ports.ts";
import { remember } from "./remember.ts";

export interface FollowerOptions {
  log: Log;
  clock: Clock;
  bus: Pick<Bus, "subscribe">;
  events: FollowedLog;
  /** Something was stored: vectors can be made. */
  onStored: () => void;
}

const PATTERNS = [
  "interview.answer_given",
  "skills.evidence_added",
  "skills.evidence_retracted",
  "session.session_ended",
  "session.session_tagged",
  "session.session_rated",
  "session.claim_made",
];

const LOOK_MS = 30_000;
const RETRY_MS = 5_000;
const MOST_AWAITED = 10_000;
const PAGE = 200;
const PEOPLE = 500;

export class MemoryFollower {
  readonly #options: FollowerOptions;
  readonly #awaited = new Set<string>();
  #isLookDue = true;
  #subscriptions: BusSubscription[] = [];
  #cancelTimer: (() => void) | undefined;
  #turn: Promise<void> | undefined;
  #stopped = false;
  #isFailing = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#subscriptions = PATTERNS.map((event) =>
      this.#options.bus.subscribe(`trajectory.*.*.${event}`, ({ subject }) => {
        const userId = subject.split(".")[2];
        if (userId === undefined || this.#awaited.size >= MOST_AWAITED) return;
        this.#awaited.add(userId);
        this.#begin();
      }),
    );
    this.#begin();
  }

  /** Resolves when everything that was told of so far has been followed, or could not be. */
  async idle(): Promise<void> {
    while (this.#turn !== undefined) await this.#turn;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#cancelTimer?.();
    await this.#turn;
  }

  #begin(): void {
    if (this.#turn === undefined && !this.#stopped) this.#turn = this.#work();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#stopped && (this.#isLookDue || this.#awaited.size > 0)) {
        const [userId] = this.#awaited;
        if (userId === undefined) {
          await this.#followAll();
          this.#isLookDue = false;
        } else {
          this.#awaited.delete(userId);
          await this.#follow(userId);
        }
      }
      this.#isFailing = false;
    } catch (err) {
      if (!this.#isFailing)
        this.#options.log.warn({ err }, "Memory does not follow the log; it is tried again");
      this.#isFailing = true;
      // Whoever was being followed is found again.
      this.#isLookDue = true;
    }
    this.#turn = undefined;
    if (!this.#stopped) this.#lookIn(this.#isFailing ? RETRY_MS : LOOK_MS);
  }

  #lookIn(ms: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      this.#isLookDue = true;
      this.#begin();
    });
  }

  async #followAll(): Promise<void> {
    for (;;) {
      const people = await this.#options.events.behind(PEOPLE);
      let moved = 0;
      for (const userId of people) {
        if (this.#stopped) return;
        if (await this.#follow(userId)) moved++;
      }
      // Those that did not move are followed by another node.
      if (people.length < PEOPLE || moved === 0) return;
    }
  }

  async #follow(userId: string): Promise<boolean> {
    let moved = false;
    while (!this.#stopped && (await this.#options.events.follow(userId, PAGE, remember))) moved = true;
    if (moved) this.#options.onStored();
    return moved;
  }
}
