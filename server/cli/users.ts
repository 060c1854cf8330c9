/** Lists everybody with the state of their actors. */
import type { Inspected } from "../operations/operator.ts";
import type { KnownUser } from "../operations/ports.ts";
import { operatorCommand } from "./operator-command.ts";
import { table, time } from "./texts.ts";

type Listed = KnownUser & Pick<Inspected, "status" | "waiting" | "partition" | "node"> & { failure?: string };

export const users = operatorCommand({
  usage: "users",
  about: "Lists everybody with the state of their actors, 100 at a time: --after ID goes on behind a user.",
  options: { after: { type: "string" } },
  async run({ ask, values, print }) {
    const after = values["after"] === undefined ? "" : `&after=${String(values["after"])}`;
    const answer = await ask<{ users: Listed[]; next?: string }>("GET", `users?limit=100${after}`);
    print(answer, () => [
      ...table(
        ["user", "email", "role", "actors", "events", "last event", "partition", "node"],
        answer.users.map((user) => [
          user.userId,
          user.email,
          user.role,
          user.status,
          String(user.events),
          time(user.lastEventAt),
          String(user.partition),
          user.node,
        ]),
      ),
      ...answer.users.flatMap(({ userId, failure }) =>
        failure === undefined ? [] : [`${userId}: ${failure}`],
      ),
      ...(answer.next === undefined ? [] : [`More: trajectory users --after ${answer.next}`]),
    ]);
    return 0;
  },
});
