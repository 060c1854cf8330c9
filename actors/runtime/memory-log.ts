/** The event log in memory: for tests, and for the browser as long as nothing has to survive it. */
import type { Reminder } from "@trajectory/protocols/events/entities.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { evolve, EMPTY_PORTFOLIO, type LifeEvent } from "../life/portfolio.ts";
import { earliestDue } from "../life/reminders.ts";
import type { AppendOutcome, AppendRequest, EventLog, PendingReminder, StoredSnapshot } from "./ports.ts";

/** Keeps JSON, as a database does: nobody can change a record from outside, and what JSON loses is lost here too. */
interface UserLog {
  readonly events: string[];
  readonly seqsOfCommand: Map<string, number[]>;
  snapshot: { seq: number; json: string } | undefined;
}

export class MemoryLog implements EventLog {
  readonly #users = new Map<string, UserLog>();
  readonly #paused = new Set<string>();

  async append({ userId, expectedSeq, events }: AppendRequest): Promise<AppendOutcome> {
    await Promise.resolve();
    const log = this.#of(userId);
    if (log.events.length !== expectedSeq) return { kind: "conflict" };
    for (const event of events) {
      log.events.push(JSON.stringify(event));
      const seqs = log.seqsOfCommand.get(event.commandId);
      if (seqs === undefined) log.seqsOfCommand.set(event.commandId, [event.seq]);
      else seqs.push(event.seq);
    }
    return { kind: "appended" };
  }

  async read(userId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    await Promise.resolve();
    const log = this.#users.get(userId);
    return log === undefined ? [] : log.events.slice(afterSeq, afterSeq + limit).map(parseRecord);
  }

  async findCommand(userId: string, commandId: string): Promise<EventRecord[]> {
    await Promise.resolve();
    const log = this.#users.get(userId);
    const seqs = log?.seqsOfCommand.get(commandId) ?? [];
    return seqs.map((seq) => parseRecord(log?.events[seq - 1] ?? ""));
  }

  async loadSnapshot(userId: string): Promise<StoredSnapshot | undefined> {
    await Promise.resolve();
    const snapshot = this.#users.get(userId)?.snapshot;
    return snapshot === undefined ? undefined : (JSON.parse(snapshot.json) as StoredSnapshot);
  }

  async saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    await Promise.resolve();
    const log = this.#of(snapshot.userId);
    if (log.snapshot !== undefined && log.snapshot.seq > snapshot.seq) return;
    log.snapshot = { seq: snapshot.seq, json: JSON.stringify(snapshot) };
  }

  async isPaused(userId: string): Promise<boolean> {
    await Promise.resolve();
    return this.#paused.has(userId);
  }

  async setPaused(userId: string, paused: boolean): Promise<void> {
    await Promise.resolve();
    if (paused) this.#paused.add(userId);
    else this.#paused.delete(userId);
  }

  async pendingReminders(): Promise<PendingReminder[]> {
    await Promise.resolve();
    return [...this.#users].flatMap(([userId, { events }]) => {
      const due = earliestDue(pendingOf(events.map(parseRecord)));
      return due === undefined ? [] : [{ userId, due }];
    });
  }

  #of(userId: string): UserLog {
    let log = this.#users.get(userId);
    if (log === undefined) {
      log = { events: [], seqsOfCommand: new Map(), snapshot: undefined };
      this.#users.set(userId, log);
    }
    return log;
  }
}

function pendingOf(events: readonly EventRecord[]): Readonly<Record<string, Reminder>> {
  const life = events.filter(({ actor, type }) => actor === "life" && type.startsWith("reminder_"));
  return (
    life.reduce((portfolio, event) => evolve(portfolio, event as LifeEvent), EMPTY_PORTFOLIO).reminders ?? {}
  );
}

function parseRecord(json: string): EventRecord {
  return JSON.parse(json) as EventRecord;
}
