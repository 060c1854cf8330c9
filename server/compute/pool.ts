/**
 * Threads for what takes longer than a moment, so that the event loop never waits. Bounds: `threads` tasks at once,
 * `waiting` behind them and `perOwner` of one person; further ones are refused with `busy`. Long tasks leave one
 * thread to the short ones. A thread that has nothing to do for a while ends.
 */
import { Worker } from "node:worker_threads";
import { fromErrorBody, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EventRecord } from "@trajectory/protocols/events/envelope.ts";
import {
  type JsonBytes,
  LONG,
  type NextPage,
  type Order,
  type Page,
  type Report,
  type Task,
} from "./tasks.ts";

export interface ComputeOptions {
  threads: number;
  waiting: number;
  perOwner: number;
  idleMs: number;
}

export const COMPUTE_OPTIONS: ComputeOptions = { threads: 2, waiting: 32, perOwner: 4, idleMs: 30_000 };

/** Of a thread's heap. */
const HEAP_MB = 512;

export interface RunOptions {
  /** Who asked. */
  owner: string;
  /** Aborting rejects with `cancelled` and frees the thread within milliseconds. */
  signal?: AbortSignal;
  /** 0 to 1 */
  onProgress?: (share: number) => void;
  /** The log, for a replay; asked for one page after the other. */
  nextPage?: NextPage;
}

interface Job {
  task: Task;
  options: RunOptions;
  resolve: (answer: JsonBytes) => void;
  reject: (error: unknown) => void;
  /** Why the pages ended early. */
  fault?: unknown;
}

interface Running extends Job {
  giveUp: () => void;
}

interface Thread {
  worker: Worker;
  job: Running | undefined;
  idle: NodeJS.Timeout | undefined;
}

export class ComputePool {
  readonly #options: ComputeOptions;
  readonly #threads = new Set<Thread>();
  readonly #queue: Job[] = [];
  readonly #owned = new Map<string, number>();
  #orders = 0;
  #closed = false;

  constructor(options: Partial<ComputeOptions> = {}) {
    this.#options = { ...COMPUTE_OPTIONS, ...options };
  }

  /**
   * The answer as JSON text.
   * @throws ProtocolError `busy`, `cancelled`, and what the task itself refuses
   */
  async run(task: Task, options: RunOptions): Promise<JsonBytes> {
    const { owner, signal } = options;
    const owned = this.#owned.get(owner) ?? 0;
    if (signal?.aborted === true) throw cancelled();
    if (this.#closed || this.#queue.length >= this.#options.waiting || owned >= this.#options.perOwner) {
      throw new ProtocolError("busy", "Too many computations are waiting.", { retryAfterMs: 1_000 });
    }
    const { promise, resolve, reject } = Promise.withResolvers<JsonBytes>();
    const job: Job = { task, options, resolve, reject };
    const forget = (): void => this.#forget(job);
    signal?.addEventListener("abort", forget, { once: true });
    this.#owned.set(owner, owned + 1);
    this.#queue.push(job);
    this.#assign();
    try {
      return await promise;
    } finally {
      signal?.removeEventListener("abort", forget);
      this.#release(owner);
    }
  }

