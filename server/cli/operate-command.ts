/** A command that does one thing to one person's actors. */
import type { Inspected, Operation } from "../operations/operator.ts";
import { operatorCommand } from "./operator-command.ts";

export function operateCommand(operation: Operation, about: string): (args: string[]) => Promise<number> {
  return operatorCommand({
    usage: `${operation} USER`,
    about: `${about} USER: id or email address.`,
    async run({ ask, words: [word = ""], userId, print }) {
      const user = await ask<Inspected>("POST", `users/${await userId(word)}/${operation}`);
      print(user, () => [`${user.userId}: ${user.status}, on node ${user.node}`]);
      return 0;
    },
  });
}
