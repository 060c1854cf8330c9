import { operateCommand } from "./operate-command.ts";

export const resume = operateCommand(
  "resume",
  "Ends a pause. Actors that failed are loaded afresh from the log.",
);
