/** What `export` and `import` share. */
import type { ErrorBody } from "@trajectory/protocols/errors.ts";
import type { Target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError with the engine's refusal, or that there is no engine */
export async function askEngine(
  { url, token }: Target,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
    });
  } catch (error) {
    // What the file's reader has to say is in the cause.
    const why = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
    throw new UsageError(`No engine answers at ${url}${why}: start it with npm start.`);
  }
  if (response.ok) return response;
  const { error } = (await response.json()) as { error: ErrorBody };
  const place = error.field === undefined ? "" : ` [${error.field}]`;
  throw new UsageError(`${error.message}${place} ${error.hint} (${error.code})`);
}

/** Passes bytes on and says how many there were, where a person watches. */
export async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  verb: string,
  total?: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (process.stderr.isTTY) {
      const of = total === undefined ? "" : ` of ${(total / 1e6).toFixed(1)}`;
      process.stderr.write(`\r${verb} ${(bytes / 1e6).toFixed(1)}${of} MB `);
    }
    yield piece;
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
}
