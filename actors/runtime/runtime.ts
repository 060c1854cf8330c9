/**
 * The actor runtime of one node. Per user there is one mailbox with four live actors; every accepted command is
 * one append to the log, and is published and answered after its COMMIT (docs/decisions/0030).
 */
import type { Bus } from "@trajectory/protocols/bus/port.ts";
import { toProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { type ActorName, eventSubject, partitionOf } from "@trajectory/protocols/subjects.ts";
import type { DueReminder } from "../life/reminders.ts";
import { parseQuery } from "./answers.ts";
import { DayWatch } from "./day-watch.ts";
import { type Failure, Mailbox, type ProblemKind } from "./mailbox.ts";
import { eventJson } from "./new-event.ts";
import { allPartitions, type Partitions } from "./partitions.ts";
import type { Clock, EventLog } from "./ports.ts";
import type { QueryReply, Refused } from "./queries.ts";
import { busy, movingAway, refused } from "./replies.ts";
import { ReminderWatch } from "./reminder-watch.ts";
import { RequestServer } from "./request-server.ts";
import { parseCommand, parseUserId } from "./requests.ts";
import { Roster } from "./roster.ts";
import { RUNTIME_LIMITS, type RuntimeLimits } from "./runtime-limits.ts";
import { StatePublisher } from "./state-publisher.ts";
import { utf8 } from "./utf8.ts";

export interface RuntimeOptions {
  bus: Bus;
  log: EventLog;
  clock: Clock;
  /** Default: all 64. */
  partitions?: Partitions;
  limits?: Partial<RuntimeLimits>;
  /** Default: every life state is published. */
  states?: StateAudience;
  /** Told of what no caller gets to see; a good place for a log line and a counter. */
  onProblem?: (problem: RuntimeProblem) => void;
}

/** Who life states are made for. */
export interface StateAudience {
  /** False: nobody would get it. */
  wants(userId: string): boolean;
  /** JSON: `{ seq, state }`. */
  send(userId: string, data: Uint8Array): void;
}

export interface RuntimeProblem {
  kind: ProblemKind;
  userId: string;
  error: unknown;
}

export interface RuntimeStats {
  /** Users in memory, and of them those whose actors were stopped by an error. */
  users: number;
  failedUsers: number;
  /** Commands and queries without an answer. */
  waiting: number;
  /** Counted since the start. */
  commands: number;
  refused: number;
  busy: number;
  events: number;
  conflicts: number;
  activations: number;
  passivations: number;
}

/** What an operator sees of one user; nothing is loaded or changed by looking. */
export interface UserInspection {
  userId: string;
  status: "resting" | "loading" | "active" | "paused" | "failed";
  /** Committed head as this node knows it. */
  seq: number | undefined;
  waiting: number;
  failure: Failure | undefined;
}

export interface Runtime {
  /** Subscribes to the requests of the owned partitions. Resolves when they can be received. */
  start(): Promise<void>;
  /** Whether commands of this person are taken here at this moment; `execute` is refused elsewhere. */
  serves(userId: string): boolean;
  /** Never rejects: whatever goes wrong is in the reply. `envelope` is untrusted input. */
  execute(userId: string, actor: ActorName, command: string, envelope: unknown): Promise<CommandReply>;
  /** Never rejects. Sees committed events only. Most queries need no `body`. */
  query(userId: string, actor: ActorName, query: string, body?: unknown): Promise<QueryReply>;
  /** Rejects with ProtocolError. */
  inspect(userId: string): Promise<UserInspection>;
  /**
   * Commands of the user are answered `busy` until `resume`, whichever node serves the user; queries go on.
   * Rejects with ProtocolError: `busy` when another node serves the user.
   */
  pause(userId: string): Promise<void>;
  /** Ends a pause; a failed user is loaded afresh from the log. Rejects as `pause` does. */
  resume(userId: string): Promise<void>;
  /** Puts a user to rest as soon as nothing is under way. */
  evict(userId: string): Promise<void>;
  /** Lets go of a user whose log was deleted: what waits is refused, nothing is saved. */
  forget(userId: string): void;
  stats(): RuntimeStats;
  /** Takes no more requests, commits what was accepted, saves snapshots of all active users. */
  stop(): Promise<void>;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  return new NodeRuntime(options);
}

class NodeRuntime implements Runtime {
  readonly #bus: Bus;
  readonly #log: EventLog;
  readonly #partitions: Partitions;
  readonly #limits: RuntimeLimits;
  readonly #onProblem: (problem: RuntimeProblem) => void;
  readonly #roster: Roster;
  readonly #requests: RequestServer;
  readonly #publisher: StatePublisher;
  readonly #states: StateAudience;
  readonly #days: DayWatch;
  readonly #reminders: ReminderWatch;
  readonly #counts = { commands: 0, refused: 0, busy: 0, events: 0, conflicts: 0, activations: 0 };
  #waiting = 0;
  #stopped = false;
  #stopFollowing = (): void => {};

  constructor({
    bus,
    log,
    clock,
    partitions = allPartitions(),
    limits,
    states = everybody(bus),
    onProblem = ignore,
  }: RuntimeOptions) {
    this.#bus = bus;
    this.#states = states;
    this.#log = log;
    this.#partitions = partitions;
    this.#limits = { ...RUNTIME_LIMITS, ...limits };
    this.#onProblem = onProblem;
    this.#publisher = new StatePublisher(clock, this.#limits.stateEveryMs, (userId) =>
      this.#publishState(userId),
    );
    this.#requests = new RequestServer(bus, clock, {
      command: ({ userId, actor, name }, body, reply) => this.#execute(userId, actor, name, body, reply),
      query: ({ userId, actor, name }, body) => this.query(userId, actor, name, body),
    });
    const context = {
      log,
      clock,
      snapshotEvery: this.#limits.snapshotEvery,
      committed: (userId: string, events: readonly EventRecord[]) => this.#publishEvents(userId, events),
      counted: (what: "activations" | "conflicts") => this.#counts[what]++,
      problem: (kind: ProblemKind, userId: string, error: unknown) =>
        this.#onProblem({ kind, userId, error }),
    };
    const { activeUsers: users, awakeUsers: awake } = this.#limits;
    this.#roster = new Roster(
      { users, awake },
      {
        open: (userId) => new Mailbox(userId, context),
        leaving: (userId) => this.#publisher.flush(userId),
      },
    );
    this.#days = new DayWatch(clock, () => this.#roster.all());
    this.#reminders = new ReminderWatch(clock, {
      pending: () => log.pendingReminders(),
      read: async (userId, look) => await this.#mailboxOf(userId).read(look),
      fire: (userId, reminder) => this.#fire(userId, reminder),
    });
  }

  async start(): Promise<void> {
    this.#stopFollowing = this.#partitions.follow({
      gained: (partitions) => {
        this.#requests.open(partitions);
        this.#reminders.gained(partitions);
      },
      lost: (partitions) => {
        this.#reminders.lost(partitions);
        this.#requests.leave(partitions);
        this.#roster.abandon(isIn(partitions));
      },
      leaving: async (partitions) => {
        this.#requests.close(partitions);
        this.#reminders.lost(partitions);
        await this.#roster.handOver(isIn(partitions));
        this.#requests.leave(partitions);
      },
    });
    this.#days.start();
    await this.#bus.flush();
  }

  serves(userId: string): boolean {
    const partition = partitionOf(userId);
    return !this.#stopped && this.#requests.isOpen(partition) && this.#partitions.owns(partition);
  }

  execute(userId: string, actor: ActorName, command: string, envelope: unknown): Promise<CommandReply> {
    return new Promise((resolve) => {
      this.#execute(userId, actor, command, envelope, resolve);
    });
  }

  async query(userId: string, actor: ActorName, query: string, body?: unknown): Promise<QueryReply> {
    return await this.#serve(async () => {
      const answer = parseQuery(actor, query, body);
      return await this.#mailboxOf(userId).read(answer);
    });
  }

  async inspect(userId: string): Promise<UserInspection> {
    const mailbox = this.#roster.peek(userId);
    const paused = mailbox?.isPaused ?? (await this.#log.isPaused(userId));
    return {
      userId,
      status: paused ? "paused" : (mailbox?.status ?? "resting"),
      seq: mailbox?.committedSeq,
      waiting: mailbox?.load ?? 0,
      failure: mailbox?.failure,
    };
  }

  async pause(userId: string): Promise<void> {
    await this.#setPaused(userId, true);
    this.#roster.peek(userId)?.pause();
  }

  async resume(userId: string): Promise<void> {
    await this.#setPaused(userId, false);
    this.#roster.peek(userId)?.resume();
  }

  /** Who owns the partition before and after it is written knows that every later owner reads it. */
  async #setPaused(userId: string, paused: boolean): Promise<void> {
    this.#mustOwn(userId);
    await this.#log.setPaused(userId, paused);
    this.#mustOwn(userId);
  }

  async evict(userId: string): Promise<void> {
    const mailbox = this.#roster.peek(userId);
    if (mailbox !== undefined) await this.#roster.putToRest(mailbox);
  }

  forget(userId: string): void {
    this.#roster.abandon((mailbox) => mailbox.userId === userId);
  }

  stats(): RuntimeStats {
    let failedUsers = 0;
    for (const mailbox of this.#roster.all()) if (mailbox.status === "failed") failedUsers++;
    const { size: users, passivations } = this.#roster;
    return { users, failedUsers, waiting: this.#waiting, ...this.#counts, passivations };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopFollowing();
    this.#days.stop();
    this.#reminders.stop();
    await this.#requests.leaveAll();
    await this.#roster.putAllToRest();
    await this.#roster.settled();
    this.#publisher.close();
  }

  /** Lets a request in if there is room, and makes whatever it throws a reply. */
  async #serve<Reply extends { ok: boolean }>(answer: () => Promise<Reply>): Promise<Reply | Refused> {
    this.#waiting++;
    try {
      this.#mustHaveRoom();
      return await answer();
    } catch (thrown) {
      return { ok: false, error: toProtocolError(thrown).toBody() };
    } finally {
      this.#waiting--;
    }
  }

  /** Calls `reply` once, within the call or later. */
  #execute(
    userId: string,
    actor: ActorName,
    command: string,
    envelope: unknown,
    reply: (reply: CommandReply) => void,
  ): void {
    this.#counts.commands++;
    this.#waiting++;
    const settle = (answer: CommandReply): void => {
      this.#waiting--;
      this.#noteReply(userId, answer);
      reply(answer);
    };
    try {
      this.#mustHaveRoom();
      const parsed = parseCommand(actor, command, envelope);
      this.#mailboxOf(userId).execute(parsed.id, parsed.command, settle);
    } catch (thrown) {
      settle(refused(toProtocolError(thrown)));
    }
  }

  #noteReply(userId: string, reply: CommandReply): void {
    if (!reply.ok) {
      this.#counts[reply.error.code === "busy" ? "busy" : "refused"]++;
    } else if (reply.events.some(({ type }) => type.startsWith("reminder_"))) {
      // Not within the mailbox that answers.
      queueMicrotask(() => this.#reminders.changed(userId));
    }
  }

  #mustHaveRoom(): void {
    if (this.#stopped) throw busy("This node is shutting down.");
    if (this.#waiting > this.#limits.waiting) throw busy("Too many requests wait on this node.");
  }

  #mustOwn(userId: string): void {
    if (this.#partitions.owns(partitionOf(parseUserId(userId)))) return;
    throw movingAway();
  }

  #mailboxOf(userId: string): Mailbox {
    this.#mustOwn(userId);
    const mailbox = this.#roster.get(userId);
    if (mailbox.load >= this.#limits.waitingPerUser) throw busy("Too many requests of this person wait.");
    return mailbox;
  }

  #publishEvents(userId: string, events: readonly EventRecord[]): void {
    this.#counts.events += events.length;
    for (const event of events) this.#publishEvent(userId, event);
    if (this.#states.wants(userId)) this.#publisher.changed(userId);
  }

  #publishEvent(userId: string, event: EventRecord): void {
    try {
      this.#bus.publish(eventSubject(userId, event.actor, event.type), utf8(eventJson(event)));
    } catch (error) {
      this.#onProblem({ kind: "publish_failed", userId, error });
    }
  }

  /** Under an id of its own, so that it comes once, whoever tries. */
  async #fire(userId: string, reminder: DueReminder): Promise<void> {
    const id = `reminder-${reminder.due}-${reminder.reminderId}`;
    const command = { actor: "life", name: "fire_reminder", payload: reminder } as const;
    const mailbox = this.#mailboxOf(userId);
    const reply = await new Promise<CommandReply>((resolve) => mailbox.execute(id, command, resolve));
    // Refused: it was moved or removed meanwhile.
    if (!reply.ok && reply.error.code !== "command_refused") throw new Error(reply.error.message);
  }

  #publishState(userId: string): void {
    const mailbox = this.#roster.peek(userId);
    if (mailbox?.committedSeq === undefined) return;
    mailbox
      .read(({ seq, model }) => utf8(JSON.stringify({ seq, state: model.snapshot() })))
      .then((data) => this.#sendState(userId, data))
      // Whoever reads next gets the state; the failure itself has been reported by the mailbox.
      .catch(ignore);
  }

  #sendState(userId: string, data: Uint8Array): void {
    try {
      this.#states.send(userId, data);
    } catch (error) {
      this.#onProblem({ kind: "publish_failed", userId, error });
    }
  }
}

function everybody(bus: Bus): StateAudience {
  return {
    wants: () => true,
    send: (userId, data) => bus.publish(eventSubject(userId, "life", "state"), data),
  };
}

function isIn(partitions: readonly number[]): (mailbox: Mailbox) => boolean {
  const wanted = new Set(partitions);
  return ({ userId }) => wanted.has(partitionOf(userId));
}

function ignore(): void {}
