/**
 * Threads for what takes longer than a moment, so that the event loop never waits. Bounds: `threads` tasks at once,
 * `waiting` behind them; further ones are refused with `busy`. A thread that has nothing to do for a while ends.
 */
import { Worker } from "node:worker_threads";
import { type ErrorBody, ERRORS, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { Order, Outcomes, Report, Task } from "./tasks.ts";

export interface ComputeOptions {
  threads: number;
  waiting: number;
  idleMs: number;
}

export const COMPUTE_OPTIONS: ComputeOptions = { threads: 1, waiting: 32, idleMs: 30_000 };

export interface RunOptions {
  /** Aborting rejects with `cancelled` and frees the thread within milliseconds. */
  signal?: AbortSignal;
  /** 0 to 1 */
  onProgress?: (share: number) => void;
}

interface Job {
  task: Task;
  options: RunOptions;
  resolve: (outcome: Outcomes[Task["kind"]]) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  job: Job | undefined;
  idle: NodeJS.Timeout | undefined;
}

export class ComputePool {
  readonly #options: ComputeOptions;
  readonly #threads = new Set<Thread>();
  readonly #queue: Job[] = [];
  #orders = 0;
  #closed = false;

  constructor(options: ComputeOptions = COMPUTE_OPTIONS) {
    this.#options = options;
  }

  /** @throws ProtocolError `busy`, `cancelled`, `model_refused` */
  async run<Kind extends Task["kind"]>(
    task: Extract<Task, { kind: Kind }>,
    options: RunOptions = {},
  ): Promise<Outcomes[Kind]> {
    if (options.signal?.aborted === true) throw cancelled();
    if (this.#closed || this.#queue.length >= this.#options.waiting) {
      throw new ProtocolError("busy", "Too many computations are waiting.", { retryAfterMs: 1_000 });
    }
    const { promise, resolve, reject } = Promise.withResolvers<Outcomes[Task["kind"]]>();
    const job: Job = { task, options, resolve, reject };
    this.#queue.push(job);
    options.signal?.addEventListener("abort", () => this.#forget(job), { once: true });
    this.#assign();
    return (await promise) as Outcomes[Kind];
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(cancelled());
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  /** Takes a waiting job out of the queue; a running one is told by its flag. */
  #forget(job: Job): void {
    const at = this.#queue.indexOf(job);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    job.reject(cancelled());
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const free = [...this.#threads].find(({ job }) => job === undefined);
      const thread = free ?? (this.#threads.size < this.#options.threads ? this.#begin() : undefined);
      const job = thread === undefined ? undefined : this.#queue.shift();
      if (thread === undefined || job === undefined) return;
      this.#start(thread, job);
    }
  }

  #start(thread: Thread, job: Job): void {
    clearTimeout(thread.idle);
    thread.job = job;
    const cancel = new SharedArrayBuffer(4);
    const flag = new Int32Array(cancel);
    const { signal } = job.options;
    if (signal?.aborted === true) Atomics.store(flag, 0, 1);
    signal?.addEventListener("abort", () => Atomics.store(flag, 0, 1), { once: true });
    const order: Order = { id: ++this.#orders, task: job.task, cancel };
    thread.worker.postMessage(order);
  }

  #begin(): Thread {
    const thread: Thread = {
      worker: new Worker(new URL("worker.ts", import.meta.url)),
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
    thread.job = undefined;
    if ("done" in report) job.resolve(report.done);
    else job.reject("failed" in report ? fromBody(report.failed) : cancelled());
    this.#assign();
    if (thread.job === undefined)
      thread.idle = setTimeout(() => void this.#end(thread), this.#options.idleMs).unref();
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

function cancelled(): ProtocolError {
  return new ProtocolError("cancelled", "The computation was cancelled.");
}

function fromBody({ code, message, field, reason }: ErrorBody): ProtocolError {
  return new ProtocolError(code in ERRORS ? code : "internal", message, { field, reason });
}
