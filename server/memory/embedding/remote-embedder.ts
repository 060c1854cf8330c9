/**
 * Vectors by a server with OpenAI's interface. Bound: `MOST_CALLS` calls at once, `MOST_WAITING` behind them; further
 * ones are refused with `busy`. It does not try again: whoever asks decides what a failure is worth.
 */
import type OpenAI from "openai";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { EmbeddingSettings } from "../../config.ts";
import { type Embedder, EmbeddingError } from "../ports.ts";
import { unitVector } from "./unit-vector.ts";

const MOST_CALLS = 2;
const MOST_WAITING = 32;
const MOST_DIMENSION = 8_192;

export class RemoteEmbedder implements Embedder {
  readonly model: string;
  #dimension: number | undefined;
  readonly #settings: EmbeddingSettings;
  #client: Promise<OpenAI> | undefined;
  readonly #urgent: (() => void)[] = [];
  readonly #others: (() => void)[] = [];
  #calls = 0;
  readonly #closing = new AbortController();

  constructor(settings: EmbeddingSettings) {
    this.#settings = settings;
    this.model = settings.model;
  }

  get dimension(): number | undefined {
    return this.#dimension;
  }

  async embed(
    texts: readonly string[],
    { urgent, signal }: { urgent: boolean; signal?: AbortSignal },
  ): Promise<Float32Array[]> {
    await this.#turn(urgent);
    try {
      return this.#read(await this.#ask(texts, signal), texts.length);
    } finally {
      this.#calls--;
      (this.#urgent.shift() ?? this.#others.shift())?.();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  async #turn(urgent: boolean): Promise<void> {
    if (this.#calls >= MOST_CALLS) {
      if (this.#urgent.length + this.#others.length >= MOST_WAITING) {
        throw new ProtocolError("busy", "Too many texts wait for their vectors.", { retryAfterMs: 2_000 });
      }
      await new Promise<void>((resolve) => (urgent ? this.#urgent : this.#others).push(resolve));
    }
    this.#calls++;
  }

  async #ask(texts: readonly string[], signal?: AbortSignal): Promise<OpenAI.CreateEmbeddingResponse> {
    const { timeoutMs, model } = this.#settings;
    const ends = [
      AbortSignal.timeout(timeoutMs),
      this.#closing.signal,
      ...(signal === undefined ? [] : [signal]),
    ];
    try {
      const client = await (this.#client ??= this.#open());
      return await client.embeddings.create(
        { model, input: [...texts], encoding_format: "float" },
        { signal: AbortSignal.any(ends) },
      );
    } catch (cause) {
      signal?.throwIfAborted();
      const status = cause instanceof Error && "status" in cause ? Number(cause.status) : 0;
      // These texts are wrong; with a wrong key or address all would be.
      if (status === 400 || status === 413 || status === 422) {
        throw new EmbeddingError("refused", "The embedding server refused the text.", { cause });
      }
      throw new EmbeddingError("unavailable", "The embedding server does not answer as it should.", {
        cause,
      });
    }
  }

  /** The server is not trusted: every vector is looked at. */
  #read(answer: OpenAI.CreateEmbeddingResponse, texts: number): Float32Array[] {
    const found: unknown = answer?.data;
    if (!Array.isArray(found) || found.length !== texts) throw nonsense();
    const vectors = found.map((one: { embedding?: unknown }) => {
      const { embedding } = one ?? {};
      const isVector = Array.isArray(embedding) && embedding.every((value) => typeof value === "number");
      if (!isVector || embedding.length === 0 || embedding.length > MOST_DIMENSION) throw nonsense();
      return unitVector(embedding);
    });
    for (const { length } of vectors) {
      this.#dimension ??= length;
      if (length !== this.#dimension) throw nonsense();
    }
    return vectors;
  }

  async #open(): Promise<OpenAI> {
    // Loaded only where such a server is configured.
    const { default: Client } = await import("openai");
    const { baseUrl, apiKey, timeoutMs } = this.#settings;
    return new Client({
      apiKey: apiKey === "" ? "none" : apiKey,
      baseURL: baseUrl ?? null,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: timeoutMs,
      logLevel: "off",
    });
  }
}

function nonsense(): EmbeddingError {
  return new EmbeddingError("unavailable", "The embedding server answered something else than vectors.");
}
