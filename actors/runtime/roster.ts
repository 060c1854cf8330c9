/**
 * The users in memory, least recently used first. Room for a new one is made by putting the oldest idle user to
 * rest; a message that arrives meanwhile finds the mailbox and keeps it. Of the others only those used last have live
 * actors, the rest have their states alone: a third of the memory of a person.
 */
import type { Mailbox } from "./mailbox.ts";
import { busy } from "./replies.ts";

export interface RosterHooks {
  open(userId: string): Mailbox;
  /** The state is about to leave memory. */
  leaving(userId: string): void;
}

/** Candidates looked at for room; the oldest are rarely busy. */
const LOOKED_AT = 32;
/** Users above the limit while others are still being put to rest. */
const SLACK = 64;
/** Snapshots saved at the same time. */
const CONCURRENT_SAVES = 32;
/** Of users handed over: others are to be answered between them. */
const SAVED_ASIDE = 8;

export class Roster {
  readonly #limit: number;
  readonly #awakeLimit: number;
  readonly #hooks: RosterHooks;
  readonly #mailboxes = new Map<string, Mailbox>();
  /** With live actors, least recently used first. */
  readonly #awake = new Set<Mailbox>();
  readonly #leaving = new Set<Mailbox>();
  readonly #handovers = new Set<Promise<void>>();
  #passivations = 0;

  constructor({ users, awake }: { users: number; awake: number }, hooks: RosterHooks) {
    this.#limit = users;
    this.#awakeLimit = awake;
    this.#hooks = hooks;
  }

  get size(): number {
    return this.#mailboxes.size;
  }

  /** Users put to rest since the start. */
  get passivations(): number {
    return this.#passivations;
  }

  all(): Iterable<Mailbox> {
    return this.#mailboxes.values();
  }

  /** Looks without waking or touching. */
  peek(userId: string): Mailbox | undefined {
    return this.#mailboxes.get(userId);
  }

  /** The user's mailbox, now the most recently used. @throws ProtocolError `busy` when there is no room */
  get(userId: string): Mailbox {
    let mailbox = this.#mailboxes.get(userId);
    if (mailbox === undefined) {
      this.#makeRoom();
      mailbox = this.#hooks.open(userId);
    } else {
      this.#mailboxes.delete(userId);
    }
    this.#mailboxes.set(userId, mailbox);
    this.#wake(mailbox);
    return mailbox;
  }

  /** Saves a snapshot and lets go of the state, unless new messages came meanwhile. */
  async putToRest(mailbox: Mailbox): Promise<void> {
    this.#leaving.add(mailbox);
    await mailbox.idle();
    await mailbox.save();
    this.#leaving.delete(mailbox);
    if (!mailbox.isIdle) return;
    if (mailbox.status === "active") {
      this.#hooks.leaving(mailbox.userId);
      this.#passivations++;
    }
    mailbox.rest();
    if (mailbox.status === "resting" || mailbox.status === "failed") this.#remove(mailbox);
  }

  async putAllToRest(which: (mailbox: Mailbox) => boolean = () => true): Promise<void> {
    const mailboxes = [...this.#mailboxes.values()].filter(which);
    for (let i = 0; i < mailboxes.length; i += CONCURRENT_SAVES) {
      await Promise.all(mailboxes.slice(i, i + CONCURRENT_SAVES).map((mailbox) => this.putToRest(mailbox)));
    }
  }

  /**
   * Another node will answer for these users: resolves when nothing of theirs is under way. Their snapshots, which only
   * save time, are written afterwards; `settled` waits for them.
   */
  async handOver(which: (mailbox: Mailbox) => boolean): Promise<void> {
    const leaving = [...this.#mailboxes.values()].filter(which);
    await Promise.all(leaving.map((mailbox) => mailbox.idle()));
    // If the users come back they get new mailboxes: what these know will be old by then.
    for (const mailbox of leaving) {
      this.#hooks.leaving(mailbox.userId);
      this.#remove(mailbox);
    }
    const saved = saveAll(leaving).finally(() => this.#handovers.delete(saved));
    this.#handovers.add(saved);
  }

  /** Resolves when the snapshots of users handed over have been written. */
  async settled(): Promise<void> {
    await Promise.all(this.#handovers);
  }

  /** Another node answers for these users now. */
  abandon(which: (mailbox: Mailbox) => boolean): void {
    for (const mailbox of this.#mailboxes.values()) {
      if (!which(mailbox)) continue;
      mailbox.abandon();
      this.#remove(mailbox);
    }
  }

  #wake(mailbox: Mailbox): void {
    this.#awake.delete(mailbox);
    this.#awake.add(mailbox);
    if (this.#awake.size <= this.#awakeLimit) return;
    const [oldest] = this.#awake;
    if (oldest === undefined) return;
    this.#awake.delete(oldest);
    oldest.doze();
  }

  #makeRoom(): void {
    const excess = this.#mailboxes.size + 1 - this.#leaving.size - this.#limit;
    for (const mailbox of this.#oldestIdle(excess)) void this.putToRest(mailbox);
    if (this.#mailboxes.size >= this.#limit + SLACK) throw busy("This node has no room for another person.");
  }

  #oldestIdle(count: number): Mailbox[] {
    const found: Mailbox[] = [];
    let looked = 0;
    for (const mailbox of this.#mailboxes.values()) {
      if (found.length >= count || looked === LOOKED_AT + count) break;
      if (this.#leaving.has(mailbox)) continue;
      looked++;
      if (mailbox.isIdle) found.push(mailbox);
    }
    return found;
  }

  #remove(mailbox: Mailbox): void {
    this.#awake.delete(mailbox);
    if (this.#mailboxes.get(mailbox.userId) === mailbox) this.#mailboxes.delete(mailbox.userId);
  }
}

async function saveAll(mailboxes: readonly Mailbox[]): Promise<void> {
  for (let i = 0; i < mailboxes.length; i += SAVED_ASIDE) {
    await Promise.all(mailboxes.slice(i, i + SAVED_ASIDE).map((mailbox) => mailbox.save()));
  }
}
