import { operatorCommand } from "./operator-command.ts";
import { UsageError } from "./usage-error.ts";

export const deleteUser = operatorCommand({
  usage: "delete-user USER",
  about:
    "Deletes a person's account and everything in it, for ever: log, samples, interviews, settings. " +
    "USER: id or email address. Needs --yes.",
  options: { yes: { type: "boolean", default: false } },
  async run({ ask, words: [word = ""], values, userId, print }) {
    const id = await userId(word);
    if (values["yes"] !== true) {
      throw new UsageError(`Nothing was deleted. Say it with --yes: trajectory delete-user ${id} --yes`);
    }
    const answer = await ask<{ state: "erased" | "erasing" }>("DELETE", `users/${id}`);
    print(answer, () => [
      answer.state === "erased"
        ? `${id}: deleted, with everything in it`
        : `${id}: signed out for ever; the rest is being deleted, also over a restart`,
    ]);
    return 0;
  },
});
