import { operateCommand } from "./operate-command.ts";

export const pause = operateCommand(
  "pause",
  "Answers commands of a person with `busy` until `trajectory resume`; reading goes on.",
);