  stats(): { threads: number; running: number; waiting: number } {
    const running = [...this.#threads].filter(({ job }) => job !== undefined).length;
    return { threads: this.#threads.size, running, waiting: this.#queue.length };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(cancelled());
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  #release(owner: string): void {
    const left = (this.#owned.get(owner) ?? 0) - 1;
    if (left > 0) this.#owned.set(owner, left);
    else this.#owned.delete(owner);
  }

  /** Takes a waiting job out of the queue; a running one is told by its flag. */
  #forget(job: Job): void {
    const at = this.#queue.indexOf(job);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    job.reject(cancelled());
  }

  #assign(): void {
    for (;;) {
      const at = this.#queue.findIndex(({ task }) => this.#mayStart(task));
      if (at < 0) return;
      const free = [...this.#threads].find(({ job }) => job === undefined);
      const thread = free ?? (this.#threads.size < this.#options.threads ? this.#begin() : undefined);
      if (thread === undefined) return;
      const [job] = this.#queue.splice(at, 1);
      if (job !== undefined) this.#start(thread, job);
    }
  }

  #mayStart({ kind }: Task): boolean {
    if (!LONG.has(kind)) return true;
    const long = [...this.#threads].filter(({ job }) => job !== undefined && LONG.has(job.task.kind));
    return long.length < Math.max(1, this.#options.threads - 1);
  }

  #start(thread: Thread, job: Job): void {
    clearTimeout(thread.idle);
    const cancel = new SharedArrayBuffer(4);
    const flag = new Int32Array(cancel);
    const giveUp = (): void => void Atomics.store(flag, 0, 1);
    job.options.signal?.addEventListener("abort", giveUp, { once: true });
    thread.job = { ...job, giveUp };
    const { task, transfer } = handedOver(job.task);
    const order: Order = { kind: "order", id: ++this.#orders, task, cancel };
    thread.worker.postMessage(order, transfer);
  }

  #begin(): Thread {
    const thread: Thread = {
      worker: new Worker(new URL("worker.ts", import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      }),
      job: undefined,
      idle: undefined,
    };
    this.#threads.add(thread);
    thread.worker.on("message", (report: Report) => this.#onReport(thread, report));
    thread.worker.on("error", (error) => this.#lost(thread, error));
    thread.worker.on("exit", () => this.#lost(thread, new Error("A compute thread ended.")));
    thread.worker.unref();
    return thread;
  }

  #onReport(thread: Thread, report: Report): void {
    const { job } = thread;
    if (job === undefined) return;
    if ("progress" in report) {
      job.options.onProgress?.(report.progress);
      return;
    }
    if ("wantsPage" in report) {
      void this.#sendPage(thread, job, report.wantsPage.afterSeq);
      return;
    }
    thread.job = undefined;
    job.options.signal?.removeEventListener("abort", job.giveUp);
    if ("done" in report) job.resolve(report.done);
    else if ("failed" in report) job.reject(fromErrorBody(report.failed, causeOf(report.stack)));
    else job.reject(job.fault ?? cancelled());
    this.#assign();
    if (thread.job === undefined)
      thread.idle = setTimeout(() => void this.#end(thread), this.#options.idleMs).unref();
  }

  async #sendPage(thread: Thread, job: Running, afterSeq: number): Promise<void> {
    let events: EventRecord[] = [];
    try {
      events = (await job.options.nextPage?.(afterSeq)) ?? [];
    } catch (error) {
      job.fault = error;
      job.giveUp();
    }
    const page: Page = { kind: "page", events };
    thread.worker.postMessage(page);
  }

  #lost(thread: Thread, cause: Error): void {
    if (!this.#threads.delete(thread)) return;
    clearTimeout(thread.idle);
    thread.job?.reject(new ProtocolError("internal", "The computation failed.", { cause }));
    if (!this.#closed) this.#assign();
  }

  async #end(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    clearTimeout(thread.idle);
    thread.job?.reject(cancelled());
    await thread.worker.terminate();
  }
}

/** The task with texts of its own, which the thread gets without another copy. */
function handedOver(task: Task): { task: Task; transfer: ArrayBuffer[] } {
  switch (task.kind) {
    case "simulate":
    case "belief":
    case "plan":
    case "insights": {
      const answer = new Uint8Array(task.answer);
      return { task: { ...task, answer }, transfer: [answer.buffer] };
    }
    case "model": {
      const body = new Uint8Array(task.body);
      return { task: { ...task, body }, transfer: [body.buffer] };
    }
    case "replay":
    case "changes":
    case "rebuild":
      return { task, transfer: [] };
  }
}

/** The thread's own stack, for the log. */
function causeOf(stack: string | undefined): Error | undefined {
  if (stack === undefined) return undefined;
  const cause = new Error("In a compute thread.");
  cause.stack = stack;
  return cause;
}

function cancelled(): ProtocolError {
  return new ProtocolError("cancelled", "The computation was cancelled.");
}
