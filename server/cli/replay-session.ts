/** Computes a session's windows again from its stored blocks and says whether they are the stored ones. */
import type { ReplayedSession } from "../operations/replay-session.ts";
import { operatorCommand } from "./operator-command.ts";
import { table, time } from "./texts.ts";

const SHOWN = 10;

export const replaySession = operatorCommand({
  usage: "replay-session SESSION",
  about: [
    "Computes the windows of a session again from its stored blocks and compares them with the stored windows.",
    "Windows of a second are not stored and not compared.",
    "The exit code is 1 when anything differs.",
  ].join("\n"),
  async run({ ask, words: [sessionId = ""], print }) {
    const answer = await ask<ReplayedSession>("GET", `sessions/${sessionId}/replay`);
    print(answer, () => lines(answer));
    return answer.equal ? 0 : 1;
  },
});

function lines(session: ReplayedSession): string[] {
  const { sessionId, userId, ended, ledger, windows, notStored, differences, equal, letGoUntil, tookMs } =
    session;
  return [
    `Session    ${sessionId} of ${userId}, ${ended ? "ended" : "still live: its newest windows are left out"}`,
    ...ledger.map(
      ({ stream, captured, stored, dropped, outstanding }) =>
        `Stream ${stream}   ${captured} captured = ${stored} stored + ${dropped} dropped + ${outstanding} outstanding`,
    ),
    ...(letGoUntil === null
      ? []
      : [`Let go of  samples up to ${time(letGoUntil)}: windows of then are not compared`]),
    ...table(
      ["windows", "stored", "computed", "hash stored", "hash computed"],
      windows.map((of) => [of.kind, String(of.stored), String(of.computed), of.storedHash, of.computedHash]),
    ),
    `Left out   ${notStored.join(", ")}: not stored, computed when asked for, and therefore not compared`,
    equal
      ? `Equal      every stored window, feature by feature (${tookMs.toFixed(0)} ms)`
      : `DIFFERS    ${differences.length} windows`,
    ...differences
      .slice(0, SHOWN)
      .flatMap(({ kind, t0, t1, problem, features }) => [
        `  ${kind} ${time(t0)} to ${time(t1)}: ${problem}`,
        ...features.map(
          ({ name, stored, computed }) => `    ${name}: ${stored} stored, ${computed} computed`,
        ),
      ]),
  ];
}
