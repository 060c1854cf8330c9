/**
 * Makes news into messages, wherever the news was made. The bus only says where to look soon; where each person stands is
 * in the store, so that nothing is missing after a crash and several nodes tell each thing once. What no message on the bus
 * told of is found by looking at everybody who has a device every half minute.
 *
 * Bound: `MOST_AWAITED` people of whom the bus told; further ones are found by the next look.
 */
import type { Clock } from "@trajectory/actors/runtime/ports.ts";
import type { Log } from "@trajectory/ingest/ports.ts";
import type { Bus, BusSubscription } from "@trajectory/protocols/bus/port.ts";
import type { Job } from "@trajectory/protocols/jobs.ts";
import { messagesOf } from "./compose.ts";
import type { FollowStore } from "./ports.ts";

export interface PushFollowerOptions {
  store: FollowStore;
  bus: Pick<Bus, "subscribe">;
  clock: Clock;
  log: Log;
  /** Messages wait. */
  onMessages: () => void;
}

const EVENTS = [
  "trajectory.*.*.life.escape_index_changed",
  "trajectory.*.*.life.reminder_fired",
  "trajectory.*.*.session.session_ended",
];
const JOBS = "trajectory.*.*.job.job_progress";

const LOOK_MS = 30_000;
const RETRY_MS = 5_000;
const MOST_AWAITED = 10_000;
const PAGE = 100;
const PEOPLE = 500;

export class PushFollower {
  readonly #options: PushFollowerOptions;
  readonly #awaited = new Set<string>();
  #isLookDue = true;
  #subscriptions: BusSubscription[] = [];
  #cancelTimer = (): void => {};
  #turn: Promise<void> | undefined;
  #isStopped = false;
  #isFailing = false;

  constructor(options: PushFollowerOptions) {
    this.#options = options;
  }

  start(): void {
    const { bus } = this.#options;
    this.#subscriptions = [
      ...EVENTS.map((pattern) => bus.subscribe(pattern, ({ subject }) => this.#await(subject))),
      bus.subscribe(JOBS, ({ subject, data }) => {
        if (isOver(data)) this.#await(subject);
      }),
    ];
    this.#begin();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#cancelTimer();
    await this.#turn;
  }

  #await(subject: string): void {
    const userId = subject.split(".")[2];
    if (userId === undefined || this.#awaited.size >= MOST_AWAITED) return;
    this.#awaited.add(userId);
    this.#begin();
  }

  #begin(): void {
    if (this.#turn === undefined && !this.#isStopped) this.#turn = this.#work();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#isStopped && (this.#isLookDue || this.#awaited.size > 0)) {
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
        this.#options.log.warn({ err }, "Pushes do not follow the log; it is tried again");
      this.#isFailing = true;
      // Whoever was being followed is found again.
      this.#isLookDue = true;
    }
    this.#turn = undefined;
    if (!this.#isStopped) this.#lookIn(this.#isFailing ? RETRY_MS : LOOK_MS);
  }

  #lookIn(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(ms, () => {
      this.#isLookDue = true;
      this.#begin();
    });
  }

  async #followAll(): Promise<void> {
    for (;;) {
      const people = await this.#options.store.behind(PEOPLE);
      let moved = 0;
      for (const userId of people) {
        if (this.#isStopped) return;
        if (await this.#follow(userId)) moved++;
      }
      // Those that did not move are followed by another node.
      if (people.length < PEOPLE || moved === 0) return;
    }
  }

  async #follow(userId: string): Promise<boolean> {
    const { store, clock, onMessages } = this.#options;
    let moved = false;
    while (!this.#isStopped) {
      const made = await store.follow(userId, PAGE, (news, settings) =>
        messagesOf(news, settings, clock.now()),
      );
      if (made === undefined) break;
      moved = true;
      if (made > 0) onMessages();
    }
    return moved;
  }
}

function isOver(data: Uint8Array): boolean {
  try {
    const { state } = JSON.parse(new TextDecoder().decode(data)) as Partial<Job>;
    return state === "done" || state === "failed";
  } catch {
    return false;
  }
}
