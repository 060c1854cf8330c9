/**
 * The mailbox of one user. What comes in is worked off in order against the actors in memory; the events of what
 * was accepted meanwhile go to the log in one append; what depends on them is let out after the COMMIT
 * (docs/decisions/0030). Nothing uncommitted is published, answered or read.
 */
import { ProtocolError, toProtocolError } from "@trajectory/protocols/errors.ts";
import type { CommandReply, EventRecord } from "@trajectory/protocols/events/envelope.ts";
import { activate } from "./activation.ts";
import { CommitQueue } from "./commit-queue.ts";
import type { AnyCommand } from "./decide.ts";
import { MACHINE_VERSION } from "./machine-version.ts";
import type { CommandTask, ReadTask, Settle } from "./mailbox-tasks.ts";
import type { Clock, EventLog } from "./ports.ts";
import { Refusals } from "./refusals.ts";
import { ReplayError } from "./replay.ts";
import { accepted, actorFailed, busy, movingAway, refused } from "./replies.ts";
import { isSnapshotDue } from "./snapshot-schedule.ts";
import { dayOf, type UserState } from "./user-state.ts";

export interface MailboxContext {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly snapshotEvery: number;
  /** Events of one command, after their COMMIT and before its reply. */
  committed(userId: string, events: readonly EventRecord[]): void;
  counted(what: "activations" | "conflicts"): void;
  problem(kind: ProblemKind, userId: string, error: unknown): void;
}

export type ProblemKind =
  | "actor_failed"
  | "append_failed"
  | "load_failed"
  | "publish_failed"
  | "snapshot_failed"
  | "replay_differs";

export type MailboxStatus = "resting" | "loading" | "active" | "failed";

/** Why the actors were stopped, and the last committed events before it. */
export interface Failure {
  at: number;
  message: string;
  lastEvents: EventRecord[];
}

const EVENTS_FOR_OPERATOR = 10;

export class Mailbox {
  readonly userId: string;
  readonly #context: MailboxContext;
  readonly #commits: CommitQueue;
  #status: MailboxStatus = "resting";
  /** Undefined until it is told by an operator or read from the log. */
  #paused: boolean | undefined;
  #state: UserState | undefined;
  #snapshotSeq = 0;
  /** Raised whenever the state is dropped: what was begun with an older one must not touch a newer one. */
  #generation = 0;
  #waiting: (CommandTask | ReadTask)[] = [];
  /** Who waits for the reply, by id of the commands under way: the same id joins them. */
  readonly #replies = new Map<string, Settle[]>();
  /** Undefined while nothing was refused: most people never are. */
  #refusals: Refusals | undefined;
  #lookingUp = false;
  #saving = false;
  #failure: Failure | undefined;
  #idleListeners: (() => void)[] = [];

