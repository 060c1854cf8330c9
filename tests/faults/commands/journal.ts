/** What clients sent and what they were told: kept by them, to be held against the log. */
import type { CommandReply } from "@trajectory/protocols/events/envelope.ts";

export interface Entry {
  userId: string;
  commandId: string;
  /** Actor and command, such as life.set_goal. */
  command: string;
  /** performance.now() of the first try, and of the answer that settled it. */
  sentAt: number;
  settledAt: number | undefined;
  tries: number;
  /** Why it was tried again, the last time. */
  lastTrouble: string;
  /** Undefined while nobody has said what became of it. */
  reply: CommandReply | undefined;
}

export interface Wait {
  ms: number;
  tries: number;
  lastTrouble: string;
}

export class Journal {
  #entries: Entry[] = [];

  /** Of this round. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  begin(): void {
    this.#entries = [];
  }

  add(userId: string, commandId: string, command: string): Entry {
    const sentAt = performance.now();
    const entry = {
      userId,
      commandId,
      command,
      sentAt,
      settledAt: undefined,
      tries: 0,
      lastTrouble: "",
      reply: undefined,
    };
    this.#entries.push(entry);
    return entry;
  }

  get acknowledged(): number {
    return this.#entries.filter(({ reply }) => reply?.ok === true).length;
  }

  /** Users who were answered a command that they sent after `since`. */
  servedSince(since: number): Set<string> {
    return new Set(this.#answered(since).map(({ userId }) => userId));
  }

  /** ms after `since` at which the last of the users was answered a command sent after it. */
  backAfter(since: number): number {
    const first = new Map<string, number>();
    for (const { userId, settledAt } of this.#answered(since)) {
      first.set(userId, Math.min(first.get(userId) ?? Number.POSITIVE_INFINITY, settledAt - since));
    }
    return Math.max(0, ...first.values());
  }

  /** The longest that anybody waited for an answer between two moments. */
  longestWait(from: number, to: number): Wait {
    let longest: Wait = { ms: 0, tries: 0, lastTrouble: "" };
    for (const { sentAt, settledAt, tries, lastTrouble } of this.#entries) {
      const ms = Math.min(settledAt ?? to, to) - Math.max(sentAt, from);
      if (ms > longest.ms) longest = { ms, tries, lastTrouble };
    }
    return longest;
  }

  #answered(since: number): { userId: string; settledAt: number }[] {
    return this.#entries.flatMap(({ userId, sentAt, settledAt, reply }) =>
      sentAt >= since && settledAt !== undefined && reply !== undefined ? [{ userId, settledAt }] : [],
    );
  }
}
