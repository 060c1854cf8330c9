/**
 * Replays of sessions in threads of their own: hours of samples are minutes of computing, and devices and people do not
 * wait for it. At most two at a time; further ones are refused with `busy`.
 */
import { Worker } from "node:worker_threads";
import { type ErrorBody, ProtocolError, fromErrorBody } from "@trajectory/protocols/errors.ts";
import type { ReplaySession, ReplayedSession } from "./operations/replay-session.ts";

export interface ReplayOrder {
  /** Of the database. */
  url: string;
  sessionId: string;
}

export type ReplayReport = { replayed: ReplayedSession } | { failed: ErrorBody };

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
    if (this.#workers.size >= MOST) {
      throw new ProtocolError("busy", `${MOST} sessions are being replayed.`, { retryAfterMs: 5_000 });
    }
    const order: ReplayOrder = { url: this.#url, sessionId };
    const worker = new Worker(new URL("session-replay-worker.ts", import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.#workers.add(worker);
    try {
      const report = await reportOf(worker);
      if ("failed" in report) throw fromErrorBody(report.failed);
      return report.replayed;
    } finally {
      this.#workers.delete(worker);
      void worker.terminate();
    }
  };

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
