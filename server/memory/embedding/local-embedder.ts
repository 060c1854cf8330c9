/**
 * Vectors by a small model that comes with the server (an English Universal Sentence Encoder, 512 numbers), in a
 * process of its own: 200 MB while it is used, nothing when not. No network, and the same text gets the same vector.
 */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { type Embedder, EmbeddingError } from "../ports.ts";
import { WorkerProcess, WorkerProcessError } from "../process/worker-process.ts";
import { unitVector } from "./unit-vector.ts";

const MODEL = "energetic-ai/embeddings-en@0.2";
const DIMENSION = 512;
/** A longer wait for what is urgent than one batch does nobody good. */
const BATCH = 8;
const MOST_WAITING = 64;

export class LocalEmbedder implements Embedder {
  readonly model = MODEL;
  readonly dimension = DIMENSION;
  readonly #process: WorkerProcess<readonly string[], (Float32Array | null)[]>;

  constructor({ idleMs = 30_000 } = {}) {
    this.#process = new WorkerProcess({
      entry: new URL("local-worker.ts", import.meta.url),
      together: 1,
      waiting: MOST_WAITING,
      timeoutMs: 60_000,
      idleMs,
    });
  }

  async embed(
    texts: readonly string[],
    { urgent, signal }: { urgent: boolean; signal?: AbortSignal },
  ): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += BATCH) {
      signal?.throwIfAborted();
      const made = await this.#call(texts.slice(from, from + BATCH), urgent);
      for (const vector of made) {
        if (vector === null)
          throw new EmbeddingError("refused", "The model found nothing to read in the text.");
        vectors.push(unitVector(vector));
      }
    }
    return vectors;
  }

  close(): Promise<void> {
    return this.#process.close();
  }

  async #call(texts: readonly string[], urgent: boolean): Promise<(Float32Array | null)[]> {
    try {
      return await this.#process.call(texts, { urgent });
    } catch (cause) {
      if (cause instanceof WorkerProcessError && cause.failure === "busy") {
        throw new ProtocolError("busy", "Too many texts wait for their vectors.", {
          cause,
          retryAfterMs: 2_000,
        });
      }
      throw new EmbeddingError("unavailable", "The local embedding model does not answer.", { cause });
    }
  }
}
