/** JSON text as bytes, in the threads. */
import { type ErrorBody, fromErrorBody, ProtocolError } from "@trajectory/protocols/errors.ts";
import type { JsonBytes } from "./tasks.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** @throws ProtocolError `invalid_input` */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new ProtocolError("invalid_input", "The body is not JSON in UTF-8.", { cause });
  }
}

/** The answer of the actors. @throws ProtocolError what they refused with */
export function readAnswer(bytes: Uint8Array): unknown {
  const answer = readJson(bytes) as { ok: true } | { ok: false; error: ErrorBody };
  if (!answer.ok) throw fromErrorBody(answer.error);
  return answer;
}

export function writeJson(value: object): JsonBytes {
  return encoder.encode(JSON.stringify(value));
}
