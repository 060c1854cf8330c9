/**
 * A child process for a part that needs much memory, or native code that could take the server down with it. It starts
 * with the first call and ends when it has had nothing to do for a while: then its memory is free again.
 *
 * Bounds: `together` calls in the child, `waiting` calls behind them; further ones are refused with `busy`. Urgent
 * calls go before the others, else calls begin in order. A call without an answer after `timeoutMs` ends the child, and
 * with it every call in it.
 */
import { type ChildProcess, fork } from "node:child_process";
import type { Answered, Asked } from "./serve.ts";

export interface WorkerProcessOptions {
  /** A module that calls `serve`. */
  entry: URL;
  args?: readonly string[];
  together: number;
  waiting: number;
  timeoutMs: number;
  idleMs: number;
}

export type WorkerFailure = "busy" | "ended" | "timed_out" | "failed" | "closed";

export class WorkerProcessError extends Error {
  override readonly name = "WorkerProcessError";
  readonly failure: WorkerFailure;

  constructor(failure: WorkerFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

interface Call {
  id: number;
  request: unknown;
  resolve: (answer: unknown) => void;
  reject: (error: WorkerProcessError) => void;
  timer?: NodeJS.Timeout;
}

export class WorkerProcess<Request, Answers> {
  readonly #options: WorkerProcessOptions;
  readonly #urgent: Call[] = [];
  readonly #others: Call[] = [];
  readonly #running = new Map<number, Call>();
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #calls = 0;
  #closed = false;

  constructor(options: WorkerProcessOptions) {
    this.#options = options;
  }

  /** Of the child; undefined while there is none. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get waiting(): number {
    return this.#urgent.length + this.#others.length;
  }

  /** @throws WorkerProcessError */
  call<Answer extends Answers>(request: Request, { urgent = false } = {}): Promise<Answer> {
    if (this.#closed) return Promise.reject(new WorkerProcessError("closed", "The server is stopping."));
    if (this.waiting >= this.#options.waiting) {
      return Promise.reject(new WorkerProcessError("busy", `${this.waiting} calls are waiting already.`));
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    (urgent ? this.#urgent : this.#others).push({ id: ++this.#calls, request, resolve, reject });
    this.#next();
    return promise as Promise<Answer>;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    const error = new WorkerProcessError("closed", "The server is stopping.");
    for (const call of [...this.#urgent.splice(0), ...this.#others.splice(0)]) call.reject(error);
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    this.#end(child, error);
    await ended;
  }

  #next(): void {
    while (this.#running.size < this.#options.together) {
      const call = this.#urgent.shift() ?? this.#others.shift();
      if (call === undefined) break;
      this.#send(call);
    }
    clearTimeout(this.#idle);
    const child = this.#child;
    if (child === undefined || this.#running.size > 0) return;
    this.#idle = setTimeout(
      () => this.#end(child, new WorkerProcessError("ended", "It was idle.")),
      this.#options.idleMs,
    ).unref();
  }

  #send(call: Call): void {
    const child = (this.#child ??= this.#start());
    this.#running.set(call.id, call);
    call.timer = setTimeout(() => {
      this.#end(child, new WorkerProcessError("timed_out", `No answer after ${this.#options.timeoutMs} ms.`));
    }, this.#options.timeoutMs).unref();
    const asked: Asked = { id: call.id, request: call.request };
    child.send(asked, (error) => {
      if (error !== null)
        this.#end(child, new WorkerProcessError("ended", "The process is gone.", { cause: error }));
    });
  }

  #start(): ChildProcess {
    const child = fork(this.#options.entry, [...(this.#options.args ?? [])], {
      serialization: "advanced",
      // Nothing of the server's surroundings is needed there; LanceDB says only what is wrong.
      env: { LANCEDB_LOG: "error", LANCE_LOG: "error", RUST_LOG: "error" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.on("message", (answered: Answered) => this.#onAnswer(answered));
    child.on("error", (cause) => {
      this.#end(child, new WorkerProcessError("ended", "The process could not be started.", { cause }));
    });
    child.on("exit", (code, signal) => {
      this.#end(child, new WorkerProcessError("ended", `The process ended (${signal ?? code}).`));
    });
    return child;
  }

  #onAnswer(answered: Answered): void {
    const call = this.#running.get(answered.id);
    if (call === undefined) return;
    this.#running.delete(call.id);
    clearTimeout(call.timer);
    if ("failed" in answered) call.reject(new WorkerProcessError("failed", answered.failed));
    else call.resolve(answered.answer);
    this.#next();
  }

  /** What runs in it fails; what waits gets a new one. */
  #end(child: ChildProcess, error: WorkerProcessError): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    child.kill("SIGKILL");
    const lost = [...this.#running.values()];
    this.#running.clear();
    for (const call of lost) {
      clearTimeout(call.timer);
      call.reject(error);
    }
    if (!this.#closed) this.#next();
  }
}
