/** The command line: `trajectory <command>`. */
import { enableCompileCache } from "node:module";
import { COMMANDS } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`);
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
  const run = await command.load();
  return run(args);
}

// The second start and every later command need not compile again.
enableCompileCache();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
