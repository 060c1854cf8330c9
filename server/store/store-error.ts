/** What PostgreSQL says becomes an error of the closed list, in this one place. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { DatabaseError } from "pg";

/** SQLSTATE classes in which the server did not do what was asked, for reasons of its own. */
const UNAVAILABLE = new Set(["08", "40", "53", "55", "57", "58"]);

const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";
const DEADLOCK = "40P01";

/**
 * `store_unavailable` when the database did not answer or could not: the outcome of a write is then unknown.
 * A statement that it refuses, or a mistake before or after it, is ours: `internal`.
 */
export function storeError(cause: unknown): ProtocolError {
  if (cause instanceof ProtocolError) return cause;
  if (isOurMistake(cause)) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ProtocolError("internal", `The store made a mistake: ${reason}`, { cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ProtocolError("store_unavailable", `The database does not answer: ${reason}`, {
    cause,
    retryAfterMs: 1_000,
  });
}

/** pg says that a connection broke by a plain Error, so this lists what is none. */
function isOurMistake(cause: unknown): boolean {
  if (cause instanceof DatabaseError) return !UNAVAILABLE.has((cause.code ?? "").slice(0, 2));
  return (
    cause instanceof TypeError ||
    cause instanceof RangeError ||
    cause instanceof ReferenceError ||
    cause instanceof SyntaxError
  );
}

/** The name of the unique constraint or index that a row broke. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION
    ? (error.constraint ?? "")
    : undefined;
}

/** A row names one of another table that is not there. */
export function isMissingReference(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === FOREIGN_KEY_VIOLATION;
}

/** Another transaction holds the same rows; this one was rolled back. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === DEADLOCK;
}

/** Runs a read or a write and gives its failure a code. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}
