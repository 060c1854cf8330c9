/**
 * Wakes people when something that they wanted to be reminded of is due. What is to come stands in their logs alone:
 * whoever takes a partition over reads it there, so no restart and no fail-over loses it. How late a timer comes does
 * not matter; a machine that slept for days fires each reminder once.
 */
import { partitionOf } from "@trajectory/protocols/subjects.ts";
import { type DueReminder, dueReminders, earliestDue } from "../life/reminders.ts";
import type { Clock, PendingReminder } from "./ports.ts";
import type { UserState } from "./user-state.ts";

const MS_PER_HOUR = 3_600_000;
/** Whoever cannot be reminded now, or cannot be read about, is tried again. */
const RETRY_MS = 5_000;
/** Others are to be answered between them. */
const AT_ONCE = 16;

export interface ReminderHost {
  pending(): Promise<PendingReminder[]>;
  /** Rejects when the user cannot be read now. */
  read<Answer>(userId: string, look: (state: UserState) => Answer): Promise<Answer>;
  /** Resolves after COMMIT; rejects when it cannot be done now. */
  fire(userId: string, reminder: DueReminder): Promise<void>;
}

export class ReminderWatch {
  readonly #clock: Clock;
  readonly #host: ReminderHost;
  readonly #partitions = new Set<number>();
  /** Of people of the owned partitions when the earliest is due, epoch ms. */
  readonly #due = new Map<string, number>();
  #readAt = 0;
  #stopped = false;
  #firing = false;
  #cancelTimer = (): void => {};

  constructor(clock: Clock, host: ReminderHost) {
    this.#clock = clock;
    this.#host = host;
  }

  gained(partitions: readonly number[]): void {
    for (const partition of partitions) this.#partitions.add(partition);
    void this.#load(new Set(partitions));
  }

  lost(partitions: readonly number[]): void {
    for (const partition of partitions) this.#partitions.delete(partition);
    for (const userId of this.#due.keys()) {
      if (!this.#partitions.has(partitionOf(userId))) this.#due.delete(userId);
    }
  }

  /** A command that sets or removes reminders was accepted. */
  changed(userId: string): void {
    void this.#look(userId);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#due.clear();
  }

  /** Now and then again: a commit whose answer never came may have left something behind. */
  async #load(gained: ReadonlySet<number>): Promise<void> {
    try {
      this.#readAt = this.#clock.now();
      for (const { userId, due } of await this.#host.pending()) {
        const partition = partitionOf(userId);
        // What a living mailbox has said meanwhile is newer.
        if (gained.has(partition) && !this.#due.has(userId)) this.#note(userId, due);
      }
      this.#setTimer();
    } catch {
      if (!this.#stopped) this.#clock.setTimer(RETRY_MS, () => void this.#load(gained));
    }
  }

  async #look(userId: string): Promise<void> {
    try {
      const due = await this.#host.read(userId, (state) => earliestDue(remindersOf(state)));
      this.#note(userId, due);
    } catch {
      this.#note(userId, this.#clock.now() + RETRY_MS);
    }
    this.#setTimer();
  }

  #note(userId: string, due: number | undefined): void {
    if (due === undefined || !this.#partitions.has(partitionOf(userId))) this.#due.delete(userId);
    else this.#due.set(userId, due);
  }

  /** Once an hour in any case: the clock may have been set. */
  #setTimer(): void {
    this.#cancelTimer();
    if (this.#stopped || this.#firing) return;
    const now = this.#clock.now();
    let earliest = now + MS_PER_HOUR;
    for (const due of this.#due.values()) earliest = Math.min(earliest, due);
    this.#cancelTimer = this.#clock.setTimer(Math.max(0, earliest - now), () => void this.#onTimer());
  }

  async #onTimer(): Promise<void> {
    this.#firing = true;
    const now = this.#clock.now();
    if (now >= this.#readAt + MS_PER_HOUR) await this.#load(this.#partitions);
    const due = [...this.#due].filter(([, at]) => at <= now).map(([userId]) => userId);
    for (let i = 0; i < due.length && !this.#stopped; i += AT_ONCE) {
      await Promise.all(due.slice(i, i + AT_ONCE).map((userId) => this.#remind(userId, now)));
    }
    this.#firing = false;
    this.#setTimer();
  }

  async #remind(userId: string, now: number): Promise<void> {
    try {
      const reminders = await this.#host.read(userId, (state) => dueReminders(remindersOf(state), now));
      for (const reminder of reminders) await this.#host.fire(userId, reminder);
      await this.#look(userId);
    } catch {
      this.#note(userId, this.#clock.now() + RETRY_MS);
    }
  }
}

function remindersOf(state: UserState) {
  return state.actors.context("life").reminders ?? {};
}
