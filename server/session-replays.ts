/**
 * Windows of sessions computed again from their blocks, in threads of their own: hours of samples are minutes of
 * computing, and devices and people do not wait for it. At most two at a time; further ones are refused with `busy`.
 */
import { Worker } from "node:worker_threads";
import { type ErrorBody, ProtocolError, fromErrorBody } from "@trajectory/protocols/errors.ts";
import type { Window } from "@trajectory/protocols/messages.ts";
import type { ScreenSpan, ScreenWindowsOf } from "./gateway/signal-history.ts";
import type { ReplaySession, ReplayedSession } from "./operations/replay-session.ts";

export interface ReplayOrder {
  /** Of the database. */
  url: string;
  sessionId: string;
  /** Computes the windows of the screen in it, instead of replaying the session. */
  screen?: ScreenSpan;
}

export type ReplayReport = { replayed: ReplayedSession } | { windows: Window[] } | { failed: ErrorBody };

const MOST = 2;
/** Of a thread's heap. */
const HEAP_MB = 512;

export class SessionReplays {
  readonly #url: string;
  readonly #workers = new Set<Worker>();

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws ProtocolError `not_found`, `busy`, `store_unavailable` */
  readonly replay: ReplaySession = async (sessionId) => {
    const report = await this.#report({ url: this.#url, sessionId });
    if ("replayed" in report) return report.replayed;
    throw new Error("A replay was answered with windows.");
  };

  /** @throws ProtocolError `not_found`, `busy`, `store_unavailable` */
  readonly screenWindows: ScreenWindowsOf = async (sessionId, screen) => {
    const report = await this.#report({ url: this.#url, sessionId, screen });
    if ("windows" in report) return report.windows;
    throw new Error("A question for windows was answered with a replay.");
  };

  async #report(order: ReplayOrder): Promise<Exclude<ReplayReport, { failed: ErrorBody }>> {
    if (this.#workers.size >= MOST) {
      throw new ProtocolError("busy", `${MOST} sessions are being computed again.`, {
        retryAfterMs: 5_000,
      });
    }
    const worker = new Worker(new URL("session-replay-worker.ts", import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.#workers.add(worker);
    try {
      const report = await reportOf(worker);
      if ("failed" in report) throw fromErrorBody(report.failed);
      return report;
    } finally {
      this.#workers.delete(worker);
      void worker.terminate();
    }
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }
}

function reportOf(worker: Worker): Promise<ReplayReport> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new ProtocolError("cancelled", "The replay of the session was ended.")));
  });
}
