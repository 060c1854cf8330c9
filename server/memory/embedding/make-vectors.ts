import {
  type Embedder,
  EmbeddingError,
  type MadeVector,
  type MemoryRows,
  type WaitingText,
} from "../ports.ts";

/** Texts at once: what is urgent waits for no more than these. */
export const BATCH = 16;

type Made = { text: WaitingText; vector: Float32Array | EmbeddingError };

/**
 * Makes and keeps the vectors of some texts. One text that the model refuses leaves the others theirs.
 * @returns how many were made
 * @throws EmbeddingError `unavailable`, ProtocolError `busy`, `store_unavailable`, the reason of the signal
 */
export async function makeVectors(
  rows: Pick<MemoryRows, "setVectors" | "refuse">,
  embedder: Embedder,
  texts: readonly WaitingText[],
  signal: AbortSignal,
): Promise<number> {
  const made: MadeVector[] = [];
  for (const { text, vector } of await vectorsOf(embedder, texts, signal)) {
    if (vector instanceof EmbeddingError) await rows.refuse(text, vector.message);
    else made.push({ userId: text.userId, n: text.n, version: text.version, vector });
  }
  await rows.setVectors(embedder.model, made);
  return made.length;
}

async function vectorsOf(
  embedder: Embedder,
  texts: readonly WaitingText[],
  signal: AbortSignal,
): Promise<Made[]> {
  try {
    const vectors = await embedder.embed(
      texts.map(({ text }) => text),
      { urgent: false, signal },
    );
    return texts.map((text, i) => {
      return { text, vector: vectors[i] ?? new EmbeddingError("refused", "The model made no vector.") };
    });
  } catch (error) {
    if (!(error instanceof EmbeddingError) || error.failure !== "refused") throw error;
    const [text] = texts;
    if (text !== undefined && texts.length === 1) return [{ text, vector: error }];
    const half = Math.ceil(texts.length / 2);
    const first = await vectorsOf(embedder, texts.slice(0, half), signal);
    return [...first, ...(await vectorsOf(embedder, texts.slice(half), signal))];
  }
}
