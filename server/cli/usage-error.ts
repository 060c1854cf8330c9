/** Something the person at the terminal can put right; only the message is shown. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
