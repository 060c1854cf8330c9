/** A file in a request: as the body itself, or as the one file of a form (`curl -F file=@resume.pdf`). */
import multipart from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import type { App } from "../app.ts";

export interface UploadedFile {
  /** Undefined where the body is the file. */
  name: string | undefined;
  /** Whoever reads them bounds them; ends once. @throws ProtocolError `invalid_input` where the form is broken */
  pieces: AsyncIterable<Uint8Array>;
}

/** Fields beside the file are let go of. A second file is noticed, so that it can be refused. */
const FORM = {
  limits: { files: 2, fields: 20, fieldSize: 10_000, headerPairs: 50, fileSize: Number.MAX_SAFE_INTEGER },
};

/** Routes that take files; forms are refused by all others. */
export function withForms(app: App, addRoutes: (scope: App) => void): void {
  app.register(async (scope) => {
    await scope.register(multipart, FORM);
    addRoutes(scope);
  });
}

/** @param types what the body may be, for the refusal */
export async function uploadedFile(request: FastifyRequest, types: readonly string[]): Promise<UploadedFile> {
  if (request.isMultipart()) return readable(() => fileOfForm(request));
  const { body } = request;
  if (isStream(body)) return { name: undefined, pieces: body };
  throw new ProtocolError(
    "invalid_input",
    `The body is a file, as ${types.join(", ")}, or a form with a file.`,
  );
}

async function fileOfForm(request: FastifyRequest): Promise<UploadedFile> {
  const files = request.files(FORM);
  const { value: first } = await files.next();
  if (first === undefined) throw new ProtocolError("invalid_input", "The form has no file.");
  return { name: first.filename, pieces: onlyFile(first.file, files) };
}

async function* onlyFile(
  file: AsyncIterable<Uint8Array>,
  others: AsyncIterator<unknown>,
): AsyncGenerator<Uint8Array> {
  const pieces = file[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await readable(() => pieces.next());
      if (piece.done === true) break;
      yield piece.value;
    }
  } finally {
    await pieces.return?.();
  }
  const other = await readable(() => others.next());
  if (other.done !== true) throw new ProtocolError("invalid_input", "The form has more than one file.");
}

/** The parser's errors carry no status: they would be taken for ours. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof ProtocolError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ProtocolError("invalid_input", `The form cannot be read: ${why}.`, { cause });
  }
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && body !== null && Symbol.asyncIterator in body;
}
