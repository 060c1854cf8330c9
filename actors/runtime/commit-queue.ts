/**
 * What one user's mailbox has applied in memory and the log has not confirmed. One append is under way at a time;
 * everything applied meanwhile forms the next one. Order of the results: events published, then their command
 * answered, then the answers that rest on them.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import type { EventLog } from "./ports.ts";
import { accepted, busy, refused, unknownOutcome } from "./replies.ts";

export interface CommitListener {
  /** Events of one command, after COMMIT and before the reply. Does not throw. */
  onCommitted(events: readonly EventRecord[]): void;
  /** Nothing that was applied on top of the committed head can stay. */
  onLost(reason: "conflict" | "failure", error: unknown): void;
  /** An append has ended, well or not, and what follows from it has been done. */
  onSettled(): void;
}

interface Applied {
  events: EventRecord[];
  settle: (reply: CommandReply) => void;
}

interface Held {
  seq: number;
  release: () => void;
  refuse: (error: ProtocolError) => void;
}

export class CommitQueue {
  readonly #userId: string;
  readonly #log: EventLog;
  readonly #listener: CommitListener;
  #committedSeq = 0;
  #applied: Applied[] = [];
  #appending: Applied[] = [];
  #held: Held[] = [];
  /** Each command gets an append of its own until the one that cannot be stored has been found. */
  #oneByOne = false;

  constructor(userId: string, log: EventLog, listener: CommitListener) {
    this.#userId = userId;
    this.#log = log;
    this.#listener = listener;
  }

  get committedSeq(): number {
    return this.#committedSeq;
  }

  /** Commands and answers that wait for a COMMIT. */
  get size(): number {
    return this.#applied.length + this.#appending.length + this.#held.length;
  }

  /** The head of the log has been read; only while nothing is under way. */
  startAt(committedSeq: number): void {
    this.#committedSeq = committedSeq;
  }

  add(events: EventRecord[], settle: (reply: CommandReply) => void): void {
    this.#applied.push({ events, settle });
  }

  /** `release` is called once everything up to `seq` is committed, now if it is; `refuse` if that failed. */
  hold(seq: number, release: () => void, refuse: (error: ProtocolError) => void): void {
    if (seq <= this.#committedSeq) release();
    else this.#held.push({ seq, release, refuse });
  }

  /** Starts an append unless one is under way or there is nothing to append. */
  flush(): void {
    if (this.#appending.length === 0 && this.#applied.length > 0) void this.#append();
  }

  /** Refuses what has not been sent to the log. */
  refuseUnsent(error: ProtocolError): void {
    const applied = this.#applied;
    const held = this.#held;
    this.#applied = [];
    this.#held = [];
    for (const { settle } of applied) settle(refused(error));
    for (const { refuse } of held) refuse(error);
  }

  async #append(): Promise<void> {
    this.#appending = this.#applied.splice(0, this.#oneByOne ? 1 : this.#applied.length);
    const events = this.#appending.flatMap((applied) => applied.events);
    const request = { userId: this.#userId, expectedSeq: this.#committedSeq, events };
    try {
      const outcome = await this.#log.append(request);
      if (outcome.kind === "appended") this.#commit(request.expectedSeq + events.length);
      else this.#lose(busy("Another node wrote to this person's log."), "conflict");
    } catch (error) {
      this.#lose(this.#reasonOf(error), "failure", error);
    }
    this.#listener.onSettled();
  }

  /** What the log does not take at all is a fault of one command: the others are told to come again. */
  #reasonOf(error: unknown): ProtocolError {
    if (!(error instanceof ProtocolError) || error.code === "store_unavailable") return unknownOutcome(error);
    const alone = this.#appending.length === 1;
    this.#oneByOne = !alone;
    return alone || error.code === "busy" ? error : busy("A command of this person cannot be stored.");
  }

  #commit(committedSeq: number): void {
    const committed = this.#appending;
    this.#appending = [];
    this.#committedSeq = committedSeq;
    for (const { events, settle } of committed) {
      this.#listener.onCommitted(events);
      settle(accepted(events));
    }
    const held = this.#held;
    this.#held = held.filter(({ seq }) => seq > committedSeq);
    for (const { seq, release } of held) if (seq <= committedSeq) release();
  }

  #lose(error: ProtocolError, reason: "conflict" | "failure", cause: unknown = error): void {
    const lost = this.#appending;
    this.#appending = [];
    for (const { settle } of lost) settle(refused(error));
    this.refuseUnsent(busy("An earlier command of this person could not be committed."));
    this.#listener.onLost(reason, cause);
  }
}
