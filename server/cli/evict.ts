import { operateCommand } from "./operate-command.ts";

export const evict = operateCommand(
  "evict",
  "Puts a person's actors to rest as soon as nothing is under way; the next message brings them back.",
);
