/** The job that makes the vectors of one person anew after the model has changed; what is made stays when it is cancelled. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { JobKind } from "../../jobs/job.ts";
import { type Embedder, EmbeddingError, type MemoryRows } from "../ports.ts";
import { BATCH, makeVectors } from "./make-vectors.ts";

export const REEMBED = "reembed_memory";
/** Of a whole memory, with a slow model, s. */
const LONGEST_S = 86_400;

/** `onRetry`: texts that were refused before are waiting again. */
export function reembedding(rows: MemoryRows, embedder: Embedder, onRetry: () => void): JobKind {
  return {
    name: REEMBED,
    longestS: LONGEST_S,
    async run(job) {
      const { userId, signal } = job;
      await rows.retryRefused(userId);
      onRetry();
      let left = await rows.countOutdated(userId, embedder.model);
      let done = 0;
      for (;;) {
        const texts = await rows.outdated(userId, embedder.model, BATCH);
        if (texts.length === 0) return;
        try {
          await makeVectors(rows, embedder, texts, signal);
        } catch (error) {
          if (!(error instanceof EmbeddingError)) throw error;
          throw new ProtocolError("embedding_failed", error.message, { cause: error });
        }
        done += texts.length;
        left = Math.max(left, done);
        await job.report(done / left, `Item ${done} of ${left}`);
      }
    },
  };
}
