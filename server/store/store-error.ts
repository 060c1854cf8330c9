/** What PostgreSQL says becomes an error of the closed list, in this one place. */
import { ProtocolError } from "@trajectory/protocols/errors.ts";
import { DatabaseError } from "pg";

/** SQLSTATE classes in which the server did not do what was asked, for reasons of its own. */
const UNAVAILABLE = new Set(["08", "40", "53", "55", "57", "58"]);

const UNIQUE_VIOLATION = "23505";
const DEADLOCK = "40P01";

/**
 * `store_unavailable` when the database did not answer or could not: the outcome of a write is then unknown.
 * A statement that it refuses is our mistake: `internal`.
 */
export function storeError(cause: unknown): ProtocolError {
  if (cause instanceof ProtocolError) return cause;
  if (cause instanceof DatabaseError && !UNAVAILABLE.has((cause.code ?? "").slice(0, 2))) {
    return new ProtocolError("internal", `The database refused a statement: ${cause.message}`, { cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ProtocolError("store_unavailable", `The database does not answer: ${reason}`, {
    cause,
    retryAfterMs: 1_000,
  });
}

/** The name of the unique constraint or index that a row broke. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION
    ? (error.constraint ?? "")
    : undefined;
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
