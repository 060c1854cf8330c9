/** Rebuilds a person from the log and says whether that is what is live. */
import type { ReplayedUser } from "../operations/replay-user.ts";
import { operatorCommand } from "./operator-command.ts";
import { instant, time } from "./texts.ts";

export const replayUser = operatorCommand({
  usage: "replay-user USER",
  about: [
    "Rebuilds a person from the first event of the log and compares with the live state and the stored snapshots.",
    "--at 2026-11-24T08:00:00Z, or milliseconds since 1970: as it was then. --json prints the whole state.",
    "USER: id or email address. The exit code is 1 when anything differs.",
  ].join("\n"),
  options: { at: { type: "string" } },
  async run({ ask, words: [word = ""], userId, values, print }) {
    const at = values["at"] === undefined ? undefined : instant("--at", String(values["at"]));
    const query = at === undefined ? "" : `?at=${at}`;
    const answer = await ask<ReplayedUser>("GET", `users/${await userId(word)}/replay${query}`);
    print(answer, () => lines(answer));
    return answer.equal === false ? 1 : 0;
  },
});

function lines({
  userId,
  at,
  fromSeq,
  seq,
  stateHash,
  state,
  actors,
  comparisons,
  equal,
  tookMs,
}: ReplayedUser) {
  const { eta, velocity, escapeVelocity, pEscape, thrust, mass } = state;
  const charts = Object.entries(actors).map(([actor, value]) => `${actor} ${value}`);
  return [
    `User       ${userId}${at === undefined ? "" : `, as of ${time(at)}`}`,
    `Events     ${fromSeq + 1} to ${seq}, replayed in ${tookMs.toFixed(0)} ms`,
    `State      η ${number(eta.value)}, P(η > 1) ${number(pEscape.value)}, velocity ${number(velocity.value)} of ${number(escapeVelocity.value)} h/week, thrust ${number(thrust.value)}, mass ${number(mass.value)}`,
    `Actors     ${charts.join(", ")}`,
    `Hash       ${stateHash}`,
    ...comparisons.map(
      (other) =>
        `${other.equal ? "Equal to" : "DIFFERS "}   ${other.with} state of event ${other.seq}: ${other.stateHash}` +
        (other.equal ? "" : `, replayed ${other.replayedHash}`),
    ),
    ...(equal === null ? ["Nothing of that time is stored or live to compare with."] : []),
  ];
}

function number(value: number | null): string {
  return value === null ? "undefined" : value.toPrecision(6);
}