  constructor(userId: string, context: MailboxContext) {
    this.userId = userId;
    this.#context = context;
    this.#commits = new CommitQueue(userId, context.log, {
      onCommitted: (events) => context.committed(userId, events),
      onLost: (reason, error) => this.#onLost(reason, error),
      onSettled: () => this.#onSettled(),
    });
  }

  get status(): MailboxStatus {
    return this.#status;
  }

  /** Undefined while nothing has been read of the user. */
  get isPaused(): boolean | undefined {
    return this.#paused;
  }

  get committedSeq(): number | undefined {
    return this.#state === undefined ? undefined : this.#commits.committedSeq;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Commands and reads without an answer. */
  get load(): number {
    return this.#waiting.length + this.#commits.size;
  }

  get isIdle(): boolean {
    return this.load === 0 && !this.#lookingUp && !this.#saving && this.#status !== "loading";
  }

  /** `settle` is called once, within the call or later. It neither throws nor calls the mailbox. */
  execute(id: string, command: AnyCommand, settle: Settle): void {
    const underWay = this.#replies.get(id);
    if (underWay !== undefined) {
      underWay.push(settle);
      return;
    }
    const refusal = this.#refusals?.find(id);
    if (refusal !== undefined) {
      settle(refusal);
      return;
    }
    this.#replies.set(id, [settle]);
    const settleAll = (reply: CommandReply): void => this.#settleAll(id, reply);
    this.#waiting.push({ kind: "command", command, id, notInLog: undefined, settle: settleAll });
    this.#advance();
  }

  /** Rejects with ProtocolError. */
  read<Answer>(look: (state: UserState) => Answer): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      const read = (state: UserState): (() => void) => {
        const seen = look(state);
        return () => resolve(seen);
      };
      this.#waiting.push({ kind: "read", read, refuse: reject });
    });
    this.#advance();
    return answer;
  }

  /** Commands are refused until `resume`; reads go on. */
  pause(): void {
    this.#paused = true;
    this.#advance();
  }

  /** Ends a pause; after a failure the user is loaded afresh. */
  resume(): void {
    this.#paused = false;
    if (this.#status === "failed") this.#drop();
    this.#failure = undefined;
    this.#advance();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (!this.isIdle) await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  /** Saves a snapshot unless the last one is of this state. Never rejects: a snapshot only saves time. */
  async save(): Promise<void> {
    const state = this.#state;
    if (state === undefined || this.#saving || state.seq === this.#snapshotSeq) return;
    this.#saving = true;
    const { seq } = state;
    try {
      const taken = { stateHash: state.stateHash(), state: state.store() };
      if (await this.#isCommitted(seq)) {
        const { userId } = this;
        await this.#context.log.saveSnapshot({ userId, seq, machineVersion: MACHINE_VERSION, ...taken });
        this.#snapshotSeq = seq;
      }
    } catch (error) {
      this.#context.problem("snapshot_failed", this.userId, error);
    }
    this.#saving = false;
    this.#noteIdle();
  }

  /** Lets go of the state when nothing is under way; the next message brings it back. */
  rest(): void {
    if (this.#status === "active" && this.isIdle) this.#drop();
  }

  /** Keeps the bare state when nothing is under way; the next message brings the rest back. */
  doze(): void {
    if (this.isIdle) this.#state?.doze();
  }

  /** Another node answers from now on. What has gone to the log is still answered, the rest refused. */
  abandon(): void {
    const error = movingAway();
    this.#drop();
    this.#refuseWaiting(error);
    this.#commits.refuseUnsent(error);
    this.#noteIdle();
  }

  #advance(): void {
    if (this.#paused === true) this.#refusePaused();
    if (this.#status === "failed") this.#refuseWaiting(actorFailed());
    if (this.#waiting.length > 0) {
      if (this.#state === undefined) void this.#load();
      else this.#work(this.#state);
    }
    this.#commits.flush();
    this.#noteIdle();
  }

  async #load(): Promise<void> {
    // What is being committed belongs to the state that is to be read.
    if (this.#status !== "resting" || this.#commits.size > 0) return;
    this.#status = "loading";
    const generation = this.#generation;
    try {
      const { state, snapshotSeq, paused, snapshotFault } = await activate(this.#context.log, this.userId);
      if (generation !== this.#generation) return;
      if (snapshotFault !== undefined) this.#context.problem("replay_differs", this.userId, snapshotFault);
      this.#state = state;
      this.#snapshotSeq = snapshotSeq;
      this.#paused ??= paused;
      this.#commits.startAt(state.seq);
      this.#status = "active";
      this.#context.counted("activations");
    } catch (error) {
      if (generation !== this.#generation) return;
      if (error instanceof ReplayError) this.#fail(error);
      else this.#loadFailed(error);
    }
    this.#advance();
  }

  #loadFailed(error: unknown): void {
    this.#context.problem("load_failed", this.userId, error);
    this.#status = "resting";
    this.#refuseWaiting(toProtocolError(error));
  }

  #work(state: UserState): void {
    while (!this.#lookingUp && this.#state === state) {
      const [task] = this.#waiting;
      if (task === undefined) return;
      try {
        this.#tickIfDue(state);
        if (task.kind === "command" && this.#mayBeInLog(state, task)) {
          void this.#lookUp(task);
          return;
        }
        this.#run(state, task);
        this.#waiting.shift();
      } catch (error) {
        this.#fail(error);
        this.#refuseWaiting(actorFailed());
      }
    }
  }

  /** Days that passed are told to the model once, however many they were, before anything else of a new day. */
  #tickIfDue(state: UserState): void {
    const now = this.#context.clock.now();
    if (this.#paused === true || !state.needsTick(now)) return;
    const tick: AnyCommand = { actor: "life", name: "tick_day", payload: {} };
    this.#commits.add(state.accept(tick, now, `tick-${dayOf(now)}`), ignore);
  }

  #mayBeInLog(state: UserState, task: CommandTask): boolean {
    return task.notInLog !== this.#generation && state.mayHave(task.id, task.command);
  }

  async #lookUp(task: CommandTask): Promise<void> {
    this.#lookingUp = true;
    const generation = this.#generation;
    try {
      const events = await this.#context.log.findCommand(this.userId, task.id);
      if (events.length > 0) {
        this.#noteHead(events);
        this.#answerWaiting(task, accepted(events));
      } else {
        task.notInLog = generation;
      }
    } catch (error) {
      this.#answerWaiting(task, refused(toProtocolError(error)));
    }
    this.#lookingUp = false;
    this.#advance();
  }

  /** The log is ahead of the state in memory (a late commit, another node): whoever reads next must see it. */
  #noteHead(events: readonly EventRecord[]): void {
    const seq = events.at(-1)?.seq ?? 0;
    if (this.#state !== undefined && seq > this.#commits.committedSeq) this.#drop();
  }

  #settleAll(id: string, reply: CommandReply): void {
    const waiting = this.#replies.get(id) ?? [];
    this.#replies.delete(id);
    for (const settle of waiting) settle(reply);
  }

  #answerWaiting(task: CommandTask, reply: CommandReply): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== task);
    task.settle(reply);
  }

  #run(state: UserState, task: CommandTask | ReadTask): void {
    if (task.kind === "read") {
      this.#commits.hold(state.seq, task.read(state), task.refuse);
      return;
    }
    const { command, id, settle } = task;
    try {
      this.#commits.add(state.accept(command, this.#context.clock.now(), id), settle);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // The refusal rests on events that may not be committed yet.
      this.#commits.hold(
        state.seq,
        () => {
          const reply = refused(error);
          this.#refusals ??= new Refusals(this.#context.clock);
          this.#refusals.keep(id, reply);
          settle(reply);
        },
        (lost) => settle(refused(lost)),
      );
    }
  }

  #isCommitted(seq: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.#commits.hold(
        seq,
        () => resolve(true),
        () => resolve(false),
      );
    });
  }

  #onLost(reason: "conflict" | "failure", error: unknown): void {
    if (reason === "conflict") this.#context.counted("conflicts");
    else this.#context.problem("append_failed", this.userId, error);
    if (this.#status !== "failed") this.#drop();
  }

  #onSettled(): void {
    const { snapshotEvery } = this.#context;
    if (isSnapshotDue(this.userId, snapshotEvery, this.#snapshotSeq, this.#commits.committedSeq))
      void this.save();
    this.#advance();
  }

  #fail(error: unknown): void {
    this.#drop();
    const message = error instanceof Error ? error.message : String(error);
    const failure: Failure = { at: this.#context.clock.now(), message, lastEvents: [] };
    this.#failure = failure;
    this.#status = "failed";
    this.#context.problem("actor_failed", this.userId, error);
    void this.#readLastEvents(failure);
  }

  async #readLastEvents(failure: Failure): Promise<void> {
    const after = Math.max(0, this.#commits.committedSeq - EVENTS_FOR_OPERATOR);
    try {
      failure.lastEvents = await this.#context.log.read(this.userId, after, EVENTS_FOR_OPERATOR);
    } catch (error) {
      this.#context.problem("load_failed", this.userId, error);
    }
  }

  #drop(): void {
    this.#generation++;
    this.#state = undefined;
    this.#status = "resting";
  }

  #refusePaused(): void {
    const commands = this.#waiting.filter((task) => task.kind === "command");
    this.#waiting = this.#waiting.filter((task) => task.kind !== "command");
    for (const { settle } of commands) settle(refused(busy("An operator has paused this person's actors.")));
  }

  #refuseWaiting(error: ProtocolError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const task of waiting) {
      if (task.kind === "command") task.settle(refused(error));
      else task.refuse(error);
    }
  }

  #noteIdle(): void {
    if (!this.isIdle || this.#idleListeners.length === 0) return;
    const listeners = this.#idleListeners;
    this.#idleListeners = [];
    for (const listener of listeners) listener();
  }
}

function ignore(): void {}
