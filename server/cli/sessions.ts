/** Lists a person's sessions, with the account of every stream's samples. */
import { streamKindName } from "@trajectory/protocols/messages.ts";
import type { SessionSummary } from "../gateway/signal-history.ts";
import { operatorCommand } from "./operator-command.ts";
import { instant, table, time } from "./texts.ts";

export const sessions = operatorCommand({
  usage: "sessions USER",
  about: [
    "Lists a person's sessions, newest first, --limit (20) at a time; --before TIME goes on behind a page.",
    "A line for each stream: captured = stored + dropped + outstanding. USER: id or email address.",
  ].join("\n"),
  options: { limit: { type: "string", default: "20" }, before: { type: "string" } },
  async run({ ask, words: [word = ""], userId, values, print }) {
    const query = new URLSearchParams({ limit: String(values["limit"]) });
    if (values["before"] !== undefined)
      query.set("before", String(instant("--before", String(values["before"]))));
    const path = `users/${await userId(word)}/sessions?${query.toString()}`;
    const answer = await ask<{ sessions: SessionSummary[] }>("GET", path);
    print(answer, () => table(HEAD, answer.sessions.flatMap(rowsOf)));
    return 0;
  },
});

const HEAD = [
  "session",
  "started",
  "ended",
  "stream",
  "captured",
  "stored",
  "dropped",
  "outstanding",
] as const;

/** The session stands on the line of its first stream. */
function rowsOf({ sessionId, startedAt, endedAt, streams }: SessionSummary): string[][] {
  const session = [sessionId, time(startedAt), endedAt === null ? "live" : time(endedAt)];
  if (streams.length === 0) return [session];
  return streams.map(({ id, kind, ledger: { captured, stored, dropped, outstanding } }, i) => [
    ...(i === 0 ? session : ["", "", ""]),
    `${id} ${streamKindName(kind)}`,
    ...[captured, stored, dropped, outstanding].map(String),
  ]);
}
