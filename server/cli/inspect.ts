/** Looks at one person's actors without waking them. */
import type { Inspected } from "../operations/operator.ts";
import type { SnapshotInfo } from "../operations/ports.ts";
import { operatorCommand } from "./operator-command.ts";
import { time } from "./texts.ts";

interface Answer extends Inspected {
  /** Events in the log. */
  head: number;
  snapshots: SnapshotInfo[];
}

export const inspect = operatorCommand({
  usage: "inspect USER",
  about:
    "Says where a person's actors are, what they are doing and, if they failed, why. USER: id or email address.",
  async run({ ask, words: [word = ""], userId, print }) {
    const answer = await ask<Answer>("GET", `users/${await userId(word)}`);
    print(answer, () => lines(answer));
    return 0;
  },
});

function lines(user: Answer): string[] {
  const { failure, seq, head } = user;
  const [snapshot] = user.snapshots;
  return [
    `User       ${user.userId}`,
    `Actors     ${user.status}, ${user.waiting} waiting`,
    `Log        ${head} events${seq === undefined || seq === head ? "" : `, ${seq} in memory`}`,
    `Node       ${user.node} (partition ${user.partition})`,
    `Snapshot   ${snapshot === undefined ? "none" : `of event ${snapshot.seq}, ${time(snapshot.savedAt)}, ${snapshot.stateHash}`}`,
    ...(failure === undefined
      ? []
      : [
          `Failed     ${time(failure.at)}: ${failure.message}`,
          ...failure.lastEvents.map(
            (event) => `  ${event.seq} ${event.actor}.${event.type} ${time(event.at)}`,
          ),
        ]),
  ];
}
