/** The command line: `trajectory <command>`, one file per command. */
import { decode } from "./decode.ts";
import { replay } from "./replay.ts";
import { start } from "./start.ts";
import { UsageError } from "./usage-error.ts";

interface Command {
  summary: string;
  /** Resolves with the exit code. */
  run(args: string[]): Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = { start, replay, decode };

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "Usage: trajectory <command> [options]",
    "",
    ...lines,
    "",
    "trajectory <command> --help says more.",
  ].join("\n");
}

async function main([name = "help", ...args]: string[]): Promise<number> {
  if (name === "help" || name === "--help") {
    console.log(help());
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${help()}`);
  return command.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
